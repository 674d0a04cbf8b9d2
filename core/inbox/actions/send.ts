import { type AccountRow, accountsById } from '#core/accounts/queries.ts'
import type { Outcome } from '#core/lib/connector.ts'
import type { Ctx } from '#core/lib/context.ts'
import { LEASE_MS, stoodStill } from '#core/lib/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform-call.ts'
import { settle } from '#core/lib/retry.ts'
import { windowIsOpen } from '../rules.ts'
import * as replies from '../store/replies.ts'
import * as sent from '../store/sent.ts'
import * as threads from '../store/threads.ts'
import { contentOf } from './content.ts'
import { optOutByPlatform } from './opt-out.ts'

const WOKEN_AT_ONCE = 200

type Claimed = Awaited<ReturnType<typeof replies.claimNext>>[number]

/**
 * Sends a conversation's queued messages, oldest first, and says when to come back for what has to wait.
 * Only the conversation's own object calls this: one object means one order.
 */
export async function sendQueued(ctx: Ctx, conversationId: string): Promise<Date | null> {
  const where = { workspaceId: ctx.workspaceId, conversationId }
  for (;;) {
    const now = ctx.now()
    const [[message]] = await ctx.db.batch((db) => [
      replies.claimNext(db, { ...where, now, leaseUntil: new Date(now.getTime() + LEASE_MS) }),
    ])
    if (!message) break
    const { outcome, accountId, credentialsVersion, recipient } = await attempt(ctx, message, now)
    const settled = settle(outcome, message.attempts, ctx.now(), jitterOf(message))
    await ctx.db.tx(async (tx, enqueue) => {
      const { workspaceId } = ctx
      const at = ctx.now()
      await replies.complete(tx, {
        workspaceId,
        id: message.id,
        fence: message.fence,
        settled,
        now: at,
        note: outcome.kind === 'accepted' ? (outcome.note ?? null) : null,
        ids: outcome.kind === 'sent' ? (outcome.ids ?? []) : [],
      })
      if (outcome.recipient !== undefined && recipient !== null)
        await sent.moveRecipient(tx, { ...where, was: recipient, now: outcome.recipient })
      if (outcome.kind === 'rejected' && outcome.optedOut) await optOutByPlatform(tx, { ...where, at })
      await replies.touchOutbound(tx, { ...where, at })
      enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
      if (outcome.kind === 'reauth' && accountId)
        enqueue({ type: 'account.expired', accountId, version: credentialsVersion, reason: outcome.reason })
    })
    ctx.log.info('message.attempted', {
      conversationId,
      messageId: message.id,
      outcome: outcome.kind,
      fence: message.fence,
    })
  }
  const [[next]] = await ctx.db.batch((db) => [replies.nextDue(db, where)])
  return next?.at ? new Date(next.at) : null
}

interface Attempt {
  outcome: Outcome
  accountId: string | null
  /** Where it was sent to. */
  recipient: string | null
  credentialsVersion?: number
}

async function attempt(ctx: Ctx, message: Claimed, claimedAt: Date): Promise<Attempt> {
  const gone = (what: string): Attempt => ({
    outcome: rejected('gone', `The ${what} is gone.`, ''),
    accountId: null,
    recipient: null,
  })
  const { workspaceId } = ctx
  const [[row]] = await ctx.db.batch((db) => [threads.byId(db, { workspaceId, id: message.conversationId })])
  if (!row) return gone('conversation')
  const { conversation } = row
  const [[account]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId, ids: [conversation.accountId] }),
  ])
  if (!account) return gone('account')
  const outcome = await call(ctx, { message, claimedAt }, conversation, account).catch((error: unknown) =>
    failedBeforeCall(ctx, error),
  )
  return {
    outcome,
    accountId: account.id,
    credentialsVersion: account.credentialsVersion,
    recipient: conversation.recipient,
  }
}

async function call(
  ctx: Ctx,
  { message, claimedAt }: { message: Claimed; claimedAt: Date },
  { recipient, lastInboundAt }: { recipient: string; lastInboundAt: Date | null },
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
    const { rows } = await replies.takeUp(tx, { workspaceId, accountId, now })
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
