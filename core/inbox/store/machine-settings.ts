import { eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { aiRules, aiSettings } from '#drizzle/schema/inbox.ts'

type Settings = typeof aiSettings.$inferSelect
type Rules = typeof aiRules.$inferSelect

/** Reads both rows of a workspace and locks them until the end of the transaction. */
export const lock = (db: Db, workspaceId: string) =>
  db
    .select({ settings: aiSettings, rules: aiRules })
    .from(aiSettings)
    .innerJoin(aiRules, eq(aiRules.workspaceId, aiSettings.workspaceId))
    .where(eq(aiSettings.workspaceId, workspaceId))
    .for('update')

export const changeSettings = (
  db: Db,
  workspaceId: string,
  set: Pick<
    Settings,
    | 'systemPrompt'
    | 'disclosure'
    | 'handoffTold'
    | 'handoffWords'
    | 'handoffWordsClosed'
    | 'openingHours'
    | 'accountHours'
    | 'outsideHours'
    | 'awayWords'
    | 'answerModel'
    | 'temperature'
    | 'maxOutputTokens'
    | 'aiEnabledForConversations'
    | 'aiEnabledForComments'
    | 'autoReplyEnabled'
  >,
) => db.update(aiSettings).set(set).where(eq(aiSettings.workspaceId, workspaceId))

export const changeRules = (
  db: Db,
  workspaceId: string,
  set: Pick<Rules, 'instructions' | 'ignoreExamples' | 'ignoreLikeness' | 'aiControlEnabled'>,
) => db.update(aiRules).set(set).where(eq(aiRules.workspaceId, workspaceId))
