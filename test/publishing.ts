import { asOwner } from './database.ts'

/** Ends all series and posts that wait. A suite that drives its own clock begins with it: what another left behind would fall due by it. */
export async function stopPublishing(): Promise<void> {
  await asOwner(`update post_series set status = 'cancelled' where status = 'active'`)
  await asOwner(
    `update scheduled_post_accounts set status = 'cancelled' where status in ('queued', 'waiting', 'sending')`,
  )
}
