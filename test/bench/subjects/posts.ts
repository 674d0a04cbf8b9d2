import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { openPublisher } from '../q2-publisher.ts'
import { openStage } from '../q5-stage.ts'
import { newAccounts, schedule } from './posts-stage.ts'
import { serve } from './serve.ts'

/** The most connections that publish side by side. */
const CONNECTIONS = 4

const stage = await openStage(() => undefined)
const accounts = await newAccounts(stage)
const publishers = await Promise.all(Array.from({ length: CONNECTIONS }, () => openPublisher(stage.loginUrl)))
let hints: JobOf<'publishing.hint'>[] = []

/**
 * Prepares posts that are due now, for the next measurement; and publishes `warm` posts on each connection before it: connections
 * live long, and their first planning is not part of a post's cost.
 */
async function prepare({ count, warm = 0 }: { count: number; warm?: number }): Promise<void> {
  hints = await schedule(stage, accounts, count + warm * CONNECTIONS)
  if (warm > 0) await Promise.all(publishers.map(({ ctx }) => publishHinted(ctx, hints.splice(0, warm))))
}

/** Publishes the prepared posts in batches, over `connections` connections. Returns the milliseconds for all of them. */
async function publish({ batch, connections }: { batch: number; connections: number }): Promise<number> {
  const ids = hints.map(({ targetId }) => targetId)
  const began = performance.now()
  await Promise.all(
    publishers.slice(0, connections).map(async ({ ctx }) => {
      while (hints.length > 0) await publishHinted(ctx, hints.splice(0, batch))
    }),
  )
  const ms = performance.now() - began
  await checkSent(ids)
  return ms
}

/** Checks that every target, its post and its run are recorded as sent, and that each is among the published posts. */
async function checkSent(ids: readonly string[]): Promise<void> {
  const { rows } = await stage.owner.query<{ sent: string }>(
    `select count(*) as sent from scheduled_post_accounts t
     join scheduled_posts p on p.id = t.scheduled_post_id and p.status = 'published'
     join post_runs r on r.workspace_id = t.workspace_id and r.target_id = t.id and r.status = 'success'
     join published_posts b on b.workspace_id = t.workspace_id and b.target_id = t.id
     where t.id = any($1) and t.status = 'sent'`,
    [ids],
  )
  if (Number(rows[0]?.sent) !== ids.length)
    throw new Error(`Of ${ids.length} posts ${rows[0]?.sent} are sent and recorded.`)
}

/** Counts the round trips of one batch with all prepared posts. */
async function trips(): Promise<number> {
  const [publisher] = publishers
  if (!publisher) throw new Error('Nobody publishes.')
  const before = publisher.trips()
  await publishHinted(publisher.ctx, hints.splice(0))
  return publisher.trips() - before
}

serve({ prepare, publish, trips }, async () => {
  await Promise.all(publishers.map((publisher) => publisher.close()))
  await stage.close()
})
