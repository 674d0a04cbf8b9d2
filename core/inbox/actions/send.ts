import { type AccountRow, accountsById } from '#core/accounts/queries.ts'
import type { Outcome } from '#core/lib/connector.ts'
import type { Ctx } from '#core/lib/context.ts'
import type { Db, Enqueue, Query, Results } from '#core/lib/db.ts'
import { LEASE_MS, stoodStill } from '#core/lib/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform-call.ts'
import { settle } from '#core/lib/retry.ts'
import { windowIsOpen } from '../rules.ts'
import * as outbound from '../store/outbound.ts'
import * as sent from '../store/sent.ts'
import { contentOf } from './content.ts'
import { optOutByPlatform } from './opt-out.ts'

const WOKEN_AT_ONCE = 200

type Claimed = Awaited<ReturnType<typeof outbound.claimNext>>[number]
type Destination = Awaited<ReturnType<typeof outbound.destination>>[number]

/** A message that is taken to be sent, and all that this needs. */
interface Taken {
  message: Claimed
  claimedAt: Date
  /** Undefined where it is gone. */
  destination: Destination | undefined
  account: AccountRow | undefined
}

/**
 * Sends a conversation's queued messages, oldest first, and says when to come back for what has to wait. What an attempt came
 * to and the claim of the next message are one trip. Only the conversation's own object calls this: one object means one order. So what
 * is still being sent was left by an object that died; when its lease has ended its outcome is unknown, and those behind it leave.
 */
export async function sendQueued(ctx: Ctx, conversationId: string): Promise<Date | null> {
  let turn = await takeNext(ctx, conversationId)
  for (;;) {
    if (turn.taken) {
      const { message } = turn.taken
      const outcome = await attempt(ctx, turn.taken)
      const { fence } = message
      turn = await takeNext(ctx, conversationId, { ...turn.taken, outcome })
      ctx.log.info('message.attempted', {
        conversationId,
        messageId: message.id,
        outcome: outcome.kind,
        fence,
      })
    } else if (turn.left && turn.left <= ctx.now() && (await giveUp(ctx, conversationId))) {
      turn = await takeNext(ctx, conversationId)
    } else return turn.left ?? turn.dueAt
  }
}

/** What a dead object was sending becomes unknown, for people to look at. */
async function giveUp(ctx: Ctx, conversationId: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, conversationId }
  const [expired] = await ctx.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    return [outbound.expireLeases(db, ctx.now(), where)]
  })
  return expired.length > 0
}

interface Turn {
  taken: Taken | null
  /** When the next message may be tried; null when there is none. */
  dueAt: Date | null
  /** When the lease ends of one that somebody else took. */
  left: Date | null
}

/** Records what the last attempt came to, if there was one, and takes the next message; says when the one after may be tried. */
async function takeNext(
  ctx: Ctx,
  conversationId: string,
  attempted?: Taken & { outcome: Outcome },
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
      outbound.nextDue(db, where),
    ] as const
  const results = await ctx.db.batch((db, enqueue) => [
    ...(attempted ? recordings(ctx, { db, enqueue }, { ...where, ...attempted }) : []),
    ...next(db),
  ])
  const [[message], [destination], [account], [due]] = results.slice(-4) as Results<ReturnType<typeof next>>
  return {
    taken: message ? { message, claimedAt: now, destination, account } : null,
    dueAt: due ? new Date(due.at) : null,
    left: due?.isSent ? new Date(due.at) : null,
  }
}

function recordings(
  ctx: Ctx,
  { db, enqueue }: { db: Db; enqueue: Enqueue },
  attempted: Taken & { outcome: Outcome; workspaceId: string; conversationId: string },
): Query[] {
  const { message, destination, account, outcome, workspaceId, conversationId } = attempted
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
    ...(outcome.recipient !== undefined && destination
      ? [sent.moveRecipient(db, { ...where, was: destination.recipient, now: outcome.recipient, at: now })]
      : []),
    ...(outcome.kind === 'rejected' && outcome.optedOut ? optOutByPlatform(db, { ...where, at: now }) : []),
  ]
}

async function attempt(ctx: Ctx, taken: Taken): Promise<Outcome> {
  const { destination, account } = taken
  if (!destination) return rejected('gone', 'The conversation is gone.', '')
  if (!account) return rejected('gone', 'The account is gone.', '')
  return call(ctx, taken, destination, account).catch((error: unknown) => failedBeforeCall(ctx, error))
}

async function call(
  ctx: Ctx,
  { message, claimedAt }: Taken,
  { recipient, lastInboundAt }: Destination,
  account: AccountRow,
): Promise<Outcome> {
  const connector = ctx.connector(account.platform)
  const { message: send, capabilities } = connector
  if (!send) return rejected('unsupported', 'Messages cannot be sent there.', 'Answer by hand.')
  const isTemplate = message.details?.template !== undefined
  if (!isTemplate && !windowIsOpen(lastInboundAt, capabilities.windowMs, ctx.now())) {
    return rejected(
      'window_closed',
      'The platform’s window for free text has closed.',
      'Send an approved template.',
    )
  }
  const intent = { id: message.id, fence: message.fence, startedAt: ctx.now() }
  const content = await contentOf(ctx, message)
  const count = content.kind === 'media' ? content.media.length : 1
  return callPlatform(
    ctx,
    account,
    connector,
    capabilities.quotas.message(recipient, count),
    async (opened) => stoodStill(claimedAt, ctx.now()) ?? send(opened, recipient, content, intent),
  )
}

/** The account takes calls again: what waited in its conversations is sent, a sweep later where there are many. */
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

/** Spread over 0–1 and the same for the same attempt, so that a retry can be told beforehand. */
const jitterOf = ({ id, fence }: { id: string; fence: number }) =>
  (Number.parseInt(id.slice(-4), 16) / 0xffff + fence / 7) % 1
