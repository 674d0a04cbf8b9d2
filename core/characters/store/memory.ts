import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { characterMemories } from '#drizzle/schema/characters.ts'
import type { MemoryKind, UpdateMemory } from '../schemas.ts'

export type MemoryRow = typeof characterMemories.$inferSelect

interface Of {
  workspaceId: string
  characterId: string
}
const of = ({ workspaceId, characterId }: Of) =>
  and(eq(characterMemories.workspaceId, workspaceId), eq(characterMemories.characterId, characterId))
const one = ({ id, ...where }: Of & { id: string }) => and(of(where), eq(characterMemories.id, id))

export const list = (
  db: Db,
  {
    kind,
    before,
    limit,
    ...where
  }: Of & { kind: MemoryKind | undefined; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(characterMemories)
    .where(
      and(
        of(where),
        kind === undefined ? undefined : eq(characterMemories.kind, kind),
        keyset.before(characterMemories.createdAt, characterMemories.id, before),
      ),
    )
    .orderBy(desc(characterMemories.createdAt), desc(characterMemories.id))
    .limit(limit + 1)

export const byId = (db: Db, where: Of & { id: string }) =>
  db.select().from(characterMemories).where(one(where))

export const insert = (db: Db, row: typeof characterMemories.$inferInsert) =>
  db.insert(characterMemories).values(row).returning()

export const change = (db: Db, where: Of & { id: string }, set: UpdateMemory) =>
  db.update(characterMemories).set(set).where(one(where)).returning()

export const remove = (db: Db, where: Of & { id: string }) =>
  db.delete(characterMemories).where(one(where)).returning({ kind: characterMemories.kind })
