import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { clustersKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    clusters: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/themes',
  validateSearch: (search) => only(search, 'tab', 'theme'),
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./themes-screen.tsx')),
})

export const clusters = feature({
  routes: [screen],
  places: [
    {
      to: '/themes',
      group: 'learn',
      name: { en: 'Themes', fr: 'Sujets' },
      Icon: drawn(
        'M6 6.5h.1m3.4-2h.1m-1 4h.1m-3 2h.1m7.4 1h.1m2.4 2.5h.1m-4.1 1.5h.1m2.4-6h.1M3 3h10v9H3zm6 9v5h8V9h-4',
      ),
      key: 'q',
    },
  ],
  // An answer and a post that are made of a theme are told of as such.
  topics: {
    clusters: () => [clustersKey],
    knowledge: () => [clustersKey],
    'scheduled-posts': () => [clustersKey],
  },
})
