import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { versionMail } from '../mails.ts'
import { mailedDays } from '../rules.ts'

/** Mails operators of versions of platforms' APIs that end before long; runs once a day. */
export async function warnOfVersions(
  ctx: Pick<SystemCtx, 'platforms' | 'operators' | 'now' | 'mail' | 'log'>,
): Promise<{ warned: number }> {
  let warned = 0
  for (const { manifest } of ctx.platforms) {
    const { id, name: platform, apiVersion } = manifest
    const days = apiVersion ? mailedDays(apiVersion, ctx.now()) : null
    if (!apiVersion || days === null) continue
    const { name: version, endsOn } = apiVersion
    for (const to of ctx.operators) {
      const idempotencyKey = `api-version/${id}/${version}/${days}/${to}`
      try {
        await ctx.mail.send({ to, idempotencyKey, ...versionMail({ platform, version, endsOn, days }) })
        warned++
      } catch (error) {
        // The other operators are told all the same.
        if (!(error instanceof AppError)) throw error
        ctx.log.error('version.mail_failed', { platform: id, error: describeError(error) })
      }
    }
  }
  return { warned }
}
