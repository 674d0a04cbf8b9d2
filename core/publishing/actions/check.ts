import type { Ctx } from '#core/lib/context.ts'
import { localTimeOf } from '#core/lib/local-time.ts'
import { nextOccurrences } from '../rules/recurrence.ts'
import { likeness, type Neighbour, warningsFor } from '../rules/warnings.ts'
import type { CreateScheduledPost, Warning } from '../schemas.ts'
import * as store from '../store/check.ts'
import { checkTargets, idsOf } from './posts.ts'
import { checkRecurrence } from './series.ts'
import { checkWhen } from './when.ts'

/** A post with the same words brings a warning for this long. */
const SAME_TEXT_MS = 90 * 24 * 3_600_000
/** How many occurrences of a series are checked, from its first. */
const OCCURRENCES = 10

/** Returns the warnings about a post before it is saved. Refuses whatever saving it would refuse. */
export async function checkPost(ctx: Ctx, input: CreateScheduledPost): Promise<{ warnings: Warning[] }> {
  const { workspaceId } = ctx
  const { text, timezone, rrule } = input
  const publishAt = checkWhen(ctx, input, timezone)
  const times =
    rrule === undefined
      ? [publishAt]
      : nextOccurrences(checkRecurrence({ ...input, rrule, start: localTimeOf(publishAt, timezone) }), {
          limit: OCCURRENCES,
        }).map(({ at }) => at)
  const accountIds = [...new Set(input.accountIds)]
  await checkTargets(ctx, { text, mediaIds: idsOf(input.media ?? []) }, accountIds)
  const since = new Date(ctx.now().getTime() - SAME_TEXT_MS)
  const [sameText, sameHour, series] = await ctx.db.batch((db) => [
    store.sameText(db, { workspaceId, accountIds, likeness: likeness(text), since }),
    store.near(db, { workspaceId, accountIds, times: times.map((at) => hourAround(at)) }),
    store.seriesText(db, { workspaceId, accountIds, likeness: likeness(text) }),
  ])
  const neighbours: Neighbour[] = [...sameText.rows, ...series.rows].map((row) => ({
    ...row,
    code: 'same_text',
  }))
  neighbours.push(...sameHour.rows.map((row) => ({ ...row, code: 'same_hour' as const })))
  return { warnings: warningsFor(neighbours) }
}

const HOUR_MS = 3_600_000
/** Half an hour before and after. */
const hourAround = (at: Date) => ({
  from: new Date(at.getTime() - HOUR_MS / 2).toISOString(),
  to: new Date(at.getTime() + HOUR_MS / 2).toISOString(),
})
