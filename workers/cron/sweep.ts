import { sweepMedia } from '#core/inbox/actions/media.ts'
import { sweepConversations } from '#core/inbox/actions/threads.ts'
import { sweepDocuments } from '#core/knowledge/actions/indexing.ts'
import { sweepOutbox } from '#core/lib/outbox.ts'
import { sweepEvents } from '#core/operations/actions/ingest.ts'
import { sweepRuns } from '#core/operations/actions/task-runs.ts'
import { sweepEntries } from '#core/taxonomy/actions/entries.ts'
import type { CronTask } from './index.ts'

/** Finds work that crashes and lost messages left behind. Work of a worker that is switched off stays. */
export const sweep: CronTask = async (ctx) => ({
  jobs: await sweepOutbox(ctx),
  events: (await ctx.enabled('webhooks')) ? await sweepEvents(ctx) : 0,
  conversations: await sweepConversations(ctx),
  documents: (await ctx.enabled('knowledge')) ? await sweepDocuments(ctx) : 0,
  entries: await sweepEntries(ctx),
  media: (await ctx.enabled('media')) ? await sweepMedia(ctx) : 0,
  runs: await sweepRuns(ctx),
})
