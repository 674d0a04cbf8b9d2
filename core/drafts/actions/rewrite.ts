import { authorById } from '#core/bank/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { writingStyle } from '#core/style/queries.ts'
import { audienceById } from '#core/taxonomy/queries.ts'
import { wrongState } from '../rules/refusals.ts'
import { isOpen } from '../rules/states.ts'
import { type Rewrite, type Rewritten, rewriteTask } from '../schemas.ts'
import * as store from '../store/drafts.ts'
import { NONE } from './kit.ts'

/**
 * Says a passage of a draft otherwise. Nothing is changed: whoever asked puts it in place, or not.
 * @throws not_found, conflict `wrong_state`, or `no_author` where it is to sound like somebody and the draft has no author
 */
export async function rewritePassage(
  ctx: Ctx,
  id: string,
  { text, way, language }: Rewrite,
): Promise<Rewritten> {
  const { workspaceId } = ctx
  const [[found]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!found) throw notFound('draft')
  const { draft } = found
  if (!isOpen(draft.status)) throw wrongState(draft.status)
  const [[author], [style], [audience]] = await ctx.db.batch((db) => [
    authorById(db, { workspaceId, id: draft.authorId ?? NONE }),
    writingStyle(db, { workspaceId, profileId: draft.authorId ?? NONE }),
    audienceById(db, { workspaceId, id: draft.audienceId ?? NONE }),
  ])
  if (way === 'voice' && !author) throw conflict('no_author', 'Give the draft an author first.')
  const { output, model } = await ctx.ai.generate(rewriteTask, {
    text,
    way,
    language: language ?? draft.language,
    author: author ? { name: author.name, style: style?.prompt ?? '' } : null,
    audience: audience ?? null,
  })
  return { ...output, model }
}
