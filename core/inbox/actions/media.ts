import { type AccountRow, accountsById } from '#core/accounts/queries.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Downloaded } from '#core/lib/platform/connector.ts'
import { gateAddress, openAccount } from '#core/lib/platform/platform-call.ts'
import { dimensionsOf } from '#core/media/queries.ts'
import { type AfterFetch, afterFetch, fileAs, INBOUND_MAX_BYTES } from '../rules/media.ts'
import * as store from '../store/media.ts'

/** Enough for a call that asks for the file, one that fetches it, and storing it. */
const LEASE_MS = 3 * 60_000
const FORGOTTEN_AFTER_MS = 60_000
const SWEEP_LIMIT = 100

/**
 * Fetches one file that a contact sent from the platform into the blob store. A duplicate call finds it claimed or done. A failure
 * is recorded with its reason and the time of the next attempt, or as final.
 */
export async function fetchMedium(ctx: Ctx, mediaId: string): Promise<void> {
  const { workspaceId } = ctx
  const where = { workspaceId, id: mediaId }
  const now = ctx.now()
  const [[origin], [medium]] = await ctx.db.batch((db) => [
    store.origin(db, where),
    store.claim(db, { ...where, now, leaseUntil: new Date(now.getTime() + LEASE_MS) }),
  ])
  if (!origin || !medium) return
  const [[account]] = await ctx.db.batch((db) => [accountsById(db, { workspaceId, ids: [origin.accountId] })])
  const downloaded = await download(ctx, account, medium)
  const set =
    downloaded.kind === 'downloaded'
      ? await kept(ctx, medium, downloaded)
      : settled(afterFetch(downloaded, medium, ctx.now()))
  await ctx.db.tx(async (tx, enqueue) => {
    await store.complete(tx, { ...where, attempt: medium.attempts, set })
    enqueue({ type: 'feed.changed', topic: 'messages', id: origin.conversationId })
    if (downloaded.kind === 'reauth' && account?.status === 'active')
      enqueue({ type: 'account.expired', accountId: account.id, reason: downloaded.reason })
  })
  ctx.log.info('media.fetched', { mediaId, outcome: downloaded.kind, attempt: medium.attempts })
}

async function download(
  ctx: Ctx,
  account: AccountRow | undefined,
  { platformMediaId: id, sha256, mimeType, attempts }: store.MediaRow,
): Promise<Downloaded> {
  const gone = (reason: string): Downloaded => ({ kind: 'rejected', code: 'gone', reason, advice: '' })
  if (!account || account.status === 'revoked')
    return gone('The account was disconnected before the file was fetched.')
  if (account.status === 'expired')
    return { kind: 'reauth', reason: account.statusReason ?? 'Reconnect the account.' }
  const connector = ctx.connector(account.platform)
  const fetchFile = connector.messages?.download
  if (!fetchFile || id === null) return gone('The platform does not give out files.')
  try {
    const opened = await openAccount(ctx, account)
    const at = await gateAddress(opened, connector)
    // No platform has a quota for these calls, but a platform that refuses all calls refuses these too.
    const [reserved] = await ctx.gate.reserve(at, [{ id: newId(), quotas: [] }])
    if (reserved?.ok === false)
      return { kind: 'limited', until: new Date(reserved.until), scope: reserved.scope }
    const media = { id, ...(sha256 ? { sha256 } : {}), ...(mimeType ? { mimeType } : {}) }
    const downloaded = await fetchFile(opened, media, INBOUND_MAX_BYTES)
    if (downloaded.kind === 'limited' && downloaded.scope !== 'action')
      await ctx.gate.limited(at, { scope: downloaded.scope, keys: null, until: downloaded.until })
    return downloaded
  } catch (error) {
    // Fetching changes nothing on the platform, so it can always be retried.
    ctx.log.error('media.fetch_failed', { accountId: account.id, attempts, error: describeError(error) })
    return { kind: 'retry', reason: 'The file could not be fetched.' }
  }
}

/** Stores the file. Its bytes decide its type: a file that only claims to be a picture is stored as a document. */
async function kept(
  ctx: Ctx,
  medium: store.MediaRow,
  { bytes, sha256, mimeType }: Extract<Downloaded, { kind: 'downloaded' }>,
): Promise<Parameters<typeof store.complete>[1]['set']> {
  const objectName = `messages/${ctx.workspaceId}/${medium.id}`
  const type = fileAs(bytes, medium.kind, mimeType ?? medium.mimeType)
  const size = dimensionsOf(bytes, type.mimeType)
  try {
    await ctx.blobs.put(objectName, bytes)
  } catch (error) {
    ctx.log.error('media.not_stored', { mediaId: medium.id, error: describeError(error) })
    return settled(afterFetch({ kind: 'retry', reason: 'The file could not be stored.' }, medium, ctx.now()))
  }
  return {
    ...type,
    width: size?.width ?? null,
    height: size?.height ?? null,
    sizeBytes: bytes.byteLength,
    sha256,
    objectName,
    status: 'stored',
    error: null,
    nextTryAt: null,
  }
}

function settled(after: AfterFetch): Parameters<typeof store.complete>[1]['set'] {
  const { status, error } = after
  return after.status === 'failed'
    ? { status, error, nextTryAt: null }
    : { status, error, nextTryAt: after.nextTryAt, attempts: after.attempts }
}

/** Queues files to be fetched whose job or worker was lost, or whose next attempt is due. */
export async function sweepMedia(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - FORGOTTEN_AFTER_MS)
  const [rows] = await ctx.db.batch((db) => [store.due(db, { now, before, limit: SWEEP_LIMIT })])
  await ctx.deliver(
    rows.map(({ id, workspaceId }) => ({
      id: newId(),
      workspaceId,
      job: { type: 'media.fetch', mediaId: id },
    })),
  )
  return rows.length
}

/** Finds a stored medium of a message, for streaming its bytes. @throws not_found, also while it is not stored */
export async function getMessageMedium(
  ctx: Ctx,
  address: { id: string; messageId: string; mediaId: string },
): Promise<store.MediaRow & { objectName: string }> {
  const { id: conversationId, messageId, mediaId } = address
  const [[row]] = await ctx.db.batch((db) => [
    store.inMessage(db, { workspaceId: ctx.workspaceId, conversationId, messageId, id: mediaId }),
  ])
  const medium = row?.medium
  if (!medium?.objectName || medium.status !== 'stored') throw notFound('medium')
  return { ...medium, objectName: medium.objectName }
}
