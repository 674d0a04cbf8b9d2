import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Invitation, Invite, Member, Role } from '#core/workspaces/schemas.ts'
import { api, type Page } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'
import { pagedQuery } from '../../../lib/paged.ts'

export const membersQuery = pagedQuery<Member>(keys.members, (cursor, signal) =>
  api.get('/v1/members', { query: { cursor } }, signal),
)

export const invitationsQuery = pagedQuery<Invitation>(keys.invitations, (cursor, signal) =>
  api.get('/v1/invitations', { query: { cursor } }, signal),
)

/** Reads all pages of members, for a choice among them; there are never many. */
export function useEveryMember(): Member[] {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(membersQuery)
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return data?.pages.flatMap((page) => page.items) ?? []
}

type Members = InfiniteData<Page<Member>>

/** Returns the list with one member in another role, shown before the server has answered. */
export const withRole = (list: Members, id: string, role: Role): Members => ({
  ...list,
  pages: list.pages.map((page) => ({
    ...page,
    items: page.items.map((member) => (member.id === id ? { ...member, role } : member)),
  })),
})

export function useChangeRole() {
  const queryClient = useQueryClient()
  const { queryKey } = membersQuery
  return useMutation({
    scope: { id: 'roles' },
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      api.patch('/v1/members/{id}', { params: { id }, body: { role } }),
    onMutate: async ({ id, role }) => {
      await queryClient.cancelQueries({ queryKey })
      const before = queryClient.getQueryData<Members>(queryKey)
      if (before) queryClient.setQueryData<Members>(queryKey, withRole(before, id, role))
      return before
    },
    onError: (_error, _change, before) => {
      if (before) queryClient.setQueryData<Members>(queryKey, before)
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  })
}

/** Runs a change of members or invitations, and reads both lists again. */
function useMembership<T>(mutationFn: (input: T) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.members }),
        queryClient.invalidateQueries({ queryKey: keys.invitations }),
        queryClient.invalidateQueries({ queryKey: keys.onboarding }),
      ]),
  })
}

export const useRemoveMember = () =>
  useMembership((id: string) => api.delete('/v1/members/{id}', { params: { id } }))

export const useInvite = (attempt: (content: unknown) => string) =>
  useMembership((invite: Invite) =>
    api.post('/v1/invitations', { body: invite, idempotencyKey: attempt(invite) }),
  )

export const useResend = () =>
  useMembership((id: string) => api.post('/v1/invitations/{id}/resend', { params: { id } }))

export const useRevokeInvitation = () =>
  useMembership((id: string) => api.delete('/v1/invitations/{id}', { params: { id } }))
