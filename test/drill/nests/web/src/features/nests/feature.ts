import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { nestsKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    nests: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/nests',
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./nests-screen.tsx')),
})

export const nests = feature({
  routes: [screen],
  places: [
    {
      to: '/nests',
      group: 'learn',
      name: { en: 'Nests', fr: 'Nids' },
      Icon: drawn('M3 9h14l-3 6h-8z'),
      key: 'z',
    },
  ],
  topics: { nests: () => [nestsKey] },
})
