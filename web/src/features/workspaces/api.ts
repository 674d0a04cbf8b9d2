import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CreateWorkspace, Pause } from '#core/workspaces/schemas.ts'
import { api, auth } from '../../lib/api.ts'
import { ApiError } from '../../lib/errors.ts'
import { keys } from '../../lib/feed.ts'
import { returnTo } from '../../lib/return-to.ts'
import { chooseWorkspace, chosenWorkspace, forgetWorkspace } from '../../lib/workspace-choice.ts'

/** Who looks, and where they act. A workspace that was left or deleted since the last visit is forgotten: the first one takes its place. */
export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async ({ signal }) => {
    try {
      return await api.get('/v1/me', {}, signal)
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 404 && chosenWorkspace() !== null
      if (!gone) throw error
      forgetWorkspace()
      return api.get('/v1/me', {}, signal)
    }
  },
  staleTime: 5 * 60_000,
})

export const currentWorkspaceQuery = queryOptions({
  queryKey: keys.workspace,
  queryFn: ({ signal }) => api.get('/v1/workspaces/current', {}, signal),
})

export const workspacesQuery = queryOptions({
  queryKey: keys.workspaces,
  queryFn: async ({ signal }) => (await api.get('/v1/workspaces', {}, signal)).items,
})

/** Nothing of one workspace may stay in sight, or in memory, in another: the page is read afresh. */
export function enterWorkspace(id: string, path: '/' | '/welcome'): void {
  chooseWorkspace(id)
  location.assign(path)
}

interface Credentials {
  email: string
  password: string
}

export interface NewPerson extends Credentials {
  name: string
}

/** The session came as a cookie; who it belongs to is read afresh, and nothing of an earlier person stays. */
export function useSignIn(redirect: string | undefined) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (credentials: Credentials) => auth.post('/auth/sign-in/email', credentials),
    onSuccess: async () => {
      queryClient.clear()
      await navigate({ to: returnTo(redirect), replace: true })
    },
  })
}

export const signUp = (person: NewPerson) => auth.post('/auth/sign-up/email', person)

/** When the workspace cannot be made, the person is signed up all the same: the dashboard asks for it again. */
export function useSignUp() {
  return useMutation({
    mutationFn: async ({ workspace, ...person }: NewPerson & { workspace: string }) => {
      await signUp(person)
      return api.post('/v1/workspaces', { body: { name: workspace } })
    },
    onSuccess: ({ id }) => enterWorkspace(id, '/welcome'),
  })
}

export function useCreateWorkspace(attempt: (content: unknown) => string) {
  return useMutation({
    mutationFn: (input: CreateWorkspace) =>
      api.post('/v1/workspaces', { body: input, idempotencyKey: attempt(input) }),
    onSuccess: ({ id }) => enterWorkspace(id, '/welcome'),
  })
}

export function useSignOut() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => auth.post('/auth/sign-out', {}),
    onSuccess: async () => {
      sessionStorage.clear()
      forgetWorkspace()
      await navigate({ to: '/sign-in', search: {} })
      queryClient.clear()
    },
  })
}

/** Stops the machines of the workspace, or with null lets them work again. */
export function usePause() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (pause: Pause | null) =>
      pause
        ? api.post('/v1/workspaces/current/pause', { body: pause })
        : api.post('/v1/workspaces/current/resume'),
    onSuccess: (workspace) => queryClient.setQueryData(currentWorkspaceQuery.queryKey, workspace),
  })
}

export function useSendVerification() {
  return useMutation({
    mutationFn: (email: string) => auth.post('/auth/send-verification-email', { email, callbackURL: '/' }),
  })
}
