import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { companiesKey } from './keys.ts'
import { loadWords } from './words.ts'

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/company-pages',
  validateSearch: (search) => only(search, 'tab'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./companies-screen.tsx')),
})

export const companies = feature({
  routes: [screen],
  places: [
    {
      to: '/company-pages',
      group: 'create',
      name: { en: 'Pages', fr: 'Pages' },
      Icon: drawn('M4 17V5.5l7-2.5v14M11 8h5v9M2.5 17h15M6.5 8h2m-2 3h2m-2 3h2'),
      key: 'w',
    },
  ],
  // Posts on pages are scheduled posts.
  topics: { companies: () => [companiesKey], 'scheduled-posts': () => [companiesKey] },
})
