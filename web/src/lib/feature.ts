import type { AnyRoute } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Me } from '#core/workspaces/schemas.ts'
import type { Topics } from './feed.ts'
import type { Language } from './i18n.ts'

/** The groups of the navigation, in their order. */
export const PLACE_GROUPS = ['work', 'create', 'learn', 'run'] as const

/** A screen that the navigation leads to. */
export interface Place<To extends string = string> {
  to: To
  group: (typeof PLACE_GROUPS)[number]
  /** One word, two at most. It is loaded with the first screen, unlike the feature's other words. */
  name: Readonly<Record<Language, string>>
  Icon: (props: { size?: number }) => ReactNode
  /** Pressed after `g`; no two places have the same. */
  key: string
  /** Shows it in the bar of a phone, which has room for five; the others stand under “More”. */
  bar?: true
  /** Tests whether the person may open it; it is hidden otherwise. */
  may?: (me: Me) => boolean
}

/** What a feature adds to the dashboard. */
export interface Feature<Routes extends readonly AnyRoute[] = readonly AnyRoute[]> {
  /** Its screens, each under `signedIn` (routes.ts) and with a lazy component. */
  routes: Routes
  places: readonly Place<Routes[number]['fullPath']>[]
  /** Which of its queries the live feed makes stale, by topic. */
  topics: Topics
}

/** Types a feature: its places lead to its own routes. */
export const feature = <const Routes extends readonly AnyRoute[]>(one: Feature<Routes>): Feature<Routes> =>
  one
