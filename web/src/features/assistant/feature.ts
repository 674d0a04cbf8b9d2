import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    assistant: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/assistant',
  // `chat`: the one that is open.
  validateSearch: (search) => only(search, 'chat'),
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./assistant-screen.tsx')),
})

// The navigation is full: Today and the palette lead here.
export const assistant = feature({ routes: [screen], places: [], topics: {} })
