import { knowledge } from '../features/knowledge/feature.ts'
import { team } from '../features/team/feature.ts'

/** The features that state themselves (`lib/feature.ts`). Routes, navigation and live updates are made from this list. */
export const features = [knowledge, team] as const

export const featureRoutes = features.flatMap(
  (feature): readonly (typeof features)[number]['routes'][number][] => feature.routes,
)
