import { type AccountRow, accountsById } from '#core/accounts/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db, Enqueue, Query, Results } from '#core/lib/kernel/db.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { CALL_WITHIN_MS, LEASE_MS, stoodStill } from '#core/lib/platform/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform/platform-call.ts'
import { settle } from '#core/lib/platform/retry.ts'
import { windowIsOpen } from '../rules/decisions.ts'
import * as outbound from '../store/outbound.ts'
import * as sent from '../store/sent.ts'
import { contentOf } from './content.ts'
import { optOutByPlatform } from './opt-out.ts'

const WOKEN_AT_ONCE = 200

type Claimed = Awaited<ReturnType<typeof outbound.claimNext>>[number]
type Destination = Awaited<ReturnType<typeof outbound.destination>>[number]

/** A message claimed for sending, with everything that sending it needs. */
interface Taken {
  message: Claimed
  claimedAt: Date
  /** Undefined if the conversation is gone. */
  destination: Destination | undefined
  account: AccountRow | undefined
}

/** One attempt to send a message, with everything needed to record its outcome. */
export interface Attempt {
  message: { id: string; fence: number; attempts: number }
  recipient: string | null
  account: { id: string; credentialsVersion: number } | null
  /** Null while the platform has not answered. */
  outcome: Outcome | null
}

/**
 * Keeps the current attempt of an object until its outcome is in the database (decision 24). An outcome that could not be written
 * while the database was away is written later, and a message that was claimed but whose call never began was certainly not sent.
 */
export interface Journal {
  read(): Attempt | null
  write(attempt: Attempt | null): void
}

/**
 * Sends a conversation's queued messages, oldest first, and returns when to come back for those that have to wait. Recording an
 * outcome and claiming the next message is one round trip. Only the conversation's own object calls this, which keeps the order.
 */
export async function sendQueued(ctx: Ctx, conversationId: string, journal?: Journal): Promise<Date | null> {
  const kept = journal?.read()
  let turn = await takeNext(
    ctx,
    conversationId,
    kept?.outcome ? { ...kept, outcome: kept.outcome } : undefined,
  )
  if (kept?.outcome) journal?.write(null)
  for (;;) {
    if (turn.taken) {
      const { message } = turn.taken
      const attempted = { ...attemptOf(turn.taken), outcome: await attempt(ctx, turn.taken, journal) }
      journal?.write(attempted)
      turn = await takeNext(ctx, conversationId, attempted)
      journal?.write(null)
      const { id: messageId, fence } = message
      ctx.log.info('message.attempted', { conversationId, messageId, outcome: attempted.outcome.kind, fence })
    } else if (turn.left) {
      const at = await settleLeft(ctx, conversationId, turn.left, journal)
      if (at) return at
      turn = await takeNext(ctx, conversationId)
    } else return turn.dueAt
  }
}

/**
 * Settles a message that a dead object left in `sending`. It goes back to the queue if its call never began; if it began, or this is
 * not known, its outcome is `unknown` once its lease has ended. Returns the time to come back; null if the message is settled.
 */
async function settleLeft(
  ctx: Ctx,
  conversationId: string,
  { id, fence, leaseUntil }: Left,
  journal: Journal | undefined,
): Promise<Date | null> {
  const where = { workspaceId: ctx.workspaceId, conversationId }
  const begun = journal?.read()?.message
  const uncalled = journal !== undefined && !(begun?.id === id && begun.fence === fence)
  // From this time on the claimant begins no call any more (`stoodStill`), or its lease has ended.
  const at = uncalled ? new Date(leaseUntil.getTime() - LEASE_MS + CALL_WITHIN_MS) : leaseUntil
  if (at > ctx.now()) return at
  await ctx.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    return [
      uncalled
        ? outbound.putBack(db, { ...where, id, fence })
        : outbound.giveUp(db, { ...where, id, fence, now: ctx.now() }),
    ]
  })
  if (!uncalled) journal?.write(null)
  return null
}

const attemptOf = ({ message, destination, account }: Taken): Omit<Attempt, 'outcome'> => ({
  message: { id: message.id, fence: message.fence, attempts: message.attempts },
  recipient: destination?.recipient ?? null,
  account: account ? { id: account.id, credentialsVersion: account.credentialsVersion } : null,
})

/** A message in `sending` that no worker is sending. */
interface Left {
  id: string
  fence: number
  leaseUntil: Date
}

interface Turn {
  taken: Taken | null
  /** When the next message may be sent; null if there is none. */
  dueAt: Date | null
  left: Left | null
}

/**
 * Records the outcome of the last attempt, if any, and claims the next message. If there is none to send now, says when to
 * try again.
 */
