import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { engagementKey } from './keys.ts'
import { loadWords } from './words.ts'

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/engagement',
  validateSearch: (search) => only(search, 'tab', 'status', 'account'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./engagement-screen.tsx')),
})

export const engagement = feature({
  routes: [screen],
  places: [
    {
      to: '/engagement',
      group: 'create',
      name: { en: 'Engagement', fr: 'Réactions' },
      Icon: drawn(
        'M10 16.5S3.5 12.6 3.5 8.1A3.4 3.4 0 0 1 10 6.6a3.4 3.4 0 0 1 6.5 1.5c0 4.5-6.5 8.4-6.5 8.4z',
      ),
      key: 'e',
    },
  ],
  topics: { engagement: () => [engagementKey] },
})
