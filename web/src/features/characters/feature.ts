import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { charactersKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    characters: typeof words
  }
}

const loadWords = wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') })

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/characters',
  validateSearch: (search) => only(search, 'status', 'character', 'tab'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./characters-screen.tsx')),
})

const approval = createRoute({
  getParentRoute: () => signedIn,
  path: '/characters/approval',
  validateSearch: (search) => only(search, 'character'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./approval-screen.tsx')),
})

export const characters = feature({
  routes: [screen, approval],
  places: [
    {
      to: '/characters',
      group: 'create',
      name: { en: 'Characters', fr: 'Personnages' },
      Icon: drawn('M4 3.5h12v6a6 6 0 0 1-12 0zm3.3 3.2h.1m5.2 0h.1M7.3 11c1.6 1.6 3.8 1.6 5.4 0'),
      key: 'v',
    },
  ],
  topics: { characters: () => [charactersKey] },
})
