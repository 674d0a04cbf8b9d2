import { pageOf } from '#core/lib/kernel/schemas.ts'
import { changeOnboarding, getOnboarding } from '#core/workspaces/actions/onboarding.ts'
import {
  createWorkspace,
  currentWorkspace,
  deleteWorkspace,
  getWorkspace,
  listWorkspaces,
  pauseWorkspace,
  updateWorkspace,
} from '#core/workspaces/actions/workspaces.ts'
import {
  createWorkspaceSchema,
  currentWorkspaceSchema,
  deleteWorkspaceSchema,
  type Me,
  meSchema,
  onboardingChangeSchema,
  onboardingSchema,
  pauseSchema,
  updateWorkspaceSchema,
  workspaceSchema,
} from '#core/workspaces/schemas.ts'
import { personOf } from '../access.ts'
import { forCaller, forPerson, inWorkspace } from '../endpoint.ts'

const tag = 'Workspaces'
const current = '/v1/workspaces/current'

export const workspaceEndpoints = [
  forCaller({
    method: 'get',
    path: '/v1/me',
    tag,
    summary: 'Get the caller, with their workspaces and rights',
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
    method: 'get',
    path: '/v1/workspaces',
    tag,
    summary: 'List the workspaces one belongs to; x-workspace-id names the one a request acts in',
    answers: pageOf(workspaceSchema),
    run: async ({ user, system }) => ({ items: await listWorkspaces(system, user.id), nextCursor: null }),
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
    again: { of: 'workspace', read: ({ user, system }, id) => getWorkspace(system, user.id, id) },
  }),
  inWorkspace({
    method: 'get',
    path: current,
    tag,
    summary: 'The workspace one acts in, and whether its machines are paused',
    needs: 'see',
    answers: currentWorkspaceSchema,
    run: (ctx) => currentWorkspace(ctx),
  }),
  inWorkspace({
    method: 'patch',
    path: current,
    tag,
    summary: 'Change the workspace’s name or time zone',
    needs: 'manage',
    body: updateWorkspaceSchema,
    answers: currentWorkspaceSchema,
    run: (ctx, { body }) => updateWorkspace(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${current}/delete`,
    tag,
    summary: 'Delete the workspace and everything in it, for good',
    needs: 'own',
    body: deleteWorkspaceSchema,
    status: 204,
    run: (ctx, { body }, { system }) => deleteWorkspace(system, ctx.workspaceId, body.name),
  }),
  inWorkspace({
    method: 'post',
    path: `${current}/pause`,
    tag,
    summary: 'Pause all machines of the workspace: nothing is answered or published until they are resumed',
    needs: 'manage',
    body: pauseSchema,
    answers: currentWorkspaceSchema,
    run: (ctx, { body }) => pauseWorkspace(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${current}/resume`,
    tag,
    summary: 'Resume the machines of the workspace',
    needs: 'manage',
    answers: currentWorkspaceSchema,
    run: (ctx) => pauseWorkspace(ctx, null),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/onboarding',
    tag,
    summary: 'One’s first steps in the workspace',
    needs: 'see',
    answers: onboardingSchema,
    run: (ctx, _input, caller) => getOnboarding(ctx, personOf(caller).user.id, caller.access?.scopes ?? []),
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/onboarding',
    tag,
    summary: 'Skip a first step, or say that one has seen enough',
    needs: 'see',
    body: onboardingChangeSchema,
    answers: onboardingSchema,
    run: (ctx, { body }, caller) =>
      changeOnboarding(ctx, personOf(caller).user.id, caller.access?.scopes ?? [], body),
  }),
]
