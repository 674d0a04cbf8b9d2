import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { dataKeyOf } from '#core/lib/secrets/data-key.ts'
import * as store from '../store/accounts.ts'
import { webhookOf } from './secrets.ts'

const PAGE = 200
const FIRST = '00000000-0000-0000-0000-000000000000'

/** The parts of a context that the rotation needs: a script has no others. */
type RotationCtx = Pick<SystemCtx, 'db' | 'log' | 'vault' | 'connector' | 'publicUrl'>

export interface Rotation {
  /** `done`: credentials from before workspaces had data keys, sealed again; `failed`: those that could not be opened. */
  credentials: { done: number; failed: number }
  /** `done`: data keys now wrapped by the current master key; `failed`: those that could not be opened. */
  keys: { done: number; failed: number }
  /** `done`: webhook secrets that platforms have been told; `failed`: those that they still have to be told. */
  webhooks: { done: number; failed: number }
}

/**
 * Moves everything to the current master key, while the earlier one still opens the rest: there is no downtime, and after
 * an interruption it goes on where it stopped. Only when nothing failed may the earlier key leave the ring.
 */
export async function rotateKeys(ctx: RotationCtx, progress: (sofar: Rotation) => void): Promise<Rotation> {
  const rotation: Rotation = {
    credentials: { done: 0, failed: 0 },
    keys: { done: 0, failed: 0 },
    webhooks: { done: 0, failed: 0 },
  }
  const version = ctx.vault.masterKeyVersion
  await each(
    (after) => ctx.db.batch((db) => [store.sealedWithoutDataKey(db, { after, limit: PAGE })]),
    ({ account }) => account.id,
    (row) => count(ctx, rotation.credentials, () => sealAnew(ctx, row)),
    () => progress(rotation),
  )
  await each(
    (after) => ctx.db.batch((db) => [store.keysOfOtherMaster(db, { version, after, limit: PAGE })]),
    (key) => key.workspaceId,
    (key) => count(ctx, rotation.keys, () => rewrap(ctx, key)),
    () => progress(rotation),
  )
  await each(
    (after) => ctx.db.batch((db) => [store.webhooksOfOtherMaster(db, { version, after, limit: PAGE })]),
    ({ account }) => account.id,
    (row) => count(ctx, rotation.webhooks, () => tellWebhook(ctx, row)),
    () => progress(rotation),
  )
  return rotation
}

/** Goes through all pages, each row once: a row that could not be moved is passed over and does not come again. */
async function each<Row>(
  read: (after: string) => Promise<[Row[]]>,
  idOf: (row: Row) => string,
  work: (row: Row) => Promise<void>,
  turned: () => void,
): Promise<void> {
  for (let after = FIRST; ; turned()) {
    const [rows] = await read(after)
    for (const row of rows) await work(row)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return turned()
    after = idOf(last)
  }
}

/** Opens credentials sealed by a key that version 1 derived from the first master key, and seals them with the workspace's own. */
async function sealAnew(ctx: RotationCtx, { account, wrappedKey }: Row): Promise<void> {
  const { id, workspaceId, credentials } = account
  const binding = { workspaceId, accountId: id, column: 'credentials' }
  const plain = await ctx.vault.open(binding, null, credentials)
  const key = wrappedKey ?? (await dataKeyOf(ctx, workspaceId))
  const sealed = await ctx.vault.seal(binding, key, plain)
  await ctx.db.batch((db) => [store.replaceCredentials(db, { workspaceId, id, was: credentials, sealed })])
}

async function count(ctx: RotationCtx, tally: { done: number; failed: number }, work: () => Promise<void>) {
  try {
    await work()
    tally.done++
  } catch (error) {
    ctx.log.error('keys.rotation_failed', { error: describeError(error) })
    tally.failed++
  }
}

async function rewrap(
  ctx: RotationCtx,
  { workspaceId, wrappedKey }: { workspaceId: string; wrappedKey: string },
): Promise<void> {
  const rewrapped = await ctx.vault.rewrap(workspaceId, wrappedKey)
  await ctx.db.batch((db) => [store.replaceKey(db, { workspaceId, was: wrappedKey, ...rewrapped })])
}

type Row = Awaited<ReturnType<typeof store.webhooksOfOtherMaster>>[number]

/** Tells a platform the account's new webhook secret; platforms without a secret per account need no telling. */
async function tellWebhook(ctx: RotationCtx, { account, wrappedKey }: Row): Promise<void> {
  const { id, workspaceId, platform, webhookSecretVersion } = account
  const connector = ctx.connector(platform)
  if (connector.source?.perAccount) {
    const opened = await openAccount(ctx, { ...account, wrappedKey })
    const webhook = await webhookOf(ctx, { platform, id, version: webhookSecretVersion })
    const answer = await connector.connect(opened, webhook)
    if (answer.kind !== 'connected') throw new Error(`${platform} account ${id}: ${answer.reason}`)
  }
  await ctx.db.batch((db) => [
    store.setWebhookKey(db, { workspaceId, id, version: ctx.vault.masterKeyVersion }),
  ])
}
