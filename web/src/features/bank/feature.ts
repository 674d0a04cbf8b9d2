import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { wordsOf } from '../../lib/i18n.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn, PeopleIcon } from '../../ui/icons.tsx'
import { bankKey, profilesKey } from './keys.ts'
import type words from './words.en.json'

declare module '../../lib/i18n.ts' {
  interface Words {
    bank: typeof words
  }
}

const beforeLoad = wordsOf({ en: () => import('./words.en.json'), fr: () => import('./words.fr.json') })

const posts = createRoute({
  getParentRoute: () => signedIn,
  path: '/bank',
  validateSearch: (search) =>
    only(
      search,
      ...([
        'q',
        'author',
        'topic',
        'audience',
        'hook',
        'platform',
        'source',
        'age',
        'min',
        'sort',
        'post',
      ] as const),
    ),
  beforeLoad,
  component: lazyRouteComponent(() => import('./bank-screen.tsx')),
})

const profiles = createRoute({
  getParentRoute: () => signedIn,
  path: '/profiles',
  validateSearch: (search) => only(search, 'type', 'profile', 'style'),
  beforeLoad,
  component: lazyRouteComponent(() => import('./profiles-screen.tsx')),
})

export const bank = feature({
  routes: [posts, profiles],
  places: [
    {
      to: '/bank',
      group: 'learn',
      name: { en: 'Bank', fr: 'Banque' },
      Icon: drawn('M5.5 3.5h9V17L10 13.6 5.5 17zm2.7 3.7h3.6m-3.6 2.8h3.6'),
      key: 'b',
    },
    {
      to: '/profiles',
      group: 'learn',
      name: { en: 'Profiles', fr: 'Profils' },
      Icon: PeopleIcon,
      key: 'p',
    },
  ],
  topics: { bank: () => [bankKey, profilesKey] },
})
