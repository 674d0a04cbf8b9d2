import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet } from '@tanstack/react-router'

export interface RouterContext {
  queryClient: QueryClient
  /** Leads to the sign-in if nobody is signed in, and from there back to `href`. */
  requireSignIn: (href: string) => Promise<void>
}

export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

/** The parent of the screens of a signed-in person. router.tsx puts the shell around them. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => context.requireSignIn(location.href),
})

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
