import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { auth } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

/** A browser in which the person is signed in, as better-auth describes it. */
export interface Session {
  id: string
  token: string
  userAgent?: string | null
  createdAt: string
  updatedAt: string
}

const sessionsKey = [...keys.me, 'sessions']

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: async ({ signal }) => {
    const [sessions, current] = await Promise.all([
      auth.get<Session[]>('/auth/list-sessions', signal),
      auth.get<{ session: { id: string } } | null>('/auth/get-session', signal),
    ])
    const here = current?.session.id
    return sessions
      .map((session) => ({ ...session, isHere: session.id === here }))
      .sort((a, b) => Number(b.isHere) - Number(a.isHere) || b.updatedAt.localeCompare(a.updatedAt))
  },
})

export function useRenameMe() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => auth.post('/auth/update-user', { name }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  })
}

export const useChangeEmail = () =>
  useMutation({ mutationFn: (newEmail: string) => auth.post('/auth/change-email', { newEmail }) })

interface Passwords {
  currentPassword: string
  newPassword: string
}

/** Changes the password, and ends the other sessions. */
export function useChangePassword() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (passwords: Passwords) =>
      auth.post('/auth/change-password', { ...passwords, revokeOtherSessions: true }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  })
}

/** Ends one session by its token, or with null all but this one. */
export function useEndSession() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (token: string | null) =>
      token === null
        ? auth.post('/auth/revoke-other-sessions', {})
        : auth.post('/auth/revoke-session', { token }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  })
}
