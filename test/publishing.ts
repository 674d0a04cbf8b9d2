import { asOwner } from './database.ts'

/** Ends all waiting series and posts. A suite that drives its own clock begins with it: posts left by another would fall due. */
export async function stopPublishing(): Promise<void> {
  await asOwner(`update post_series set status = 'cancelled' where status = 'active'`)
  await asOwner(
    `update scheduled_post_accounts set status = 'cancelled' where status in ('queued', 'waiting', 'sending')`,
  )
}
