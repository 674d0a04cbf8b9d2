import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner } from './database.ts'

/**
 * Writes a post that waits for its time on a company page, with the original behind it, as if a rule had taken it there. Returns its id, and
 * an author of the workspace.
 */
export async function addCompanyPost(of: { workspaceId: string; pageId: string; accountId: string }) {
  const { workspaceId, pageId, accountId } = of
  const [id, original, post] = [newId(), newId(), newId()]
  await asOwner(
    `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at) values ($1, $2, $3, $4, 'Ours', now())`,
    [original, workspaceId, accountId, original],
  )
  await asOwner(
    `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone) values ($1, $2, 'Ours', now() + interval '1 day', 'UTC')`,
    [post, workspaceId],
  )
  await asOwner(
    `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at) values ($1, $2, $3, $4, now() + interval '1 day')`,
    [newId(), workspaceId, post, accountId],
  )
  await asOwner(
    `insert into company_published_posts (id, workspace_id, original_post_id, company_page_id, scheduled_post_id) values ($1, $2, $3, $4, $5)`,
    [id, workspaceId, original, pageId, post],
  )
  const [author] = await asOwner<{ id: string }>(
    'select profile_id as id from social_accounts where id = $1',
    [accountId],
  )
  return { id, profile: author?.id ?? '' }
}
