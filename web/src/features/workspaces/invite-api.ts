import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, auth } from '../../lib/api.ts'
import { isSignedOut } from '../../lib/errors.ts'
import { enterWorkspace, type NewPerson, signUp } from './api.ts'

export const openInvitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.post('/v1/invitations/open', { body: { token } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Reads the signed-in person who opened the link, or null. Unlike elsewhere, nobody is sent to the sign-in. */
export const visitorQuery = queryOptions({
  queryKey: ['visitor'],
  queryFn: async ({ signal }) => {
    try {
      return (await api.get('/v1/me', {}, signal)).user
    } catch (error) {
      if (isSignedOut(error)) return null
      throw error
    }
  },
})

const accept = async (token: string) => {
  const { id } = await api.post('/v1/invitations/accept', { body: { token } })
  enterWorkspace(id, '/welcome')
}

export const useAccept = () => useMutation({ mutationFn: accept })

/** Signs up and accepts. If only the latter fails, the person is signed in, and can accept again. */
export function useJoin(token: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (person: NewPerson) => {
      await signUp(person)
      await accept(token)
    },
    onError: () => queryClient.invalidateQueries({ queryKey: visitorQuery.queryKey }),
  })
}

/** Signs out and keeps the link: the next person may be the one it was sent to. */
export function useChangePerson() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => auth.post('/auth/sign-out', {}),
    onSuccess: () => queryClient.resetQueries({ queryKey: visitorQuery.queryKey }),
  })
}
