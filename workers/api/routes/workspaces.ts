import * as z from 'zod'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/schemas.ts'
import { createApiKey, createWorkspace, listApiKeys, revokeApiKey } from '#core/workspaces/actions.ts'
import {
  apiKeySchema,
  createApiKeySchema,
  createdApiKeySchema,
  createWorkspaceSchema,
  type Me,
  meSchema,
  workspaceSchema,
} from '#core/workspaces/schemas.ts'
import { forCaller, forPerson, inWorkspace } from '../endpoint.ts'

const tag = 'Workspaces'

export const workspaceEndpoints = [
  forCaller({
    method: 'get',
    path: '/v1/me',
    tag,
    summary: 'Who asks, and where they may act',
    answers: meSchema,
    run: async ({ user, access, operator }): Promise<Me> => ({
      user,
      workspace: access ? { id: access.workspaceId, name: access.workspaceName } : null,
      role: access?.role ?? null,
      scopes: access?.scopes ?? [],
      operator,
    }),
  }),
  forPerson({
    method: 'post',
    path: '/v1/workspaces',
    tag,
    summary: 'Make a workspace and become its owner',
    body: createWorkspaceSchema,
    answers: workspaceSchema,
    status: 201,
    run: ({ user, system }, { body }) => createWorkspace(system, user.id, body),
  }),
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
    summary: 'Make an API key; it is shown once',
    needs: 'manage',
    body: createApiKeySchema,
    answers: createdApiKeySchema,
    status: 201,
    run: (ctx, { body }) => createApiKey(ctx, body),
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
