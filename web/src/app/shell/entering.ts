import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { meQuery } from '../../features/workspaces/api.ts'
import { isSignedOut } from '../../lib/errors.ts'

/** Leads to the sign-in if nobody is signed in, and from there back to `href`. */
export async function requireSignIn(queryClient: QueryClient, href: string): Promise<void> {
  try {
    await queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (!isSignedOut(error)) throw error
    throw redirect({ to: '/sign-in', search: href === '/' ? {} : { redirect: href } })
  }
}
