import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ApiKey, CreateApiKey } from '#core/workspaces/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'
import { pagedQuery } from '../../../lib/paged.ts'

export const apiKeysQuery = pagedQuery<ApiKey>(keys.apiKeys, (cursor, signal) =>
  api.get('/v1/api-keys', { query: { cursor } }, signal),
)

/** Creates a key, without an Idempotency-Key: an answer stored for repetition would store the key with it. */
export function useCreateKey() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: CreateApiKey) => api.post('/v1/api-keys', { body: input }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.apiKeys }),
    // Do not cache the answer: the key must be on screen only.
    gcTime: 0,
  })
}

export function useRevokeKey() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.delete('/v1/api-keys/{id}', { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.apiKeys }),
  })
}
