import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { listeningKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    listening: typeof words
  }
}

const beforeLoad = wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') })

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/listening',
  beforeLoad,
  component: lazyRouteComponent(() => import('./projects-screen.tsx')),
})

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/listening/$projectId',
  validateSearch: (search) => only(search, 'tab', 'days', 'polarity', 'platform', 'author', 'hashtag', 'day'),
  beforeLoad,
  component: lazyRouteComponent(() => import('./project-screen.tsx')),
})

export const listening = feature({
  routes: [projects, project],
  places: [
    {
      to: '/listening',
      group: 'learn',
      name: { en: 'Listening', fr: 'Veille' },
      Icon: drawn('M4 9v2m3-5v8m3-6v4m3-7v10m3-6v2'),
      key: 'l',
    },
  ],
  topics: { listening: () => [listeningKey] },
})
