import type { Ctx } from '#core/lib/kernel/context.ts'
import { localTimeOf } from '#core/lib/kernel/local-time.ts'
import { textLength } from '#core/lib/platform/length.ts'
import { nextOccurrences } from '../rules/recurrence.ts'
import { contentOn } from '../rules/variants.ts'
import { likeness, type Neighbour, ownerOnly, warningsFor } from '../rules/warnings.ts'
import type { CheckedAccount, CheckedPost, CreateScheduledPost } from '../schemas.ts'
import * as store from '../store/check.ts'
import { type Judged, judgeTargets } from './judge.ts'
import { checkVariants } from './posts.ts'
import { checkRecurrence } from './series.ts'
import { checkWhen } from './when.ts'

/** A post with the same words brings a warning for this long. */
const SAME_TEXT_MS = 90 * 24 * 3_600_000
/** How many occurrences of a series are checked, from its first. */
const OCCURRENCES = 10

/**
 * Returns what is to be said of a post before it is saved: on each account its length as the platform counts, why the platform would
 * refuse it, and warnings. Everything else that saving would refuse is refused here too.
 */
export async function checkPost(ctx: Ctx, input: CreateScheduledPost): Promise<CheckedPost> {
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
  const variants = checkVariants(input.variants ?? {}, accountIds)
  const draft = { text, media: input.media ?? [], variants }
  const judged = await judgeTargets(ctx, draft, accountIds)
  const said = Object.fromEntries(accountIds.map((id) => [id, likeness(contentOn(draft, id).text)]))
  const since = new Date(ctx.now().getTime() - SAME_TEXT_MS)
  const [sameText, sameHour, series] = await ctx.db.batch((db) => [
    store.sameText(db, { workspaceId, said, since }),
    store.near(db, { workspaceId, accountIds, times: times.map((at) => hourAround(at)) }),
    store.seriesText(db, { workspaceId, said }),
  ])
  const neighbours: Neighbour[] = [...sameText.rows, ...series.rows].map((row) => ({
    ...row,
    code: 'same_text',
  }))
  neighbours.push(...sameHour.rows.map((row) => ({ ...row, code: 'same_hour' as const })))
  const warnings = [
    ...judged.flatMap(({ accountId, name, rules }) => (rules.ownerOnly ? [ownerOnly(accountId, name)] : [])),
    ...warningsFor(neighbours),
  ]
  const accounts = judged.map((account) => ({
    ...measured(account, contentOn(draft, account.accountId).media.length > 0),
    warnings: warnings.filter(({ accountId }) => accountId === account.accountId),
  }))
  return { warnings, accounts }
}

/** Measures a post on each account, as its platform counts, with why the platform would refuse it. */
export async function measurePost(
  ctx: Ctx,
  { text, mediaIds }: { text: string; mediaIds: readonly string[] },
  accountIds: readonly string[],
): Promise<Omit<CheckedAccount, 'warnings'>[]> {
  const media = mediaIds.map((mediaId) => ({ mediaId, altText: null }))
  const judged = await judgeTargets(ctx, { text, media, variants: {} }, accountIds)
  return judged.map((account) => measured(account, mediaIds.length > 0))
}

function measured(
  { accountId, rules, text, disclosure, problems }: Judged,
  hasMedia: boolean,
): Omit<CheckedAccount, 'warnings'> {
  const { maxLength, count } =
    hasMedia && rules.caption ? { ...rules.caption, count: 'utf16' as const } : rules.text
  return {
    accountId,
    length: textLength(text, count),
    maxLength,
    disclosure,
    errors: problems.map((problem) => ({ ...problem })),
  }
}

const HOUR_MS = 3_600_000
/** Half an hour before and after. */
const hourAround = (at: Date) => ({
  from: new Date(at.getTime() - HOUR_MS / 2).toISOString(),
  to: new Date(at.getTime() + HOUR_MS / 2).toISOString(),
})
