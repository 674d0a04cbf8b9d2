import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { keys } from '../../lib/feed.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { KnowledgeIcon } from '../../ui/icons.tsx'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    knowledge: typeof words
  }
}

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge',
  validateSearch: (search) => only(search, 'tab', 'new', 'search'),
  beforeLoad: wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') }),
  component: lazyRouteComponent(() => import('./knowledge-screen.tsx')),
})

export const knowledge = feature({
  routes: [screen],
  places: [
    {
      to: '/knowledge',
      group: 'learn',
      name: { en: 'Knowledge', fr: 'Savoir' },
      Icon: KnowledgeIcon,
      key: 'k',
      bar: true,
    },
  ],
  topics: { knowledge: () => [keys.documents] },
})
