import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { characterMemories, characterPersonalities, characters, content } from '#drizzle/schema/characters.ts'
import { comments } from '#drizzle/schema/comments.ts'
import { conversations } from '#drizzle/schema/inbox.ts'
import { type Disclosing, disclosureLine } from './rules/disclosure.ts'
import type { ContentRefusal } from './rules/refusals.ts'
import { effectiveTemperature, personalityPrompt } from './rules/traits.ts'

export { withDisclosure } from './rules/disclosure.ts'
export { type ContentRefusal, REFUSALS } from './rules/refusals.ts'

/** Memories that are read for one answer or draft, the latest first. */
const MEMORIES = 30

const memories = sql<Remembered[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'text', m.text) order by m.created_at desc, m.id desc)
  from (select * from ${characterMemories} x where x.workspace_id = ${characters.workspaceId} and x.character_id = ${characters.id}
    order by x.created_at desc, x.id desc limit ${MEMORIES}) m), '[]'::jsonb)`

/** The memories of a character: data for a model, never instructions. */
export interface Remembered {
  id: string
  kind: string
  text: string
}

const speaking = (db: Db) =>
  db
    .select({ character: characters, personality: characterPersonalities, memories })
    .from(characters)
    .innerJoin(
      characterPersonalities,
      and(
        eq(characterPersonalities.workspaceId, characters.workspaceId),
        eq(characterPersonalities.characterId, characters.id),
      ),
    )
    .$dynamic()
export type SpeakingRow = Awaited<ReturnType<typeof speaking>>[number]

/** Finds the character, whatever its status, that speaks through the account of a row. */
const speakingFor = (
  db: Db,
  table: typeof conversations | typeof comments,
  { workspaceId, id }: { workspaceId: string; id: string },
) =>
  speaking(db).where(
    and(
      eq(characters.workspaceId, workspaceId),
      inArray(
        characters.profileId,
        db
          .select({ id: socialAccounts.profileId })
          .from(table)
          .innerJoin(
            socialAccounts,
            and(eq(socialAccounts.workspaceId, table.workspaceId), eq(socialAccounts.id, table.accountId)),
          )
          .where(and(eq(table.workspaceId, workspaceId), eq(table.id, id))),
      ),
    ),
  )

/** Finds the character that speaks in a conversation. */
export const speakingIn = (
  db: Db,
  { workspaceId, conversationId: id }: { workspaceId: string; conversationId: string },
) => speakingFor(db, conversations, { workspaceId, id })

/** Finds the character that answers a comment. */
export const speakingUnder = (
  db: Db,
  { workspaceId, commentId: id }: { workspaceId: string; commentId: string },
) => speakingFor(db, comments, { workspaceId, id })

/** Finds the character of a profile. */
export const speakingAs = (db: Db, { workspaceId, profileId }: { workspaceId: string; profileId: string }) =>
  speaking(db).where(and(eq(characters.workspaceId, workspaceId), eq(characters.profileId, profileId)))

/** The voice in which a model writes for a character. */
export interface Voice {
  name: string
  isActive: boolean
  instructions: string
  temperature: number
  memories: readonly Remembered[]
}

export function voiceOf(row: SpeakingRow | undefined): Voice | null {
  if (!row) return null
  const { character, personality, memories: remembered } = row
  return {
    name: character.name,
    isActive: character.isActive,
    instructions: personalityPrompt(character, personality),
    temperature: effectiveTemperature(personality),
    memories: remembered,
  }
}

/** Reads how characters disclose themselves on accounts. Accounts of no character have no row. */
export const disclosing = (
  db: Db,
  { workspaceId, accountIds }: { workspaceId: string; accountIds: readonly string[] },
) =>
  db
    .select({
      accountId: socialAccounts.id,
      disclosure: characters.disclosure,
      disclosureText: characters.disclosureText,
    })
    .from(characters)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, characters.workspaceId),
        eq(socialAccounts.profileId, characters.profileId),
      ),
    )
    .where(and(eq(characters.workspaceId, workspaceId), inArray(socialAccounts.id, [...accountIds])))
    .orderBy(desc(characters.createdAt))

/** Returns the line with which posts of an account end; null for none. */
export function lineOn(
  rows: readonly ({ accountId: string } & Disclosing)[],
  accountId: string,
): string | null {
  const row = rows.find((found) => found.accountId === accountId)
  return row ? disclosureLine(row) : null
}

/** Returns the platforms that take what is flagged NSFW, as a Postgres array. */
export const allowingNsfw = (platforms: readonly Pick<Connector, 'manifest' | 'posts'>[]): string =>
  `{${platforms.flatMap(({ manifest, posts }) => (posts?.rules.nsfw ? [manifest.id] : [])).join()}}`

/** Says whether a character is shown as an adult: nothing is generated for any other. */
export const adulthood = (
  db: Db,
  { workspaceId, characterId }: { workspaceId: string; characterId: string },
) =>
  db.execute<{ adult: boolean }>(
    sql`select chorus_is_adult(${workspaceId}::uuid, ${characterId}::uuid) as adult`,
  )

/** Finds those of files that are flagged NSFW in some character's media. */
export const nsfwAmong = (
  db: Db,
  { workspaceId, mediaIds }: { workspaceId: string; mediaIds: readonly string[] },
) =>
  db
    .select({ mediaId: content.mediaId })
    .from(content)
    .where(
      and(
        eq(content.workspaceId, workspaceId),
        inArray(content.mediaId, [...mediaIds]),
        eq(content.isNsfw, true),
      ),
    )

/** Says for each account why a post may not show what it shows there. Accounts on which it may have no row. */
export const refusedContent = (
  db: Db,
  {
    workspaceId,
    accountIds,
    text,
    mediaIds,
    allowing,
  }: {
    workspaceId: string
    accountIds: readonly string[]
    text: string
    mediaIds: readonly string[]
    /** As `allowingNsfw` writes them. */
    allowing: string
  },
) =>
  db.execute<{ account_id: string; refusal: ContentRefusal }>(sql`
    select a.id as account_id, r.refusal
    from unnest(${`{${accountIds.join()}}`}::uuid[]) a (id)
    cross join lateral chorus_content_refusal(${workspaceId}::uuid, a.id, ${text}, ${`{${mediaIds.join()}}`}::uuid[],
      ${allowing}::text[]) r (refusal)
    where r.refusal is not null`)
