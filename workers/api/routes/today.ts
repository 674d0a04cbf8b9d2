import { today } from '#core/today/actions.ts'
import { todayQuerySchema, todaySchema } from '#core/today/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

export const todayEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/today',
    tag: 'Today',
    summary:
      'Get what waits for a person, what was done automatically since yesterday, and what goes out today',
    needs: 'see',
    query: todayQuerySchema,
    answers: todaySchema,
    run: (ctx, { query }) => today(ctx, query),
  }),
]
