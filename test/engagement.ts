import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner } from './database.ts'

/** Writes a like that an account is to give tomorrow to a post of its workspace, as if it had been planned. Returns its id and the account's author. */
export async function addEngagement({ workspaceId, accountId }: { workspaceId: string; accountId: string }) {
  const [id, post] = [newId(), newId()]
  await asOwner(
    `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at) values ($1, $2, $3, $4, 'Ours', now())`,
    [post, workspaceId, accountId, post],
  )
  const [made] = await asOwner<{ profile: string }>(
    `insert into engagement_actions (id, workspace_id, published_post_id, account_id, engager_profile_id, action_type, due_at, counted_on)
     select $1, $2, $3, id, profile_id, 'like', now() + interval '1 day', (now() + interval '1 day')::date from social_accounts where id = $4
     returning engager_profile_id as profile`,
    [id, workspaceId, post, accountId],
  )
  return { id, profile: made?.profile ?? '' }
}
