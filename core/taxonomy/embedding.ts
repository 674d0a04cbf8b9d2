import type { Ctx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import type { Kind } from './kinds.ts'
import type { Described } from './rules/described.ts'

export interface Embedding {
  embedding: number[] | null
  embeddingModel: string | null
}
export const UNEMBEDDED: Embedding = { embedding: null, embeddingModel: null }

const EMBED_BATCH = 64

/**
 * Makes the vectors of entries in the request that writes them, one for each; none for a kind without vectors. A model that
 * is away does not prevent the writing: the sweep makes the vector later.
 */
export async function embedEntries(
  ctx: Pick<Ctx, 'ai' | 'log'>,
  kind: Kind,
  entries: readonly Described[],
): Promise<(Embedding | null)[]> {
  const { text } = kind
  if (!text) return entries.map(() => null)
  const embedded: Embedding[] = []
  try {
    for (let at = 0; at < entries.length; at += EMBED_BATCH) {
      const { vectors, model } = await ctx.ai.embed(entries.slice(at, at + EMBED_BATCH).map(text))
      embedded.push(...vectors.map((embedding) => ({ embedding, embeddingModel: model })))
    }
  } catch (error) {
    ctx.log.warn('taxonomy.not_embedded', { kind: kind.name, error: describeError(error) })
  }
  return entries.map((_, index) => embedded[index] ?? UNEMBEDDED)
}
