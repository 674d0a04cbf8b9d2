import { assistant } from '../features/assistant/feature.ts'
import { automation } from '../features/automation/feature.ts'
import { bank } from '../features/bank/feature.ts'
import { billing } from '../features/billing/feature.ts'
import { characters } from '../features/characters/feature.ts'
import { clusters } from '../features/clusters/feature.ts'
import { comments } from '../features/comments/feature.ts'
import { companies } from '../features/companies/feature.ts'
import { drafts } from '../features/drafts/feature.ts'
import { engagement } from '../features/engagement/feature.ts'
import { figures } from '../features/figures/feature.ts'
import { knowledge } from '../features/knowledge/feature.ts'
import { listening } from '../features/listening/feature.ts'
import { taxonomy } from '../features/taxonomy/feature.ts'
import { team } from '../features/team/feature.ts'

/** The features that state themselves (`lib/feature.ts`). Routes, navigation and live updates are made from this list. */
export const features = [
  assistant,
  comments,
  companies,
  engagement,
  drafts,
  characters,
  automation,
  bank,
  listening,
  figures,
  taxonomy,
  knowledge,
  clusters,
  team,
  billing,
] as const
