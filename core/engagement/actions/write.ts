import { authorById } from '#core/bank/queries.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { isUnpaid } from '#core/lib/kernel/credits.ts'
import { describeError, sqlState } from '#core/lib/kernel/errors.ts'
import { backoffMs, MAX_ATTEMPTS } from '#core/lib/platform/retry.ts'
import { writingStyle } from '#core/style/queries.ts'
import { WRITE_AHEAD_MS } from '../rules/admit.ts'
import { commentProblem } from '../rules/comment.ts'
import { commentTask } from '../schemas.ts'
import * as store from '../store/acts.ts'

/** How often a model may try to keep to the bounds of a pattern. */
const TRIES = 3
const UNPAID_AGAIN_MS = 3_600_000

/**
 * Writes the comment of an action within the bounds of its pattern, and keeps it only if it holds to them. What cannot be written is failed,
 * with the reason. Returns whether the action has its comment now.
 */
export async function writeComment(ctx: Ctx, id: string): Promise<boolean> {
  const { workspaceId } = ctx
  const where = { workspaceId, id }
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, where)])
  if (!row?.pattern || row.action.text !== null) return row?.action.text != null
  const { action, post, pattern } = row
  const { profileId, publishedPostId } = action
  const [[author], [style], { rows: others }] = await ctx.db.batch((db) => [
    authorById(db, { workspaceId, id: profileId }),
    writingStyle(db, { workspaceId, profileId }),
    store.otherComments(db, { ...where, publishedPostId }),
  ])
  const { instructions, lengthMin, lengthMax, asksQuestion, examples } = pattern
  const bounds = {
    ...{ lengthMin, lengthMax, asksQuestion, examples, post: post.text },
    limit: ctx.connector(row.platform).actions?.rules.text ?? null,
    others: others.map(({ text }) => text),
  }
  let problem: string | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    let text: string | null
    try {
      const { output } = await ctx.ai.generate(commentTask, {
        post: post.text,
        language: detectLanguage(post.text),
        author: { name: author?.name ?? '', style: style?.prompt ?? '' },
        pattern: { instructions, lengthMin, lengthMax, asksQuestion, examples },
        others: bounds.others,
        problem,
      })
      text = output.text?.trim() ?? null
      if (text === null) {
        problem = output.reason ?? 'The model had nothing to say to this post.'
        break
      }
    } catch (error) {
      await putOff(ctx, action, error)
      return false
    }
    problem = commentProblem(text, bounds)
    if (problem !== null) continue
    if (await kept(ctx, id, text)) return true
    // The same words, from another member: they count among the others the next time.
    bounds.others.push(text)
    problem = 'Another member says the same under this post.'
  }
  await ctx.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'engagement', id })
    return [
      store.setWaiting(db, where, {
        status: 'failed',
        waitingReason: null,
        error: `No comment was written. ${problem}`,
      }),
    ]
  })
  return false
}

/** Keeps a comment; false if another member says the same under the post. */
async function kept(ctx: Ctx, id: string, text: string): Promise<boolean> {
  try {
    await ctx.db.batch((db, enqueue) => {
      enqueue({ type: 'feed.changed', topic: 'engagement', id })
      return [store.keepText(db, { workspaceId: ctx.workspaceId, id, text })]
    })
    return true
  } catch (error) {
    if (sqlState(error) === '23505') return false
    throw error
  }
}

/** Tries later what a model could not do now; without end while only credits are missing. */
async function putOff(
  ctx: Ctx,
  { id, workspaceId, attempts, dueAt }: store.ActionRow['action'],
  error: unknown,
): Promise<void> {
  const now = ctx.now()
  const unpaid = isUnpaid(error)
  const tried = attempts + 1
  const reason = describeError(error)
  ctx.log.warn('engagement.not_written', { actionId: id, error: reason })
  const wait = unpaid ? UNPAID_AGAIN_MS : backoffMs(tried)
  await ctx.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'engagement', id })
    return [
      store.setWaiting(
        db,
        { workspaceId, id },
        !unpaid && tried >= MAX_ATTEMPTS
          ? {
              status: 'failed',
              waitingReason: null,
              error: `No comment was written. ${reason} Tried ${tried} times.`,
            }
          : {
              error: reason,
              // It is written that long before its time: until then, it is not tried.
              dueAt: new Date(Math.max(dueAt.getTime(), now.getTime() + WRITE_AHEAD_MS + wait)),
              ...(unpaid ? {} : { attempts: tried }),
            },
      ),
    ]
  })
}
