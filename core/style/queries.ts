import { and, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { profiles } from '#drizzle/schema/bank.ts'

/** Reads how to write like an author: the prompt that drafts use; null where nothing is known yet. */
export const writingStyle = (
  db: Db,
  { workspaceId, profileId }: { workspaceId: string; profileId: string },
) =>
  db
    .select({ prompt: profiles.writingStylePrompt })
    .from(profiles)
    .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, profileId)))
