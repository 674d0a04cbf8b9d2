import * as audit from '#core/lib/audit.ts'
import type { Ctx } from '#core/lib/context.ts'
import { conflict, invalid, notFound } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { checkQuota, checkRoom } from '#core/workspaces/queries.ts'
import { toDocument } from '../actions.ts'
import type { KnowledgeDocument, UpdateDocument } from '../schemas.ts'
import * as store from '../store/documents.ts'
import { readingName } from './read.ts'

/**
 * Changes a document's title, or the text of one that was written here, and has it read again. Until that is
 * done nothing of it is found. @throws not_found, invalid for the text of a file or a page, conflict when somebody
 * else has just changed it
 */
export async function updateDocument(
  ctx: Ctx,
  id: string,
  change: UpdateDocument,
): Promise<KnowledgeDocument> {
  const { workspaceId } = ctx
  const [[known]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (!known) throw notFound('document')
  const { source, objectName: was } = known
  if (change.text !== undefined && source !== 'text')
    throw invalid('Only a text that was written here is edited.', [
      {
        path: 'text',
        message: 'What came as a file or from a page is replaced: add the new one, and delete this one.',
      },
    ])
  const title = change.title ?? known.title
  // Under another name: who reads the old content meanwhile does not pass it off as the new.
  const objectName = `knowledge/${workspaceId}/${newId()}`
  const bytes = change.text === undefined ? await ctx.blobs.get(was) : new TextEncoder().encode(change.text)
  const fileSizeBytes = bytes?.byteLength ?? known.fileSizeBytes
  await checkRoom(ctx, { bytes: Math.max(0, fileSizeBytes - known.fileSizeBytes), documents: 0 })
  if (bytes) await ctx.blobs.put(objectName, bytes)
  // Of what stays what it was, so does what was read of it: a page is not fetched again, a file's own title not taken again.
  const reading = change.text === undefined ? await ctx.blobs.get(readingName(was)) : null
  if (reading) await ctx.blobs.put(readingName(objectName), reading)
  const row = await ctx.db.tx(async (tx, enqueue) => {
    const [replaced] = await store.replace(tx, { workspaceId, id, title, objectName, fileSizeBytes, was })
    if (!replaced)
      throw conflict(
        'document_changed',
        'The document has just been changed by somebody else. Look at it again.',
      )
    await audit.record(tx, ctx, {
      action: 'knowledge.update',
      objectType: 'document',
      objectId: id,
      before: { title: known.title, sizeBytes: known.fileSizeBytes },
      after: { title, sizeBytes: fileSizeBytes },
    })
    await checkQuota(tx, ctx)
    enqueue({ type: 'knowledge.index', documentId: id })
    enqueue({ type: 'feed.changed', topic: 'knowledge', id })
    return replaced
  })
  await ctx.blobs.deleteAll(was)
  return toDocument(row)
}
