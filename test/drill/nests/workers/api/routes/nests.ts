import { pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { addNest, getNest, listNests } from '#core/nests/actions.ts'
import { createNestSchema, nestSchema } from '#core/nests/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Nests'

export const nestEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/nests',
    tag,
    summary: 'List the nests, the newest first',
    needs: 'see',
    query: pageQuerySchema,
    answers: pageOf(nestSchema),
    run: (ctx, { query }) => listNests(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/nests',
    tag,
    summary: 'Add a nest',
    needs: 'write',
    body: createNestSchema,
    answers: nestSchema,
    status: 201,
    run: (ctx, { body }) => addNest(ctx, body),
    again: { of: 'nest', read: getNest },
  }),
]
