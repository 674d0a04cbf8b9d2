import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { features } from './app/features.ts'
import { requireSignIn } from './app/shell/entering.ts'
import { NotFound, RouteFailure, RoutePending } from './app/shell/route-states.tsx'
import { Shell } from './app/shell/shell.tsx'
import { loadAnswersWords } from './features/answers/words.ts'
import { loadAuditWords } from './features/audit/words.ts'
import { loadWords as loadBillingWords } from './features/billing/words.ts'
import { loadRulesWords } from './features/rules/words.ts'
import { loadTeamWords } from './features/team/words.ts'
import { todayQuery } from './features/today/api.ts'
import { loadTodayWords } from './features/today/words.ts'
import { loadWebhookWords } from './features/webhooks/words.ts'
import { loadLaterWords } from './lib/i18n.ts'
import { only, root, signedIn } from './lib/routes.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => only(search, 'redirect', 'email'),
  component: lazyRouteComponent(() => import('./features/workspaces/sign-in-screen.tsx')),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  validateSearch: (search) => only(search, 'email'),
  component: lazyRouteComponent(() => import('./features/workspaces/forgot-password-screen.tsx')),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: (search) => only(search, 'token'),
  component: lazyRouteComponent(() => import('./features/workspaces/reset-password-screen.tsx')),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('./features/workspaces/invite-screen.tsx')),
})

const newWorkspace = createRoute({
  getParentRoute: () => root,
  path: '/new-workspace',
  beforeLoad: ({ context, location }) => context.requireSignIn(location.href),
  component: lazyRouteComponent(() => import('./features/workspaces/create-workspace.tsx')),
})

signedIn.update({ component: Shell })

const today = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: loadTodayWords,
  // Load the screen's numbers while its code is still loading.
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(todayQuery)
  },
  component: lazyRouteComponent(() => import('./features/today/today-screen.tsx')),
})

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: (search) =>
    only(search, 'view', 'account', 'platform', 'label', 'language', 'machine', 'since'),
  component: lazyRouteComponent(() => import('./features/inbox/inbox-screen.tsx')),
})

const noConversation = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  beforeLoad: loadTeamWords,
  component: lazyRouteComponent(() => import('./features/inbox/no-conversation.tsx')),
})

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '$conversationId',
  component: lazyRouteComponent(() => import('./features/inbox/conversation-pane.tsx')),
})

const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: '/calendar',
  validateSearch: (search) => only(search, 'view', 'date', 'post', 'account', 'state', 'label', 'campaign'),
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/publishing/calendar/calendar-screen.tsx')),
})

const accounts = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts',
  validateSearch: (search) => only(search, 'connection'),
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/accounts/accounts-screen.tsx')),
})

const activity = createRoute({
  getParentRoute: () => signedIn,
  path: '/activity',
  validateSearch: (search) => only(search, 'tab', 'status', 'level', 'reference'),
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/operations/activity-screen.tsx')),
})

const operations = createRoute({
  getParentRoute: () => signedIn,
  path: '/operations',
  validateSearch: (search) => only(search, 'tab', 'task', 'status', 'level', 'reference'),
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/operations/operations-screen.tsx')),
})

const welcome = createRoute({
  getParentRoute: () => signedIn,
  path: '/welcome',
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/workspaces/welcome-screen.tsx')),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
})

const noPage = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/workspace', replace: true })
  },
})

const workspacePage = createRoute({
  getParentRoute: () => settings,
  path: 'workspace',
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/workspaces/settings/workspace-page.tsx')),
})

const profilePage = createRoute({
  getParentRoute: () => settings,
  path: 'profile',
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/workspaces/settings/profile-page.tsx')),
})

const answersPage = createRoute({
  getParentRoute: () => settings,
  path: 'answers',
  beforeLoad: () =>
    Promise.all([loadLaterWords(), loadRulesWords(), loadAnswersWords()]).then(() => undefined),
  component: lazyRouteComponent(() => import('./features/answers/answers-page.tsx')),
})

const rulesPage = createRoute({
  getParentRoute: () => settings,
  path: 'rules',
  beforeLoad: () =>
    Promise.all([loadLaterWords(), loadRulesWords(), loadAnswersWords()]).then(() => undefined),
  component: lazyRouteComponent(() => import('./features/rules/rules-page.tsx')),
})

const membersPage = createRoute({
  getParentRoute: () => settings,
  path: 'members',
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/workspaces/settings/members-page.tsx')),
})

const notificationsPage = createRoute({
  getParentRoute: () => settings,
  path: 'notifications',
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/notifications/notifications-page.tsx')),
})

const planPage = createRoute({
  getParentRoute: () => settings,
  path: 'plan',
  beforeLoad: () => Promise.all([loadLaterWords(), loadBillingWords()]).then(() => undefined),
  component: lazyRouteComponent(() => import('./features/billing/plan-page.tsx')),
})

const keysPage = createRoute({
  getParentRoute: () => settings,
  path: 'keys',
  beforeLoad: loadLaterWords,
  component: lazyRouteComponent(() => import('./features/workspaces/settings/keys-page.tsx')),
})

const webhooksPage = createRoute({
  getParentRoute: () => settings,
  path: 'webhooks',
  beforeLoad: () => Promise.all([loadLaterWords(), loadWebhookWords()]).then(() => undefined),
  component: lazyRouteComponent(() => import('./features/webhooks/webhooks-page.tsx')),
})

const auditPage = createRoute({
  getParentRoute: () => settings,
  path: 'audit',
  validateSearch: (search) => only(search, 'action', 'actor', 'since', 'until'),
  beforeLoad: () => Promise.all([loadLaterWords(), loadAuditWords()]).then(() => undefined),
  component: lazyRouteComponent(() => import('./features/audit/audit-page.tsx')),
})

type FeatureRoute = (typeof features)[number]['routes'][number]

const tree = root.addChildren([
  signIn,
  forgotPassword,
  resetPassword,
  invitation,
  newWorkspace,
  signedIn.addChildren([
    today,
    inbox.addChildren([noConversation, conversation]),
    calendar,
    accounts,
    activity,
    operations,
    welcome,
    ...features.flatMap<FeatureRoute>(({ routes }) => routes),
    settings.addChildren([
      noPage,
      profilePage,
      workspacePage,
      answersPage,
      rulesPage,
      membersPage,
      notificationsPage,
      planPage,
      keysPage,
      webhooksPage,
      auditPage,
    ]),
  ]),
])

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient, requireSignIn: (href) => requireSignIn(queryClient, href) },
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
