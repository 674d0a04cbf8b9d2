import type { Ctx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import type { FoundPosts } from '#core/lib/platform/connector.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { MAX_ATTEMPTS } from '#core/lib/platform/retry.ts'
import {
  CLOCK_DOUBT_MS,
  judge,
  MAX_LOOKS,
  type Verdict,
  VISIBILITY_DELAY_MS,
} from '#core/publishing/rules/find.ts'
import * as store from '../store/acts.ts'
import { accountOf, addressOf, follow } from './send.ts'

const TRY_AGAIN_MS = 30_000
/** What can be done twice without anybody seeing it: done again, it is known. */
const REPEATABLE: readonly store.ActionRow['kind'][] = ['like', 'hide', 'unhide']

/** Finds out whether an unanswered action was done: one that was is sent, one that surely was not is tried again, and a person decides about all else. */
export async function lookForAction(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const lookedAt = ctx.now()
  const [[action]] = await ctx.db.batch((db) => [store.unknown(db, { workspaceId, id, now: lookedAt })])
  if (!action) return
  const account = await accountOf(ctx, action.accountId)
  const verdict = account ? await judged(ctx, action, account, lookedAt) : person('The account is gone.')
  await ctx.db.tx(async (tx, enqueue) => {
    const now = ctx.now()
    const [done] = await store.settleLook(tx, {
      workspaceId,
      id,
      fence: action.fence,
      set: settledBy(verdict, action.attempts, now),
    })
    if (!done || !account) return
    if (verdict.kind === 'sent') {
      const { id: externalId, url, createdAt } = verdict.post
      await follow(tx, enqueue, {
        action: done,
        account,
        settled: { status: 'sent', externalId, url },
        now: createdAt,
      })
    }
    if (verdict.kind === 'again')
      if (done.status === 'failed')
        await follow(tx, enqueue, { action: done, account, settled: { status: 'failed', error: '' }, now })
      else enqueue({ type: 'comments.send', actionId: id, at: now.toISOString() })
    if (verdict.kind === 'later')
      enqueue({ type: 'comments.look', actionId: id, at: verdict.at.toISOString() })
    enqueue({ type: 'feed.changed', topic: 'comments', id: action.comment.postId })
  })
}

const person = (reason: string): Verdict => ({ kind: 'person', reason })

type Account = NonNullable<Awaited<ReturnType<typeof accountOf>>>

async function judged(
  ctx: Ctx,
  action: store.ClaimedAction,
  account: Account,
  lookedAt: Date,
): Promise<Verdict> {
  if (REPEATABLE.includes(action.kind)) return { kind: 'again' }
  const { comments } = ctx.connector(account.platform)
  const { id, text, startedAt, fence, looks, workspaceId, commentId } = action
  if (action.kind !== 'reply' || !comments?.find || !startedAt)
    return person('No answer came, and the platform cannot be looked at automatically.')
  const intent = { id, fence, startedAt }
  const since = new Date(startedAt.getTime() - CLOCK_DOUBT_MS)
  let found: FoundPosts
  try {
    found = await comments.find(await openAccount(ctx, account), addressOf(action), since, intent)
  } catch (error) {
    ctx.log.error('comment.look_failed', { actionId: id, error: describeError(error) })
    found = { kind: 'retry', reason: 'The platform could not be read.' }
  }
  if (found.kind !== 'found') {
    if (found.kind === 'rejected' || found.kind === 'reauth')
      return person(`No answer came, and the machine could not look on the platform: ${found.reason}`)
    if (looks >= MAX_LOOKS) return person('No answer came, and the platform could not be read.')
    return {
      kind: 'later',
      at: found.kind === 'limited' ? found.until : new Date(lookedAt.getTime() + TRY_AGAIN_MS),
    }
  }
  const [others] = await ctx.db.batch((db) => [store.rivals(db, { workspaceId, commentId, id })])
  return judge(
    { id, text: text ?? '', startedAt, looks },
    {
      posts: found.posts,
      held: new Set(others.flatMap(({ externalId }) => externalId ?? [])),
      beingSent: others.flatMap((one) =>
        one.status === 'sending' || one.status === 'unknown' ? (one.text ?? []) : [],
      ),
      now: lookedAt,
      visibilityDelayMs: comments.rules.visibilityDelayMs ?? VISIBILITY_DELAY_MS,
    },
  )
}

function settledBy(
  verdict: Verdict,
  attempts: number,
  now: Date,
): Parameters<typeof store.settleLook>[1]['set'] {
  switch (verdict.kind) {
    case 'sent': {
      const { id: externalId, url, createdAt: sentAt } = verdict.post
      return { status: 'sent', externalId, url, sentAt, error: null, lookAt: null }
    }
    case 'later':
      return { error: 'No answer came.', lookAt: verdict.at }
    case 'person':
      return { error: verdict.reason, lookAt: null }
    case 'again': {
      const error = 'No answer came, and it is not on the platform.'
      return attempts >= MAX_ATTEMPTS
        ? { status: 'failed', error: `${error} Tried ${attempts} times.`, lookAt: null }
        : { status: 'queued', error, notBefore: now, lookAt: null }
    }
  }
}
