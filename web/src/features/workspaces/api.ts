import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CreateWorkspace, Pause } from '#core/workspaces/schemas.ts'
import { api, auth } from '../../lib/api.ts'
import { ApiError } from '../../lib/errors.ts'
import { keys } from '../../lib/feed.ts'
import { viewerZone } from '../../lib/format.ts'
import { returnTo } from '../../lib/return-to.ts'
import { chooseWorkspace, chosenWorkspace, forgetWorkspace } from '../../lib/workspace-choice.ts'

/** Reads the person and their workspace. A workspace that was left or deleted is forgotten, and the first one is used instead. */
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

/** Enters another workspace by loading the page again, so that nothing of the old one stays on screen or in memory. */
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

/** Signs in. The session is a cookie; the person is read again, and no data of an earlier person stays. */
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

/** Signs up and creates a workspace. If only the latter fails, the person is signed up, and the dashboard asks for it again. */
export function useSignUp() {
  return useMutation({
    mutationFn: async ({ workspace, ...person }: NewPerson & { workspace: string }) => {
      await signUp(person)
      return api.post('/v1/workspaces', { body: { name: workspace, timezone: viewerZone() } })
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

/** Pauses the machines of the workspace, or resumes them with null. */
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
