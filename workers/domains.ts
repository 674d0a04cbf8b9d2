import type { WorkersOf } from '#core/lib/kernel/jobs.ts'
import type { Domain } from './domain.ts'
import { accounts } from './domains/accounts.ts'
import { automation } from './domains/automation.ts'
import { bank } from './domains/bank.ts'
import { billing } from './domains/billing.ts'
import { characters } from './domains/characters.ts'
import { clusters } from './domains/clusters.ts'
import { comments } from './domains/comments.ts'
import { companies } from './domains/companies.ts'
import { drafts } from './domains/drafts.ts'
import { engagement } from './domains/engagement.ts'
import { figures } from './domains/figures.ts'
import { inbox } from './domains/inbox.ts'
import { knowledge } from './domains/knowledge.ts'
import { listening } from './domains/listening.ts'
import { media } from './domains/media.ts'
import { notifications } from './domains/notifications.ts'
import { operations } from './domains/operations.ts'
import { publishing } from './domains/publishing.ts'
import { style } from './domains/style.ts'
import { taxonomy } from './domains/taxonomy.ts'
import { today } from './domains/today.ts'
import { webhooks } from './domains/webhooks.ts'
import { workspaces } from './domains/workspaces.ts'

/** Every domain, in the order in which the API's description shows them. */
export const domains: readonly Domain[] = [
  workspaces,
  accounts,
  inbox,
  clusters,
  knowledge,
  media,
  publishing,
  comments,
  companies,
  engagement,
  bank,
  style,
  taxonomy,
  drafts,
  characters,
  automation,
  listening,
  today,
  figures,
  notifications,
  webhooks,
  billing,
  operations,
]

/** Every worker, with what operators read about it. */
export const workers: WorkersOf = Object.fromEntries(
  domains.flatMap((domain) => Object.entries(domain.workers ?? {})),
)
