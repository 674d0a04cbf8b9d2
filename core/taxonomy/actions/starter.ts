import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { embedEntries } from '../embedding.ts'
import { AUDIENCE, HOOK_TYPE, type Kind, POST_STRUCTURE, TOPIC, TOPIC_GROUP } from '../kinds.ts'
import type { Described } from '../rules/described.ts'
import { STARTERS } from '../rules/starter.ts'
import type { StarterLanguage } from '../schemas.ts'
import * as store from '../store.ts'

type Fields = Record<string, unknown> & { name: string }

/**
 * Adds the starter set of a language: groups, topics, audiences, hook types and structures that are not there yet, by their
 * names. What a workspace has is not touched. Returns how many entries it added. The audit log says so when a person asks; of a new
 * workspace its creation says it.
 */
export async function addStarter(
  ctx: Ctx,
  language: StarterLanguage,
  { isNew = false } = {},
): Promise<{ added: number }> {
  const { workspaceId } = ctx
  const { groups, audiences, hookTypes, structures } = STARTERS[language]
  const kinds: [Kind, readonly Fields[]][] = [
    [AUDIENCE, audiences],
    [HOOK_TYPE, hookTypes],
    [POST_STRUCTURE, structures],
    [TOPIC, groups.flatMap(({ topics }) => topics)],
  ]
  // The latest is listed first: these times keep the set's order.
  const now = ctx.now().getTime()
  const prepared: [Kind, Fields[]][] = []
  for (const [kind, entries] of kinds) {
    const vectors = await embedEntries(ctx, kind, entries as readonly Described[])
    prepared.push([
      kind,
      entries.map((entry, n) => ({
        ...entry,
        ...vectors[n],
        id: newId(),
        workspaceId,
        createdAt: new Date(now - n),
      })),
    ])
  }
  return ctx.db.tx(async (tx, enqueue) => {
    const groupRows = groups.map(({ name, color }, n) => ({
      id: newId(),
      workspaceId,
      name,
      color,
      createdAt: new Date(now - n),
    }))
    let added = await insertNew(tx, TOPIC_GROUP, groupRows)
    const names = groups.map(({ name }) => name)
    const known = await store.named(tx, { kind: TOPIC_GROUP, workspaceId, names })
    const groupOf = new Map(
      groups.flatMap(({ name, topics }) => {
        const id = known.find((group) => group.name === name)?.id
        return topics.map((topic) => [topic.name, id] as const)
      }),
    )
    for (const [kind, rows] of prepared)
      added += await insertNew(
        tx,
        kind,
        kind === TOPIC ? rows.map((row) => ({ ...row, groupId: groupOf.get(row.name) ?? null })) : rows,
      )
    if (added > 0) {
      if (!isNew)
        await audit.record(tx, ctx, {
          action: 'taxonomy.start',
          objectType: 'workspace',
          objectId: workspaceId,
          after: { language, added },
        })
      enqueue({ type: 'feed.changed', topic: 'bank' })
    }
    return { added }
  })
}

const insertNew = async (tx: Db, kind: Kind, rows: readonly Record<string, unknown>[]) =>
  (await store.insert(tx, kind, rows)).length
