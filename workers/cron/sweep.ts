import { sweepConversations } from '#core/inbox/actions/threads.ts'
import { sweepDocuments } from '#core/knowledge/actions.ts'
import { sweepOutbox } from '#core/lib/outbox.ts'
import { sweepEvents } from '#core/operations/actions/ingest.ts'
import { appliers } from '../appliers.ts'
import type { CronTask } from './index.ts'

/** Finds what crashes and lost messages left behind. */
export const sweep: CronTask = async (ctx) => ({
  jobs: await sweepOutbox(ctx),
  events: await sweepEvents(ctx, appliers),
  conversations: await sweepConversations(ctx),
  documents: await sweepDocuments(ctx),
})
