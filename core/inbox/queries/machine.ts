import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { workspaces } from '#drizzle/schema/identity.ts'
import { aiRules, aiSettings } from '#drizzle/schema/inbox.ts'
import { triageRules } from '#drizzle/schema/triage-rules.ts'

/** Reads how machines decide and answer in a workspace, and whether they are paused. */
export const machineSettings = (db: Db, workspaceId: string) =>
  db
    .select({
      systemPrompt: aiSettings.systemPrompt,
      disclosure: aiSettings.disclosure,
      handoffTold: aiSettings.handoffTold,
      handoffWords: aiSettings.handoffWords,
      handoffWordsClosed: aiSettings.handoffWordsClosed,
      openingHours: aiSettings.openingHours,
      accountHours: aiSettings.accountHours,
      outsideHours: aiSettings.outsideHours,
      awayWords: aiSettings.awayWords,
      answerModel: aiSettings.answerModel,
      temperature: aiSettings.temperature,
      maxOutputTokens: aiSettings.maxOutputTokens,
      workspaceName: workspaces.name,
      aiEnabledForConversations: aiSettings.aiEnabledForConversations,
      aiEnabledForComments: aiSettings.aiEnabledForComments,
      autoReplyEnabled: aiSettings.autoReplyEnabled,
      instructions: aiRules.instructions,
      ignoreExamples: aiRules.ignoreExamples,
      ignoreLikeness: aiRules.ignoreLikeness,
      aiControlEnabled: aiRules.aiControlEnabled,
      paused: sql<boolean>`chorus_machines_paused(${aiSettings.workspaceId})`,
    })
    .from(aiSettings)
    .innerJoin(aiRules, eq(aiRules.workspaceId, aiSettings.workspaceId))
    .innerJoin(workspaces, eq(workspaces.id, aiSettings.workspaceId))
    .where(eq(aiSettings.workspaceId, workspaceId))

/** Lists the triage rules that are switched on, in their order. */
export const enabledRules = (db: Db, workspaceId: string) =>
  db
    .select()
    .from(triageRules)
    .where(and(eq(triageRules.workspaceId, workspaceId), triageRules.enabled))
    .orderBy(asc(triageRules.position))
