import { and, desc, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { profiles } from '#drizzle/schema/bank.ts'
import { characterAppearances, characterPersonalities, characters } from '#drizzle/schema/characters.ts'
import type { CharacterStatus, SetAppearance, SetPersonality } from '../schemas.ts'

export interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(characters.workspaceId, workspaceId), eq(characters.id, id))

export interface AccountOfCharacter {
  id: string
  platform: string
  name: string
}

const columns = {
  ...getTableColumns(characters),
  accounts: sql<AccountOfCharacter[]>`coalesce((
    select jsonb_agg(jsonb_build_object('id', s.id, 'platform', s.platform, 'name', s.name) order by s.created_at, s.id)
    from social_accounts s
    where s.workspace_id = characters.workspace_id and s.profile_id = characters.profile_id and s.status <> 'revoked'), '[]'::jsonb)`,
}
export type CharacterRow = typeof characters.$inferSelect & { accounts: AccountOfCharacter[] }

export const byId = (db: Db, where: One) => db.select(columns).from(characters).where(one(where))

export const lock = (db: Db, where: One) => db.select().from(characters).where(one(where)).for('update')

export const list = (
  db: Db,
  {
    workspaceId,
    status,
    before,
    limit,
  }: {
    workspaceId: string
    status: CharacterStatus | undefined
    before: Position | null
    limit: number
  },
) =>
  db
    .select(columns)
    .from(characters)
    .where(
      and(
        eq(characters.workspaceId, workspaceId),
        status === undefined ? ne(characters.status, 'deleted') : eq(characters.status, status),
        keyset.before(characters.createdAt, characters.id, before),
      ),
    )
    .orderBy(desc(characters.createdAt), desc(characters.id))
    .limit(limit + 1)

export const insert = (db: Db, row: typeof characters.$inferInsert) => db.insert(characters).values(row)

/** Makes the internal profile of a character. It is on no platform of its own: its accounts are. */
export const insertProfile = (db: Db, row: { id: string; workspaceId: string; name: string }) =>
  db.insert(profiles).values({ ...row, type: 'internal', platform: 'character', handle: row.id })

export const renameProfile = (
  db: Db,
  { workspaceId, id, name }: { workspaceId: string; id: string; name: string },
) =>
  db
    .update(profiles)
    .set({ name })
    .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id)))

type Insert = typeof characters.$inferInsert
export type CharacterChange = { [Name in keyof Insert]?: Insert[Name] | undefined }
export const change = (db: Db, where: One, set: CharacterChange) =>
  db.update(characters).set(set).where(one(where))

type OfCharacter = { workspaceId: string; characterId: string }

export const insertParts = (db: Db, row: OfCharacter) =>
  [db.insert(characterPersonalities).values(row), db.insert(characterAppearances).values(row)] as const

export const personality = (db: Db, { workspaceId, characterId }: OfCharacter) =>
  db
    .select()
    .from(characterPersonalities)
    .where(
      and(
        eq(characterPersonalities.workspaceId, workspaceId),
        eq(characterPersonalities.characterId, characterId),
      ),
    )

export const changePersonality = (db: Db, { workspaceId, characterId }: OfCharacter, set: SetPersonality) =>
  db
    .update(characterPersonalities)
    .set(set)
    .where(
      and(
        eq(characterPersonalities.workspaceId, workspaceId),
        eq(characterPersonalities.characterId, characterId),
      ),
    )

export const appearance = (db: Db, { workspaceId, characterId }: OfCharacter) =>
  db
    .select()
    .from(characterAppearances)
    .where(
      and(
        eq(characterAppearances.workspaceId, workspaceId),
        eq(characterAppearances.characterId, characterId),
      ),
    )

export const changeAppearance = (db: Db, { workspaceId, characterId }: OfCharacter, set: SetAppearance) =>
  db
    .update(characterAppearances)
    .set(set)
    .where(
      and(
        eq(characterAppearances.workspaceId, workspaceId),
        eq(characterAppearances.characterId, characterId),
      ),
    )

/** Hangs accounts on a character's profile. Returns those that are there. */
export const takeAccounts = (
  db: Db,
  {
    workspaceId,
    profileId,
    accountIds,
  }: { workspaceId: string; profileId: string; accountIds: readonly string[] },
) =>
  db
    .update(socialAccounts)
    .set({ profileId })
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        inArray(socialAccounts.id, [...accountIds]),
        ne(socialAccounts.status, 'revoked'),
      ),
    )
    .returning({ id: socialAccounts.id })

/** Gives a character's other accounts back the internal profile of their own (as `chorus_profile_of_account` makes it). */
export const leaveAccounts = (
  db: Db,
  {
    workspaceId,
    profileId,
    accountIds,
  }: { workspaceId: string; profileId: string; accountIds: readonly string[] },
) =>
  db.execute(sql`
    with leaving as (
      select id, workspace_id, name, platform, ltrim(external_id, '@') as handle from social_accounts
      where workspace_id = ${workspaceId} and profile_id = ${profileId} and id <> all (${`{${accountIds.join()}}`}::uuid[])
    ), own as (
      insert into profiles (id, workspace_id, type, full_name, platform, handle)
      select chorus_new_id(now()), workspace_id, 'internal', name, platform, handle from (select distinct on (platform, lower(handle)) * from leaving) l
      on conflict (workspace_id, platform, lower(handle)) do update set type = 'internal'
      returning id, platform, handle
    )
    update social_accounts a set profile_id = own.id
    from leaving l join own on own.platform = l.platform and lower(own.handle) = lower(l.handle)
    where a.workspace_id = l.workspace_id and a.id = l.id`)
