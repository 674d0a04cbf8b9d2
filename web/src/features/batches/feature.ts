import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { batchesKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    batches: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/batches',
  // `batch`: the one that is open.
  validateSearch: (search) => only(search, 'batch'),
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./batches-screen.tsx')),
})

/** Drafts for several authors and topics at once. The board of drafts leads here. */
export const batches = feature({
  routes: [screen],
  places: [],
  topics: { drafts: () => [batchesKey] },
})
