import * as z from 'zod'
import {
  connectAccount,
  disconnectAccount,
  listAccounts,
  reconnectAccount,
} from '#core/accounts/actions/accounts.ts'
import {
  accountSchema,
  connectAccountSchema,
  connectedAccountSchema,
  reconnectAccountSchema,
} from '#core/accounts/schemas.ts'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Accounts'
const params = z.object({ id: idSchema })

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
    shownOnce: true,
    run: (ctx, { body }) => connectAccount(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/accounts/{id}/reconnect',
    tag,
    summary: 'Give an account new credentials; what waited for them goes on',
    needs: 'manage',
    params,
    body: reconnectAccountSchema,
    answers: connectedAccountSchema,
    shownOnce: true,
    run: (ctx, { params: { id }, body }) => reconnectAccount(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/accounts/{id}',
    tag,
    summary: 'Disconnect an account; its history stays',
    needs: 'manage',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => disconnectAccount(ctx, id),
  }),
]
