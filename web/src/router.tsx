import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { meQuery } from './features/workspaces/api.ts'
import { isSignedOut } from './lib/errors.ts'
import { NotFound, RouteFailure, RoutePending } from './ui/shell/route-states.tsx'
import { Shell } from './ui/shell/shell.tsx'

interface RouterContext {
  queryClient: QueryClient
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** Keeps what the address says and drops what it does not: no `?post=undefined`. */
const only = <K extends string>(
  search: Record<string, unknown>,
  ...names: K[]
): { [name in K]?: string | undefined } => {
  const kept = names.flatMap((name) => {
    const value = text(search[name])
    return value ? [[name, value]] : []
  })
  return Object.fromEntries(kept) as { [name in K]?: string | undefined }
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => only(search, 'redirect'),
  component: lazyRouteComponent(() => import('./features/workspaces/sign-in-screen.tsx')),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (!isSignedOut(error)) throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { redirect: location.href } })
    }
  },
  component: Shell,
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', replace: true })
  },
})

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: (search) => only(search, 'status', 'account'),
  component: lazyRouteComponent(() => import('./features/inbox/inbox-screen.tsx')),
})

const noConversation = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  component: lazyRouteComponent(() => import('./features/inbox/inbox-screen.tsx'), 'NoConversation'),
})

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '$conversationId',
  component: lazyRouteComponent(() => import('./features/inbox/conversation-pane.tsx')),
})

const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: '/calendar',
  validateSearch: (search) => only(search, 'view', 'date', 'post'),
  component: lazyRouteComponent(() => import('./features/publishing/calendar-screen.tsx')),
})

const knowledge = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('./features/knowledge/knowledge-screen.tsx')),
})

const accounts = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./features/accounts/accounts-screen.tsx')),
})

const activity = createRoute({
  getParentRoute: () => signedIn,
  path: '/activity',
  validateSearch: (search) => only(search, 'tab', 'status'),
  component: lazyRouteComponent(() => import('./features/operations/activity-screen.tsx')),
})

const tree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    inbox.addChildren([noConversation, conversation]),
    calendar,
    knowledge,
    accounts,
    activity,
  ]),
])

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteFailure,
    defaultNotFoundComponent: NotFound,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
