import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'

/** Makes additions to one workspace wait for each other, so that two at once do not both take the last place. */
export const waitForTurn = (db: Db, workspaceId: string) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtext('usage'), hashtext(${workspaceId}))`)

/** Sums up the storage of a workspace: the files of its library, of its documents, and those that contacts sent. */
export const usage = (db: Db, workspaceId: string) =>
  db.execute<{ bytes: string; documents: string }>(sql`
    select (select coalesce(sum(size_bytes), 0) from media where workspace_id = ${workspaceId})
         + (select coalesce(sum(size_bytes), 0) from message_media where workspace_id = ${workspaceId} and media_id is null and status = 'stored')
         + (select coalesce(sum(file_size_bytes), 0) from knowledge_documents where workspace_id = ${workspaceId}) as bytes,
      (select count(*) from knowledge_documents where workspace_id = ${workspaceId}) as documents`)
