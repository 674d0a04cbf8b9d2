import type { Ctx } from '#core/lib/context.ts'
import type { Db, Enqueue } from '#core/lib/db.ts'
import { newId } from '#core/lib/ids.ts'
import type { InboundMedia, InboundMessage, StoredUpdate } from '../schemas.ts'
import * as media from '../store/media.ts'
import * as store from '../store/revisions.ts'

/** An update whose conversation is known. */
export type Placed = StoredUpdate<InboundMessage> & { conversationId: string }

/** A message as it stands after the updates were applied. */
export interface Said {
  id: string
  conversationId: string
  platformMessageId: string | null
  text: string | null
  sentAt: Date
}

/** What contacts have changed, and what the platform could not show before. */
export async function applyRevisions(
  tx: Db,
  { workspaceId }: Ctx,
  placed: readonly Placed[],
): Promise<Said[]> {
  // Of two edits of one message the later counts.
  const latest = new Map<string, store.Revision>()
  for (const { conversationId, payload } of placed) {
    const { platformMessageId, messageType: type, text, metadata, details = null } = payload
    const edited = details?.edited === true
    if (type === 'unsupported' && !edited) continue
    const key = `${conversationId}/${platformMessageId}`
    if (!edited && latest.has(key)) continue
    latest.set(key, { conversationId, platformMessageId, type, text, metadata, details, edited })
  }
  if (latest.size === 0) return []
  const { rows } = await store.revise(tx, { workspaceId, revisions: [...latest.values()] })
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    platformMessageId: row.platform_message_id,
    text: row.text,
    sentAt: new Date(row.sent_at),
  }))
}

/** Ties to messages what came with them: files, which are fetched afterwards, and what they answer. */
export async function attach(
  tx: Db,
  { workspaceId }: Ctx,
  placed: readonly Placed[],
  said: readonly Said[],
  enqueue: Enqueue,
): Promise<void> {
  const keyOf = (conversationId: string, platformMessageId: string | null) =>
    `${conversationId}/${platformMessageId}`
  const updates = new Map(
    placed.map((one) => [keyOf(one.conversationId, one.payload.platformMessageId), one]),
  )
  const rows = said.flatMap((message) => {
    const update = updates.get(keyOf(message.conversationId, message.platformMessageId))
    return update ? [{ message, payload: update.payload }] : []
  })
  const replies = rows.flatMap(({ message: { id, conversationId }, payload: { replyTo } }) =>
    replyTo === undefined ? [] : [{ id, conversationId, replyTo }],
  )
  if (replies.length > 0) await store.linkReplies(tx, { workspaceId, replies })
  const files = rows.flatMap(({ message, payload }) =>
    payload.media ? [{ id: newId(), workspaceId, messageId: message.id, ...mediumOf(payload.media) }] : [],
  )
  if (files.length === 0) return
  for (const { id } of await media.insert(tx, files)) enqueue({ type: 'media.fetch', mediaId: id })
}

const mediumOf = ({ kind, voice, id, mimeType, fileName, sizeBytes, sha256 }: InboundMedia) => ({
  kind: kind === 'audio' && voice ? ('voice' as const) : kind,
  platformMediaId: id,
  mimeType: mimeType ?? null,
  fileName: fileName ?? null,
  sizeBytes: sizeBytes ?? null,
  sha256: sha256 ?? null,
  status: 'pending' as const,
})
