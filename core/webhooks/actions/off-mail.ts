import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { offMail } from '../mails.ts'
import * as store from '../store/endpoints.ts'

/** Mails one person that an endpoint was switched off, unless it is on again or gone, or they manage the workspace no longer. */
export async function mailOff(
  ctx: Ctx,
  { endpointId, userId, at }: JobOf<'webhook.off_mail'>,
): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id: endpointId }
  const [[row]] = await ctx.db.batch((db) => [store.toTell(db, { ...where, userId })])
  if (!row || row.enabled || row.problem === null) return
  const { language, email, workspace, url, problem } = row
  const mail = offMail(language, { workspace, url, problem, at: `${ctx.webUrl}/settings/webhooks` })
  const idempotencyKey = `webhook-off/${endpointId}/${at}/${userId}`
  try {
    await ctx.mail.send({ to: email, idempotencyKey, ...mail })
  } catch (error) {
    // A mail that the mail service will never take is not retried for ever; the screen shows the same.
    if (!(error instanceof AppError && error.kind === 'invalid')) throw error
    ctx.log.error('webhook.mail_refused', { endpointId, error: describeError(error) })
  }
}
