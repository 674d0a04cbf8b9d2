import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    figures: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/figures',
  validateSearch: (search) => only(search, 'tab', 'days', 'show', 'by', 'metric', 'of', 'name', 'from', 'to'),
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./figures-screen.tsx')),
})

export const figures = feature({
  routes: [screen],
  places: [
    {
      to: '/figures',
      group: 'learn',
      name: { en: 'Figures', fr: 'Chiffres' },
      Icon: drawn('M3 17h14M5 14v-3m5 3V5m5 9V8'),
      key: 'f',
    },
  ],
  topics: {},
})
