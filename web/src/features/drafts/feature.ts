import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { loadLaterWords, wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { EditIcon } from '../../ui/icons.tsx'
import type batchWords from '../batches/words.en.json'
import { draftsKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    drafts: typeof words
    batches: typeof batchWords
  }
}

const loadWords = wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') })

const board = createRoute({
  getParentRoute: () => signedIn,
  path: '/drafts',
  // `post`: a captured post to begin from.
  validateSearch: (search) => only(search, 'post'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./board-screen.tsx')),
})

const editor = createRoute({
  getParentRoute: () => signedIn,
  path: '/drafts/$draftId',
  // Accounts and previews are the composer's, and so are their words.
  beforeLoad: async () => {
    await Promise.all([loadWords(), loadLaterWords()])
  },
  component: lazyRouteComponent(() => import('./editor-screen.tsx')),
})

// Drafts for several authors and topics at once: a part of this feature, with words of its own.
const batches = createRoute({
  getParentRoute: () => signedIn,
  path: '/batches',
  // `batch`: the one that is open.
  validateSearch: (search) => only(search, 'batch'),
  beforeLoad: wordsOf({
    en: () => import('../batches/words.en.json'),
    fr: () => import('../batches/words.fr.json'),
  }),
  component: lazyRouteComponent(() => import('../batches/batches-screen.tsx')),
})

export const drafts = feature({
  routes: [board, editor, batches],
  places: [
    { to: '/drafts', group: 'create', name: { en: 'Drafts', fr: 'Brouillons' }, Icon: EditIcon, key: 'd' },
  ],
  topics: {
    drafts: () => [draftsKey],
    // The end of a scheduled post is written back to its draft.
    'scheduled-posts': () => [draftsKey],
  },
})
