import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Counted } from '#core/lib/kernel/limits.ts'

/** Makes additions to one workspace wait for each other, so that two at once do not both take the last place. */
export const waitForTurn = (db: Db, workspaceId: string) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtext('usage'), hashtext(${workspaceId}))`)

const rows = (from: SQL) => sql`(select count(*) from ${from})`
const bytes = (from: SQL) => sql`(select coalesce(sum(size_bytes), 0) from ${from})`

/** How each thing is counted. Storage: the files of the library, of documents, and those that contacts sent. */
const COUNTS: Readonly<Record<Counted, (workspace: SQL, at: SQL) => SQL>> = {
  accounts: (mine) => rows(sql`social_accounts where ${mine} and status <> 'revoked'`),
  members: (mine, at) =>
    sql`${rows(sql`members where ${mine}`)}
      + ${rows(sql`invitations where ${mine} and accepted_at is null and revoked_at is null and expires_at > ${at}`)}`,
  api_keys: (mine, at) =>
    rows(sql`api_keys where ${mine} and revoked_at is null and (expires_at is null or expires_at > ${at})`),
  storage: (mine) =>
    sql`${bytes(sql`media where ${mine}`)}
      + ${bytes(sql`message_media where ${mine} and media_id is null and status = 'stored'`)}
      + (select coalesce(sum(file_size_bytes), 0) from knowledge_documents where ${mine})`,
  documents: (mine) => rows(sql`knowledge_documents where ${mine}`),
  faqs: (mine) => rows(sql`faq_qa where ${mine}`),
  scheduled_posts: (mine) =>
    sql`${rows(sql`scheduled_posts where ${mine} and series_id is null and status in ('draft', 'awaiting_approval', 'queued', 'publishing')`)}
      + ${rows(sql`post_series where ${mine} and status in ('draft', 'awaiting_approval', 'active', 'paused')`)}`,
  profiles: (mine) => rows(sql`profiles where ${mine}`),
  bank_posts: (mine) => rows(sql`posts where ${mine} and in_bank`),
  listening_projects: (mine) => rows(sql`projects where ${mine}`),
  // A name counts once, in however many projects and on however many platforms it is.
  listening_hashtags: (mine) =>
    rows(sql`(select distinct h.name from project_hashtags p join hashtags h on h.workspace_id = p.workspace_id and h.id = p.hashtag_id
      where p.${mine}) names`),
  listening_creators: (mine) =>
    rows(sql`(select distinct platform, lower(creator_username) from project_creators where ${mine}) names`),
}

/** Counts what a workspace has of these things, in the order in which they are named. */
export const usage = (
  db: Db,
  { workspaceId, of, at }: { workspaceId: string; of: readonly Counted[]; at: Date },
) =>
  db.execute<{ used: string[] }>(sql`
    select array[${sql.join(
      of.map(
        (what) =>
          sql`(${COUNTS[what](sql`workspace_id = ${workspaceId}`, sql`${at.toISOString()}::timestamptz`)})::text`,
      ),
      sql`, `,
    )}] as used`)
