import { knowledge } from '../features/knowledge/feature.ts'

/** The features that state themselves (`lib/feature.ts`). Routes, navigation and live updates are made from this list. */
export const features = [knowledge] as const
