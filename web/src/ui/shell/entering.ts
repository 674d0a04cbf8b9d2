import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { meQuery } from '../../features/workspaces/api.ts'
import { isSignedOut } from '../../lib/errors.ts'

export interface RouterContext {
  queryClient: QueryClient
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** Keeps what the address says and drops what it does not: no `?post=undefined`. */
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

/** Asks for the sign-in where it is needed, and leads back afterwards. */
export async function requireSignIn({ context, location }: Entering): Promise<void> {
  try {
    await context.queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (!isSignedOut(error)) throw error
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { redirect: location.href } })
  }
}
