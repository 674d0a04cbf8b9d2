import type { Ctx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { EXAMPLE_LENGTH_MAX } from '../schemas/machine-settings.ts'
import type { Likeness } from '../schemas.ts'
import * as store from '../store/examples.ts'

/** How many texts are compared in one trip. */
const COMPARED_AT_ONCE = 100

/**
 * Compares texts with the examples to ignore: for each its most alike example, in their order. Null where there is no example, and while
 * no engine embeds: the model is still given the examples. Vectors of examples are made once, and again after a change of the model.
 */
export async function mostAlike(
  ctx: Pick<Ctx, 'db' | 'ai' | 'log' | 'workspaceId'>,
  { texts, examples }: { texts: readonly string[]; examples: readonly string[] },
): Promise<Likeness[] | null> {
  if (examples.length === 0 || texts.length === 0) return null
  if (texts.length > COMPARED_AT_ONCE) {
    const first = await mostAlike(ctx, { texts: texts.slice(0, COMPARED_AT_ONCE), examples })
    const others = first && (await mostAlike(ctx, { texts: texts.slice(COMPARED_AT_ONCE), examples }))
    return others && [...first, ...others]
  }
  const { workspaceId } = ctx
  const embedded = async (of: readonly string[]) => {
    try {
      return await ctx.ai.embed(of)
    } catch (error) {
      ctx.log.warn('inbox.examples_not_compared', { error: describeError(error) })
      return null
    }
  }
  const asked = await embedded(texts.map((text) => text.slice(0, EXAMPLE_LENGTH_MAX)))
  if (asked === null) return null
  const { vectors, model } = asked
  const compared = { workspaceId, model, examples }
  const [{ rows: known }, { rows }] = await ctx.db.batch((db) => [
    store.known(db, compared),
    store.nearest(db, { ...compared, vectors }),
  ])
  const missing = examples.filter((example) => !known.some(({ text }) => text === example))
  if (missing.length === 0) return rows.map(toLikeness)
  const made = await embedded(missing)
  if (made?.model !== model) return null
  const [, { rows: now }] = await ctx.db.batch((db) => [
    store.keep(db, { workspaceId, model, texts: missing, vectors: made.vectors }),
    store.nearest(db, { ...compared, vectors }),
  ])
  return now.map(toLikeness)
}

/** Returns that of the likenesses which is the least: a burst is like its examples if all of its messages are. */
export const leastAlike = (likenesses: readonly Likeness[] | null): Likeness | null =>
  likenesses?.toSorted((one, other) => one.likeness - other.likeness)[0] ?? null

const toLikeness = ({ text, likeness }: Likeness): Likeness => ({
  text,
  likeness: Math.round(Number(likeness) * 1000) / 1000,
})
