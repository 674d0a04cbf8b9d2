import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { signalMail } from '../mails.ts'
import * as store from '../store/signal-mail.ts'

/**
 * Mails the people who listen what stood out in a project, unless it was dismissed or deleted meanwhile: each by a job of their own, so
 * that an address that fails delays nobody else.
 */
export async function mailSignals(
  ctx: SystemCtx,
  workspaceId: string,
  { projectId, signalIds, userId }: JobOf<'signal.mail'>,
): Promise<void> {
  const which = { workspaceId, projectId, ids: signalIds }
  if (userId === undefined) {
    await ctx.db.tx(async (tx, enqueue) => {
      for (const { user_id } of (await store.toTell(tx, { workspaceId, userId: null })).rows)
        enqueue({ type: 'signal.mail', projectId, signalIds, userId: user_id }, workspaceId)
    })
    return
  }
  const [{ rows: people }, signals] = await ctx.db.batch((db) => [
    store.toTell(db, { workspaceId, userId }),
    store.stillNew(db, which),
  ])
  const [person] = people
  const [first] = signals
  if (!person || !first) return
  const mail = signalMail({
    language: person.language,
    project: first.project,
    workspace: person.workspace_name,
    signals,
    url: `${ctx.webUrl}/listening/${projectId}?tab=signals`,
    webUrl: ctx.webUrl,
  })
  try {
    await ctx.mail.send({ to: person.email, idempotencyKey: `signal/${first.id}/${userId}`, ...mail })
  } catch (error) {
    // A mail that the mail service will never take is not retried for ever; the screen shows the same.
    if (!(error instanceof AppError && error.kind === 'invalid')) throw error
    ctx.log.error('signal.mail_refused', { projectId, error: describeError(error) })
  }
}
