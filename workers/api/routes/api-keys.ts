import * as z from 'zod'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '#core/workspaces/actions/api-keys.ts'
import { apiKeySchema, createApiKeySchema, createdApiKeySchema } from '#core/workspaces/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'API keys'

export const apiKeyEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/api-keys',
    tag,
    summary: 'List API keys',
    needs: 'manage',
    query: pageQuerySchema,
    answers: pageOf(apiKeySchema),
    run: (ctx, { query }) => listApiKeys(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/api-keys',
    tag,
    summary: 'Make an API key that may do no more than oneself; it is shown once',
    needs: 'manage',
    body: createApiKeySchema,
    answers: createdApiKeySchema,
    status: 201,
    shownOnce: true,
    run: (ctx, { body }, { access }) => createApiKey(ctx, access?.scopes ?? [], body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/api-keys/{id}',
    tag,
    summary: 'Revoke an API key',
    needs: 'manage',
    params: z.object({ id: idSchema }),
    status: 204,
    run: (ctx, { params }) => revokeApiKey(ctx, params.id),
  }),
]
