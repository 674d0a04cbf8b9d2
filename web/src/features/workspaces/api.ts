import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CreateWorkspace, Me, Workspace } from '#core/workspaces/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { returnTo } from '../../lib/return-to.ts'

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => api.get<Me>('/v1/me', {}, signal),
  staleTime: 5 * 60_000,
})

interface Credentials {
  email: string
  password: string
}

export interface NewPerson extends Credentials {
  name: string
  workspace: string
}

/** The session came as a cookie; who it belongs to is read afresh, and nothing of an earlier person stays. */
function useEntered(redirect: string | undefined): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    queryClient.clear()
    await navigate({ to: returnTo(redirect), replace: true })
  }
}

export function useSignIn(redirect: string | undefined) {
  const entered = useEntered(redirect)
  return useMutation({
    mutationFn: (credentials: Credentials) => api.post('/auth/sign-in/email', credentials),
    onSuccess: entered,
  })
}

/** When the workspace cannot be made, the person is signed up all the same: the dashboard asks for it again. */
export function useSignUp(redirect: string | undefined) {
  const entered = useEntered(redirect)
  return useMutation({
    mutationFn: async ({ workspace, ...person }: NewPerson) => {
      await api.post('/auth/sign-up/email', person)
      await api.post<Workspace>('/v1/workspaces', { name: workspace })
    },
    onSuccess: entered,
  })
}

export function useCreateWorkspace(attempt: (content: unknown) => string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: CreateWorkspace) =>
      api.post<Workspace>('/v1/workspaces', input, { idempotencyKey: attempt(input) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  })
}

export function useSignOut() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => api.post('/auth/sign-out', {}),
    onSuccess: async () => {
      sessionStorage.clear()
      await navigate({ to: '/sign-in', search: {} })
      queryClient.clear()
    },
  })
}
