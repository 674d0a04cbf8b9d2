import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { waitingMail } from '../mails.ts'
import * as comments from '../store/comment-mails.ts'
import * as store from '../store/silences.ts'

/** People mailed in one run; the next run mails the rest. */
const PEOPLE = 200

/** Finds people whom conversations have called for too long unseen, and those to be told of comments that wait. The record of a mail commits with its job. */
export async function tellOfSilences(ctx: SystemCtx): Promise<Record<string, number>> {
  const now = ctx.now()
  const [{ rows }, { rows: ofComments }] = await ctx.db.batch((db) => [
    store.due(db, { now, limit: PEOPLE }),
    comments.due(db, { now, limit: PEOPLE }),
  ])
  for (const { workspace_id: workspaceId, user_id: userId, conversations } of rows)
    await ctx.db.batch((db, enqueue) => {
      enqueue({ type: 'notification.mail', userId, conversations, at: now.toISOString() }, workspaceId)
      return [store.markMailed(db, { workspaceId, userId, conversations, now })]
    })
  for (const { workspace_id: workspaceId, user_id: userId, ...times } of ofComments) {
    const [after, until] = [times.after, times.until].map((at) => new Date(at).toISOString()) as [
      string,
      string,
    ]
    await ctx.db.batch((db, enqueue) => {
      enqueue({ type: 'notification.comments_mail', userId, after, until }, workspaceId)
      return [comments.markTold(db, { workspaceId, userId, until })]
    })
  }
  return { mailed: rows.length + ofComments.length }
}

/** Mails one person about the conversations that still wait for them; nothing if they have looked meanwhile, or left. */
export async function mailSilence(
  ctx: SystemCtx,
  workspaceId: string,
  job: JobOf<'notification.mail'>,
): Promise<void> {
  const { userId, conversations, at } = job
  const [{ rows }] = await ctx.db.batch((db) => [store.toMail(db, { workspaceId, userId, conversations })])
  const [person] = rows
  if (!person?.waiting) return
  const mail = waitingMail({
    what: 'conversations',
    language: person.language,
    workspace: person.workspace_name,
    waiting: person.waiting,
    webUrl: ctx.webUrl,
  })
  await send(ctx, { to: person.email, idempotencyKey: `silence/${workspaceId}/${userId}/${at}`, ...mail })
}

/** Mails one person about the comments that still wait for somebody; nothing if none does, or they left. */
export async function mailComments(
  ctx: SystemCtx,
  workspaceId: string,
  { userId, after, until }: JobOf<'notification.comments_mail'>,
): Promise<void> {
  const [{ rows }] = await ctx.db.batch((db) => [comments.toMail(db, { workspaceId, userId, after, until })])
  const [person] = rows
  if (!person?.waiting) return
  const mail = waitingMail({
    what: 'comments',
    language: person.language,
    workspace: person.workspace_name,
    waiting: person.waiting,
    webUrl: ctx.webUrl,
  })
  await send(ctx, { to: person.email, idempotencyKey: `comments/${workspaceId}/${userId}/${until}`, ...mail })
}

async function send(ctx: Pick<Ctx, 'mail' | 'log'>, mail: Parameters<Ctx['mail']['send']>[0]): Promise<void> {
  try {
    await ctx.mail.send(mail)
  } catch (error) {
    // A mail that the mail service will never take is not retried for ever; the screen shows the same message.
    if (!(error instanceof AppError && error.kind === 'invalid')) throw error
    ctx.log.error('notification.mail_refused', { error: describeError(error) })
  }
}
