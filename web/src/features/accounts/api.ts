import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { BeginConnecting, ConnectAccount, PracticeAccount } from '#core/accounts/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

const MOST = 100

export const accountsQuery = queryOptions({
  queryKey: keys.accounts,
  queryFn: async ({ signal }) => (await api.get('/v1/accounts', { query: { limit: MOST } }, signal)).items,
})

/** Poll limits this often, since the live feed does not report calls. */
const LIMITS_EVERY_MS = 30_000

export const limitsQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.accounts, id, 'limits'],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/accounts/{id}/limits', { params: { id } }, signal)).items,
    refetchInterval: LIMITS_EVERY_MS,
  })

export function useConnectAccount(attempt: (content: unknown) => string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: ConnectAccount) =>
      api.post('/v1/accounts', { body: input, idempotencyKey: attempt(input) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  })
}

/** Reads whether this installation has practice accounts, which does not change while the page is open. */
export const practiceQuery = queryOptions({
  queryKey: [...keys.accounts, 'practice'],
  queryFn: ({ signal }) => api.get('/v1/practice', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export function usePractise(attempt: (content: unknown) => string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: PracticeAccount) =>
      api.post('/v1/practice', { body: input, idempotencyKey: attempt(input) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  })
}

export const useBeginConnecting = () =>
  useMutation({ mutationFn: (body: BeginConnecting) => api.post('/v1/accounts/connect', { body }) })

/** Reads what became of a consent; while its answer is being read, again and again. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.accounts, 'connection', id],
    queryFn: ({ signal }) => api.get('/v1/connections/{id}', { params: { id } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.status === 'answered' || data?.status === 'begun' ? 1_000 : false,
  })

export function useChooseAccounts(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (externalIds: string[]) =>
      api.post('/v1/connections/{id}/choose', { params: { id }, body: { externalIds } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  })
}

export function useReconnectAccount(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (credentials: ConnectAccount['credentials']) =>
      api.post('/v1/accounts/{id}/reconnect', { params: { id }, body: { credentials } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  })
}

export function useDisconnectAccount() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.delete('/v1/accounts/{id}', { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  })
}
