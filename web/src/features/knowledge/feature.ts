import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { keys } from '../../lib/feed.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { KnowledgeIcon } from '../../ui/icons.tsx'
import { loadKnowledgeWords } from './words.ts'

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge',
  validateSearch: (search) => only(search, 'tab', 'new', 'search'),
  beforeLoad: loadKnowledgeWords,
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
