import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { loadLaterWords, wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { EditIcon } from '../../ui/icons.tsx'
import { draftsKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    drafts: typeof words
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

export const drafts = feature({
  routes: [board, editor],
  places: [
    { to: '/drafts', group: 'create', name: { en: 'Drafts', fr: 'Brouillons' }, Icon: EditIcon, key: 'd' },
  ],
  topics: {
    drafts: () => [draftsKey],
    // The end of a scheduled post is written back to its draft.
    'scheduled-posts': () => [draftsKey],
  },
})
