import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { feature } from '../../lib/feature.ts'
import { keys } from '../../lib/feed.ts'
import { only, signedIn } from '../../lib/routes.ts'
import { drawn } from '../../ui/icons.tsx'
import { commentsKey } from './keys.ts'
import { loadWords } from './words.ts'

const screen = createRoute({
  getParentRoute: () => signedIn,
  path: '/comments',
  validateSearch: (search) => only(search, 'tab', 'account', 'post', 'comment'),
  beforeLoad: loadWords,
  component: lazyRouteComponent(() => import('./comments-screen.tsx')),
})

export const comments = feature({
  routes: [screen],
  places: [
    {
      to: '/comments',
      group: 'work',
      name: { en: 'Comments', fr: 'Commentaires' },
      Icon: drawn('M3.5 4.5h13v9H10l-3.5 3v-3h-3zM7 9h6'),
      key: 'm',
    },
  ],
  topics: { comments: () => [commentsKey, keys.today, keys.attention] },
})
