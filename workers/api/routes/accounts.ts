import { connectAccount, listAccounts } from '#core/accounts/actions.ts'
import { accountSchema, connectAccountSchema, connectedAccountSchema } from '#core/accounts/schemas.ts'
import { pageOf, pageQuerySchema } from '#core/lib/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Accounts'

export const accountEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/accounts',
    tag,
    summary: 'List connected accounts',
    needs: 'see',
    query: pageQuerySchema,
    answers: pageOf(accountSchema),
    run: (ctx, { query }) => listAccounts(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/accounts',
    tag,
    summary: 'Connect an account that its platform confirms',
    needs: 'manage',
    body: connectAccountSchema,
    answers: connectedAccountSchema,
    status: 201,
    run: (ctx, { body }) => connectAccount(ctx, body),
  }),
]
