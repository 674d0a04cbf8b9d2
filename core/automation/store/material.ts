import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { automationExecutions, automationRules } from '#drizzle/schema/automation.ts'
import { characters, content } from '#drizzle/schema/characters.ts'
import type { RuleContentType } from '../schemas.ts'

/** Reads an execution with its rule, and whether the rule may go on. */
export const toExecute = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select({
      execution: automationExecutions,
      rule: automationRules,
      character: characters,
      paused: sql<boolean>`chorus_machines_paused(${automationExecutions.workspaceId})`,
    })
    .from(automationExecutions)
    .innerJoin(
      automationRules,
      and(
        eq(automationRules.workspaceId, automationExecutions.workspaceId),
        eq(automationRules.id, automationExecutions.ruleId),
      ),
    )
    .innerJoin(
      characters,
      and(
        eq(characters.workspaceId, automationRules.workspaceId),
        eq(characters.id, automationRules.characterId),
      ),
    )
    .where(and(eq(automationExecutions.workspaceId, workspaceId), eq(automationExecutions.id, id)))
export type ToExecute = Awaited<ReturnType<typeof toExecute>>[number]

/** Lists the accounts of a character's profile on some platforms, the oldest first. */
export const accounts = (
  db: Db,
  {
    workspaceId,
    profileId,
    platforms,
  }: { workspaceId: string; profileId: string; platforms: readonly string[] },
) =>
  db
    .select({ id: socialAccounts.id, name: socialAccounts.name })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.profileId, profileId),
        eq(socialAccounts.status, 'active'),
        inArray(socialAccounts.platform, [...platforms]),
      ),
    )
    .orderBy(asc(socialAccounts.createdAt), asc(socialAccounts.id))

const FILES = { image: ['image'], video: ['video'], mixed: ['image', 'video'], text: ['text'] } as const

/**
 * Chooses what a post shows: approved, good enough, not flagged, and the least used; of those equally used the one that lies back longest,
 * posts that rules have scheduled included.
 */
export const choose = (
  db: Db,
  {
    workspaceId,
    characterId,
    contentType,
    contentCategory,
    minQuality,
  }: {
    workspaceId: string
    characterId: string
    contentType: RuleContentType
    contentCategory: string | null
    minQuality: number
  },
) =>
  db
    .select({
      id: content.id,
      mediaId: content.mediaId,
      text: content.text,
      qualityScore: content.qualityScore,
      timesUsed: content.timesUsed,
    })
    .from(content)
    .where(
      and(
        eq(content.workspaceId, workspaceId),
        eq(content.characterId, characterId),
        inArray(content.contentType, [...FILES[contentType]]),
        eq(content.approvalStatus, 'approved'),
        eq(content.isNsfw, false),
        isNull(content.removedAt),
        sql`${content.qualityScore} >= ${minQuality}`,
        contentCategory === null ? undefined : sql`${content.contentCategory} = ${contentCategory}`,
      ),
    )
    .orderBy(
      asc(content.timesUsed),
      sql`greatest(${content.lastUsedAt}, (select max(x.at) from automation_executions x
        where x.workspace_id = ${content.workspaceId} and x.content_id = ${content.id})) nulls first`,
      asc(content.createdAt),
      asc(content.id),
    )
    .limit(1)
export type Chosen = Awaited<ReturnType<typeof choose>>[number]

/** Holds a character's posts apart from each other until the transaction ends: of two that are the same, one sees the other. */
export const lockCharacter = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select({ status: characters.status })
    .from(characters)
    .where(and(eq(characters.workspaceId, workspaceId), eq(characters.id, id)))
    .for('update')
