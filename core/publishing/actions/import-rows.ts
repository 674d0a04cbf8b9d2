import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { PostMedium } from '#core/media/schemas.ts'
import {
  accountNamed,
  namesIn,
  noCampaign,
  noLabel,
  type PostRow,
  readTime,
  sortedBy,
} from '../rules/post-file.ts'
import { type ChosenMedium, type ImportedPost, importedPostSchema } from '../schemas.ts'
import { checkWhen } from './when.ts'

/** Rows of an import: what they say, before anything is asked of platforms or written. */

/** Brings files that are given by address into the library. */
export interface Fetching {
  /** @throws AppError invalid_input for an address that nothing is fetched from */
  check(media: readonly PostMedium[]): void
  take(ctx: Ctx, media: readonly PostMedium[]): Promise<ChosenMedium[]>
}

export interface Line {
  line: number
  value: unknown
}

/** A row that may be scheduled. */
export interface Ready {
  line: number
  id: string
  post: ImportedPost & { timezone: string }
  accountIds: string[]
  publishAt: Date
  media: ChosenMedium[]
  labels: string[]
  campaignId: string | null
}
export interface Refused {
  line: number
  errors: string[]
}
export type Row = Ready | Refused

export const isReady = (row: Row): row is Ready => 'post' in row

export const toLine = ({ line, cells }: PostRow): Line => {
  const { accounts, media: addresses, labels, date, time, publishAt, ...rest } = cells
  return {
    line,
    value: {
      ...rest,
      publishAt: publishAt ?? [date, time].filter((part) => part !== undefined).join(' '),
      accounts: namesIn(accounts ?? ''),
      ...(labels === undefined ? {} : { labels: namesIn(labels) }),
      ...(addresses === undefined ? {} : { media: addresses.split(/[\s|;]+/).filter((one) => one !== '') }),
    },
  }
}

export interface Known {
  accounts: readonly { id: string; name: string; platform: string }[]
  timezone: string
  labels: readonly { id: string; name: string }[]
  campaigns: readonly { id: string; name: string }[]
}

/** Reads one row, without asking anybody. */
export function readRow(ctx: Ctx, { line, value }: Line, known: Known, fetching: Fetching): Row {
  const row = checked(importedPostSchema, value)
  if (!('data' in row)) return { line, errors: row.errors.map(({ message }) => message) }
  const post = { ...row.data, timezone: row.data.timezone ?? known.timezone }
  const named = [...new Set(post.accounts)].map((name) => accountNamed(name, known.accounts))
  const labels = sortedBy(post.labels ?? [], known.labels, noLabel)
  const campaign = sortedBy(post.campaign === undefined ? [] : [post.campaign], known.campaigns, noCampaign)
  const errors = [
    ...named.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    ...labels.problems,
    ...campaign.problems,
  ]
  const time = readTime(post.publishAt)
  if (time === null)
    errors.push(`“${post.publishAt}” is no time that means one thing: write it as 2026-12-15 09:00.`)
  if (errors.length > 0 || time === null) return { line, errors }
  const accountIds = [...new Set(named.flatMap((one) => ('id' in one ? [one.id] : [])))]
  try {
    fetching.check(addressesOf(post))
    const publishAt = checkWhen(ctx, time, post.timezone)
    const sorted = { labels: labels.ids, campaignId: campaign.ids[0] ?? null }
    return { line, id: newId(), post, accountIds, publishAt, media: [], ...sorted }
  } catch (error) {
    return refusedBy(line, error)
  }
}

export const addressesOf = ({ media: urls = [] }: ImportedPost) => urls.map((url) => ({ url }))

/** Returns the refusal of a row. @throws what is no fault of the row */
export function refusedBy(line: number, error: unknown): Refused {
  if (!(error instanceof AppError) || error.kind !== 'invalid') throw error
  const { fields, message } = error
  return { line, errors: fields.length > 0 ? fields.map((field) => field.message) : [message] }
}
