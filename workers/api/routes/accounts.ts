import * as z from 'zod'
import {
  connectAccount,
  disconnectAccount,
  getAccount,
  listAccounts,
  reconnectAccount,
} from '#core/accounts/actions/accounts.ts'
import { accountLimits } from '#core/accounts/actions/limits.ts'
import { getCapabilities, listTemplates } from '#core/accounts/actions/templates.ts'
import {
  accountLimitsSchema,
  accountSchema,
  capabilitiesSchema,
  connectAccountSchema,
  connectedAccountSchema,
  reconnectAccountSchema,
  templateListQuerySchema,
  templateListSchema,
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
    method: 'get',
    path: '/v1/accounts/{id}',
    tag,
    summary: 'Get a connected account',
    needs: 'see',
    params,
    answers: accountSchema,
    run: (ctx, { params: { id } }) => getAccount(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/accounts/{id}/limits',
    tag,
    summary: 'What the platform allows an account, and how much of it is used',
    needs: 'see',
    params,
    answers: accountLimitsSchema,
    run: (ctx, { params: { id } }) => accountLimits(ctx, id),
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
    method: 'get',
    path: '/v1/accounts/{id}/templates',
    tag,
    summary: 'List the messages that the platform has approved beforehand, page by page as it has them',
    needs: 'see',
    params,
    query: templateListQuerySchema,
    answers: templateListSchema,
    run: (ctx, { params: { id }, query }) => listTemplates(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/accounts/{id}/capabilities',
    tag,
    summary: 'Say what the account’s platform takes',
    needs: 'see',
    params,
    answers: capabilitiesSchema,
    run: (ctx, { params: { id } }) => getCapabilities(ctx, id),
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
