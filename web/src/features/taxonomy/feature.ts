import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { taxonomyKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    taxonomy: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/topics',
  validateSearch: (search) => only(search, 'tab'),
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./taxonomy-screen.tsx')),
})

export const taxonomy = feature({
  routes: [screen],
  places: [
    {
      to: '/topics',
      group: 'learn',
      name: { en: 'Topics', fr: 'Thèmes' },
      Icon: drawn('M3.5 9.5v-6h6l7 7-6 6zm3.2-3h.1'),
      key: 'h',
    },
  ],
  topics: { bank: () => [taxonomyKey] },
})
