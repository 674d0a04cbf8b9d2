import { asOwner } from './database.ts'

/**
 * Adds a group with one text, past the runs that find groups, and a run that has ended. `messageId`: the message that the text is; without
 * one the group is empty.
 */
export async function addCluster({
  workspaceId,
  messageId = null,
}: {
  workspaceId: string
  messageId?: string | null
}) {
  const [ids] = await asOwner<Record<'group' | 'run', string>>(
    `with run as (
       insert into cluster_runs (id, workspace_id, status, texts, grouped, clusters, lease_until, finished_at)
       values (gen_random_uuid(), $1, 'done', 1, 1, 1, now(), now()) returning id
     ), grouped as (
       insert into clusters (id, workspace_id, scope, label, size, unanswered, trend, last_said_at)
       values (gen_random_uuid(), $1, 'global', 'vegan · cake', 1, 1, '[0,0,0,0,0,0,0,0,0,0,0,0,1]', now()) returning id
     ), said as (
       insert into cluster_texts (id, workspace_id, source_id, message_id, text, said_at, unanswered)
       select gen_random_uuid(), $1, $2, $2, 'Is it vegan?', now(), true where $2::uuid is not null returning id
     ), item as (
       insert into cluster_items (id, workspace_id, cluster_id, text_id, said_at, unanswered, example)
       select gen_random_uuid(), $1, grouped.id, said.id, now(), true, 1 from grouped, said
     ) select grouped.id as "group", run.id as run from grouped, run`,
    [workspaceId, messageId],
  )
  if (!ids) throw new Error('Nothing was added.')
  return ids
}
