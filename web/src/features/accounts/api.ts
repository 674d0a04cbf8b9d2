import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account, ConnectAccount, ConnectedAccount } from '#core/accounts/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

const MOST = 100

export const accountsQuery = queryOptions({
  queryKey: keys.accounts,
  queryFn: async ({ signal }) =>
    (await api.get<Page<Account>>('/v1/accounts', { limit: MOST }, signal)).items,
})

export function useConnectAccount(attempt: (content: unknown) => string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: ConnectAccount) =>
      api.post<ConnectedAccount>('/v1/accounts', input, { idempotencyKey: attempt(input) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  })
}