async function takeNext(
  ctx: Ctx,
  conversationId: string,
  attempted?: Attempt & { outcome: Outcome },
): Promise<Turn> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId }
  const now = ctx.now()
  const leaseUntil = new Date(now.getTime() + LEASE_MS)
  const next = (db: Db) =>
    [
      outbound.claimNext(db, { ...where, now, leaseUntil }),
      outbound.destination(db, where),
      accountsById(db, { workspaceId, ids: outbound.accountIdOf(db, where) }),
      outbound.head(db, where),
    ] as const
  const results = await ctx.db.batch((db, enqueue) => [
    ...(attempted ? recordings(ctx, { db, enqueue }, { ...where, ...attempted }) : []),
    ...next(db),
  ])
  const [[message], [destination], [account], [head]] = results.slice(-4) as Results<ReturnType<typeof next>>
  if (message) return { taken: { message, claimedAt: now, destination, account }, dueAt: null, left: null }
  const { id, fence, leaseUntil: leftUntil } = head ?? {}
  return {
    taken: null,
    dueAt: head ? (head.notBefore ?? head.createdAt) : null,
    left: id && fence !== undefined && leftUntil ? { id, fence, leaseUntil: leftUntil } : null,
  }
}

function recordings(
  ctx: Ctx,
  { db, enqueue }: { db: Db; enqueue: Enqueue },
  attempted: Attempt & { outcome: Outcome; workspaceId: string; conversationId: string },
): Query[] {
  const { message, recipient, account, outcome, workspaceId, conversationId } = attempted
  const where = { workspaceId, conversationId }
  const now = ctx.now()
  const settled = settle(outcome, message.attempts, now, jitterOf(message))
  enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
  if (outcome.kind === 'reauth' && account) {
    const { id: accountId, credentialsVersion: version } = account
    enqueue({ type: 'account.expired', accountId, version, reason: outcome.reason })
  }
  const { id, fence } = message
  const note = outcome.kind === 'accepted' ? (outcome.note ?? null) : null
  const ids = outcome.kind === 'sent' ? (outcome.ids ?? []) : []
  return [
    outbound.complete(db, { workspaceId, id, fence, settled, now, note, ids }),
    ...(settled.status === 'sent' ? [outbound.touchOutbound(db, { ...where, at: now })] : []),
    ...(outcome.recipient !== undefined && recipient !== null
      ? [sent.moveRecipient(db, { ...where, was: recipient, now: outcome.recipient, at: now })]
      : []),
    ...(outcome.kind === 'rejected' && outcome.optedOut ? optOutByPlatform(db, { ...where, at: now }) : []),
  ]
}

async function attempt(ctx: Ctx, taken: Taken, journal: Journal | undefined): Promise<Outcome> {
  const { destination, account } = taken
  if (!destination) return rejected('gone', 'The conversation is gone.', '')
  if (!account) return rejected('gone', 'The account is gone.', '')
  const begin = () => journal?.write({ ...attemptOf(taken), outcome: null })
  return call(ctx, taken, destination, account, begin).catch((error: unknown) => failedBeforeCall(ctx, error))
}

async function call(
  ctx: Ctx,
  { message, claimedAt }: Taken,
  { recipient, lastInboundAt }: Destination,
  account: AccountRow,
  begin: () => void,
): Promise<Outcome> {
  const connector = ctx.connector(account.platform)
  const { messages } = connector
  if (!messages) return rejected('unsupported', 'Messages cannot be sent there.', 'Answer by hand.')
  const isTemplate = message.details?.template !== undefined
  if (!isTemplate && !windowIsOpen(lastInboundAt, messages.rules.windowMs, ctx.now())) {
    return rejected(
      'window_closed',
      'The platform’s window for free text has closed.',
      'Send an approved template.',
    )
  }
  const intent = { id: message.id, fence: message.fence, startedAt: ctx.now() }
  const content = await contentOf(ctx, message)
  const count = content.kind === 'media' ? content.media.length : 1
  return callPlatform(ctx, account, connector, messages.rules.quotas(recipient, count), async (opened) => {
    const late = stoodStill(claimedAt, ctx.now())
    if (late) return late
    begin()
    return messages.send(opened, recipient, content, intent)
  })
}

/**
 * Makes waiting messages of an account due once it can make calls again. Wakes up to `WOKEN_AT_ONCE` conversations; the
 * sweep wakes the rest.
 */
export async function takeUpMessages(ctx: Ctx, accountId: string): Promise<number> {
  const { workspaceId } = ctx
  const now = ctx.now()
  return ctx.db.tx(async (tx, enqueue) => {
    const { rows } = await outbound.takeUp(tx, { workspaceId, accountId, now })
    const conversations = [...new Set(rows.map((row) => row.conversation_id))]
    for (const conversationId of conversations.slice(0, WOKEN_AT_ONCE)) {
      enqueue({ type: 'conversation.poke', conversationId, reason: 'send', at: now.toISOString() })
    }
    return rows.length
  })
}

/** Returns a jitter in 0–1 that is spread evenly but always the same for the same attempt, so that retries are predictable. */
const jitterOf = ({ id, fence }: { id: string; fence: number }) =>
  (Number.parseInt(id.slice(-4), 16) / 0xffff + fence / 7) % 1
