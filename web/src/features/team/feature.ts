import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { signedIn } from '../../lib/routes.ts'
import { TemplateIcon } from '../../ui/icons.tsx'
import { teamKeys } from './keys.ts'
import { loadTeamWords } from './words.ts'

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/replies',
  beforeLoad: loadTeamWords,
  component: lazyRouteComponent(() => import('./team-screen.tsx')),
})

export const team = feature({
  routes: [screen],
  places: [
    {
      to: '/replies',
      group: 'work',
      name: { en: 'Replies', fr: 'Réponses' },
      Icon: TemplateIcon,
      key: 'r',
    },
  ],
  topics: {
    messages: () => [teamKeys.counts],
    conversations: (id) => [
      teamKeys.counts,
      teamKeys.filters,
      teamKeys.labels,
      id ? teamKeys.notes(id) : teamKeys.allNotes,
    ],
    workspace: () => [teamKeys.replies],
  },
})
