import { authorById, provenPosts } from '#core/bank/queries.ts'
import { speakingAs, voiceOf } from '#core/characters/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, describeError } from '#core/lib/kernel/errors.ts'
import { writingStyle } from '#core/style/queries.ts'
import { audienceById, notesOfTopic, topicById } from '#core/taxonomy/queries.ts'
import type { Material } from '../schemas.ts'
import type { Draft } from '../store/drafts.ts'
import * as sourceStore from '../store/sources.ts'
import { NONE } from './kit.ts'

const EXAMPLES = 3
/** Text of a source that a model reads. */
const READ_MAX = 20_000
/** Text by which proven posts are looked for. */
const QUERY_MAX = 2000

/**
 * Gathers what a draft is written from and for, with proven posts near it in meaning. @throws conflict `no_source`: a text is written
 * from something that is true, not from nothing
 */
export async function materialOf(ctx: Ctx, draft: Draft): Promise<Material> {
  const { workspaceId } = ctx
  const [[source], [topic], [audience], [author], [style], notes, [speaking]] = await ctx.db.batch((db) => [
    sourceStore.byId(db, { workspaceId, id: draft.sourceId ?? NONE }),
    topicById(db, { workspaceId, id: draft.topicId ?? NONE }),
    audienceById(db, { workspaceId, id: draft.audienceId ?? NONE }),
    authorById(db, { workspaceId, id: draft.authorId ?? NONE }),
    writingStyle(db, { workspaceId, profileId: draft.authorId ?? NONE }),
    notesOfTopic(db, { workspaceId, id: draft.topicId ?? NONE }),
    speakingAs(db, { workspaceId, profileId: draft.authorId ?? NONE }),
  ])
  if (!source)
    throw conflict('no_source', 'Give the draft a source first: a text, an address, or a captured post.')
  const voice = voiceOf(speaking)
  const about = draft.targetTopic ?? topic?.name ?? null
  return {
    language: draft.language,
    source: { title: source.title, text: source.content.slice(0, READ_MAX) },
    topic: about,
    audience: audience ?? null,
    author: author
      ? {
          name: author.name,
          style: [style?.prompt ?? '', voice?.instructions ?? ''].filter(Boolean).join('\n\n'),
        }
      : null,
    // What a character remembers may be said, as notes of the topic may.
    notes: [...notes, ...(voice?.memories ?? []).map(({ kind, text }) => ({ name: kind, content: text }))],
    examples: await examplesFor(
      ctx,
      [about ?? '', source.content].join('\n').slice(0, QUERY_MAX),
      source.postId,
    ),
  }
}

/** Finds proven posts near a text. A model that is away does not prevent the writing: it goes without examples. */
async function examplesFor(ctx: Ctx, query: string, not: string | null): Promise<Material['examples']> {
  try {
    const { vectors, model } = await ctx.ai.embed([query])
    const [embedding] = vectors
    if (!embedding) throw new Error('The model gave no vector.')
    const [found] = await ctx.db.batch((db) => [
      provenPosts(db, { workspaceId: ctx.workspaceId, embedding, model, not, limit: EXAMPLES }),
    ])
    return found.map(({ id, text, hookTypeId }) => ({ id, text, hookTypeId }))
  } catch (error) {
    ctx.log.warn('drafts.no_examples', { error: describeError(error) })
    return []
  }
}
