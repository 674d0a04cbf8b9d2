import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { automationKey } from './keys.ts'
import { loadWords } from './words.ts'

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/automation',
  validateSearch: (search) => only(search, 'tab', 'character', 'rule', 'status'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./automation-screen.tsx')),
})

export const automation = feature({
  routes: [screen],
  // Its door is in the characters’ screen: the navigation has no room for another.
  places: [],
  // The post of an execution and its end are written together.
  topics: { automation: () => [automationKey], 'scheduled-posts': () => [automationKey] },
})
