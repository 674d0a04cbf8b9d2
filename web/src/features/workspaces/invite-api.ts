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

/** Who holds the link, if they have signed in. That nobody has is an answer here, and no reason to ask for the sign-in. */
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

/** Signs up and accepts. When only the second fails, the person is signed in, and is offered to accept again. */
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

/** The link stays: who comes next may be the one it was sent to. */
export function useChangePerson() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => auth.post('/auth/sign-out', {}),
    onSuccess: () => queryClient.resetQueries({ queryKey: visitorQuery.queryKey }),
  })
}
