import { allowingNsfw, type ContentRefusal, REFUSALS } from '#core/characters/queries.ts'
import type { Ports, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Job, JobOf } from '#core/lib/kernel/jobs.ts'
import { byHandMail } from '../mails.ts'
import { CLAIM_LEAD_MS } from '../rules/attempts.ts'
import * as store from '../store/by-hand.ts'

/** A person is reminded for the first time after this long, and then each day. */
const FIRST_REMINDER_MS = 3_600_000
const NEXT_REMINDER_MS = 24 * 3_600_000

const sentence = (refusal: ContentRefusal) => `${REFUSALS[refusal].reason} ${REFUSALS[refusal].advice}`
/** The reason of a post that is handed to nobody, since it may not show its media. */
const SENTENCES = {
  not_approved: sentence('not_approved'),
  nsfw_not_adult: sentence('nsfw_not_adult'),
  nsfw_unconfirmed: sentence('nsfw_unconfirmed'),
  nsfw_platform: sentence('nsfw_platform'),
}

/** Returns the statement that hands posts whose time has come to people, on platforms where people publish. */
export function handOver({ platforms }: Pick<Ports, 'platforms'>, now: Date, targets?: readonly string[]) {
  const by = platforms.flatMap(({ manifest, posts }) => (posts?.byHand ? [manifest.id] : []))
  const horizon = new Date(now.getTime() + CLAIM_LEAD_MS)
  const remindAt = new Date(now.getTime() + FIRST_REMINDER_MS)
  return (db: Parameters<typeof store.handOver>[0]) =>
    store.handOver(db, {
      platforms: by,
      allowing: allowingNsfw(platforms),
      refusals: SENTENCES,
      horizon,
      remindAt,
      ...(targets ? { targets } : {}),
    })
}

/** Returns the statement that finds posts of which nobody has said that they are published. */
export const remind = (now: Date) => (db: Parameters<typeof store.remind>[0]) =>
  store.remind(db, { now, remindAt: new Date(now.getTime() + NEXT_REMINDER_MS) })

/** Makes the jobs that tell people of what they were handed, and screens of its state. */
export const tellJobs = (rows: readonly store.HandedTarget[]) =>
  rows.flatMap(({ target_id: targetId, workspace_id: workspaceId, post_id, reminders, refused }) => {
    const shown: Job = { type: 'feed.changed', topic: 'scheduled-posts', id: post_id }
    const told: Job = { type: 'publishing.by_hand_mail', targetId, reminder: reminders }
    return (refused ? [shown] : [told, shown]).map((job) => ({ id: newId(), workspaceId, job }))
  })

/**
 * Mails those who publish a post, unless it no longer waits for them: each by a job of their own, so that an address that fails delays
 * nobody else.
 */
export async function mailByHand(
  ctx: SystemCtx,
  workspaceId: string,
  { targetId, reminder, userId }: JobOf<'publishing.by_hand_mail'>,
): Promise<void> {
  const [{ rows }] = await ctx.db.batch((db) => [store.toTell(db, { workspaceId, targetId })])
  if (userId === undefined) {
    await ctx.db.tx(async (_tx, enqueue) => {
      for (const { user_id } of rows)
        enqueue({ type: 'publishing.by_hand_mail', targetId, reminder, userId: user_id }, workspaceId)
    })
    return
  }
  const person = rows.find(({ user_id }) => user_id === userId)
  if (!person) return
  const { account_name: account, workspace_name: workspace, language } = person
  const url = `${ctx.webUrl}/calendar?post=${person.post_id}`
  const mail = byHandMail(language, { account, workspace, reminder, url })
  const idempotencyKey = `by-hand/${targetId}/${reminder}/${userId}`
  try {
    await ctx.mail.send({ to: person.email, idempotencyKey, ...mail })
  } catch (error) {
    // A mail that the mail service will never take is not retried for ever; the screen shows the same.
    if (!(error instanceof AppError && error.kind === 'invalid')) throw error
    ctx.log.error('post.mail_refused', { targetId, error: describeError(error) })
  }
}
