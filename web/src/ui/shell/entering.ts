import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { meQuery } from '../../features/workspaces/api.ts'
import { isSignedOut } from '../../lib/errors.ts'

export interface RouterContext {
  queryClient: QueryClient
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** Keeps the search parameters that the address has, and drops the others: no `?post=undefined`. */
export const only = <K extends string>(
  search: Record<string, unknown>,
  ...names: K[]
): { [name in K]?: string | undefined } => {
  const kept = names.flatMap((name) => {
    const value = text(search[name])
    return value ? [[name, value]] : []
  })
  return Object.fromEntries(kept) as { [name in K]?: string | undefined }
}

interface Entering {
  context: RouterContext
  location: { href: string }
}

/** Leads to the sign-in if needed, and back afterwards. */
export async function requireSignIn({ context, location }: Entering): Promise<void> {
  try {
    await context.queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (!isSignedOut(error)) throw error
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { redirect: location.href } })
  }
}
