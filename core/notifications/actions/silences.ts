import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { silenceMail } from '../mails.ts'
import * as store from '../store/silences.ts'

/** People mailed in one run; the next run mails the rest. */
const PEOPLE = 200

/** Finds people who have not looked for too long at conversations that call for them. The record of a mail commits with its job. */
export async function tellOfSilences(ctx: SystemCtx): Promise<Record<string, number>> {
  const now = ctx.now()
  const [{ rows }] = await ctx.db.batch((db) => [store.due(db, { now, limit: PEOPLE })])
  for (const { workspace_id: workspaceId, user_id: userId, conversations } of rows)
    await ctx.db.batch((db, enqueue) => {
      enqueue({ type: 'notification.mail', userId, conversations, at: now.toISOString() }, workspaceId)
      return [store.markMailed(db, { workspaceId, userId, conversations, now })]
    })
  return { mailed: rows.length }
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
  const mail = silenceMail({
    language: person.language,
    workspace: person.workspace_name,
    waiting: person.waiting,
    webUrl: ctx.webUrl,
  })
  await send(ctx, { to: person.email, idempotencyKey: `silence/${workspaceId}/${userId}/${at}`, ...mail })
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
