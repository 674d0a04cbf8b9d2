import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../../lib/api.ts'

export type Contact = Answer<'GET', '/v1/customers/{id}'>

/** Under the conversations, whose changes make it stale. */
const CONTACTS = ['conversations', 'contacts'] as const

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONTACTS, id],
    queryFn: ({ signal }) => api.get('/v1/customers/{id}', { params: { id } }, signal),
  })

function useWrite<Input>(id: string, write: (input: Input) => Promise<Contact>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: (contact) => queryClient.setQueryData(contactQuery(id).queryKey, contact),
  })
}

export const useChangeContact = (id: string) =>
  useWrite(id, (fields: Record<string, string>) =>
    api.patch('/v1/customers/{id}', { params: { id }, body: { fields } }),
  )

/** Merges another contact into this one, or takes that back. */
export const useJoinContact = (id: string) =>
  useWrite(id, ({ act, customerId }: { act: 'merge' | 'split'; customerId: string }) =>
    act === 'merge'
      ? api.post('/v1/customers/{id}/merge', { params: { id }, body: { customerId } })
      : api.post('/v1/customers/{id}/split', { params: { id }, body: { customerId } }),
  )
