import { accountsOf } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { AppError, invalid } from '#core/lib/kernel/errors.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { PostMedium } from '#core/media/schemas.ts'
import { checkLimits, checkRoom, timezoneOf } from '#core/workspaces/queries.ts'
import { fileText } from '#readers/file-text.ts'
import { among, type OnAccount, repeatedIn } from '../rules/doubles.ts'
import { accountNamed, namesIn, type PostRow, readPostFile, readTime } from '../rules/post-file.ts'
import {
  type ChosenMedium,
  IMPORT_MAX,
  type ImportedPost,
  importedPostSchema,
  type PostImport,
  type PostImportReport,
} from '../schemas.ts'
import * as importStore from '../store/import.ts'
import * as media from '../store/media.ts'
import * as store from '../store/posts.ts'
import { hintIfSoon } from './hints.ts'
import { judgeAll } from './judge.ts'
import { checkWhen } from './when.ts'

/** The number of rows that are judged in one trip to the database. */
const AT_ONCE = 50
const WRITE_BATCH = 100

/** Brings files that are given by address into the library. */
export interface Fetching {
  /** @throws AppError invalid_input for an address that nothing is fetched from */
  check(media: readonly PostMedium[]): void
  take(ctx: Ctx, media: readonly PostMedium[]): Promise<ChosenMedium[]>
}

interface Options {
  dryRun: boolean
  fetching: Fetching
}

interface Line {
  line: number
  value: unknown
}

/** A row that may be scheduled. */
interface Ready {
  line: number
  id: string
  post: ImportedPost & { timezone: string }
  accountIds: string[]
  publishAt: Date
  media: ChosenMedium[]
}
interface Refused {
  line: number
  errors: string[]
}
type Row = Ready | Refused

const isReady = (row: Row): row is Ready => 'post' in row

/** Schedules a list of posts, all that can be at once, and says of each what became of it. */
export const importPosts = (ctx: Ctx, { items }: PostImport, options: Options): Promise<PostImportReport> =>
  bring(
    ctx,
    items.map((value, n) => ({ line: n + 1, value })),
    [],
    options,
  )

/** Schedules the posts of a CSV file in the same way, in any encoding of spreadsheets. @throws invalid for what is no such file */
export async function importPostFile(
  ctx: Ctx,
  bytes: Uint8Array<ArrayBuffer>,
  options: Options,
): Promise<PostImportReport> {
  const text = fileText(bytes)
  if (text === null)
    throw invalid('The file’s letters cannot be read. Save it as “CSV UTF-8” and import that.')
  if (text.includes('\0')) throw invalid('The file is no text. Save it as CSV and import that.')
  const { rows, ignored } = readPostFile(text)
  return bring(ctx, rows.map(toLine), ignored, options)
}

const toLine = ({ line, cells }: PostRow): Line => {
  const { accounts, media: addresses, date, time, publishAt, ...rest } = cells
  return {
    line,
    value: {
      ...rest,
      publishAt: publishAt ?? [date, time].filter((part) => part !== undefined).join(' '),
      accounts: namesIn(accounts ?? ''),
      ...(addresses === undefined ? {} : { media: addresses.split(/[\s|;]+/).filter((one) => one !== '') }),
    },
  }
}

async function bring(
  ctx: Ctx,
  lines: readonly Line[],
  ignored: string[],
  { dryRun, fetching }: Options,
): Promise<PostImportReport> {
  if (lines.length === 0) throw invalid('The file holds no post.')
  if (lines.length > IMPORT_MAX)
    throw invalid(`The file holds ${lines.length} posts; at most ${IMPORT_MAX} are taken at once. Split it.`)
  const { workspaceId } = ctx
  const [accounts, [workspace]] = await ctx.db.batch((db) => [
    accountsOf(db, workspaceId),
    timezoneOf(db, workspaceId),
  ])
  const known = {
    accounts: accounts.filter(({ status }) => status !== 'revoked'),
    timezone: workspace?.timezone ?? 'UTC',
  }
  let rows = await judged(
    ctx,
    lines.map((line) => readRow(ctx, line, known, fetching)),
  )
  rows = withoutRepeated(rows)
  const [there] = await ctx.db.batch((db) => [importStore.at(db, { workspaceId, times: timesOf(rows) })])
  rows = withoutScheduled(rows, there)
  await checkRoom(ctx, { scheduled_posts: rows.filter(isReady).length })
  if (!dryRun) rows = await write(ctx, await withMedia(ctx, rows, fetching))
  return {
    created: rows.filter(isReady).length,
    ignored,
    rows: rows.map((row) =>
      isReady(row)
        ? { line: row.line, status: 'ok', errors: [], ...(dryRun ? {} : { id: row.id }) }
        : { ...row, status: 'error' },
    ),
  }
}

interface Known {
  accounts: readonly { id: string; name: string; platform: string }[]
  timezone: string
}

/** Reads one row, without asking anybody. */
function readRow(ctx: Ctx, { line, value }: Line, { accounts, timezone }: Known, fetching: Fetching): Row {
  const row = checked(importedPostSchema, value)
  if (!('data' in row)) return { line, errors: row.errors.map(({ message }) => message) }
  const post = { ...row.data, timezone: row.data.timezone ?? timezone }
  const named = [...new Set(post.accounts)].map((name) => accountNamed(name, accounts))
  const errors = named.flatMap((one) => ('problem' in one ? [one.problem] : []))
  const time = readTime(post.publishAt)
  if (time === null)
    errors.push(`“${post.publishAt}” is no time that means one thing: write it as 2026-12-15 09:00.`)
  if (errors.length > 0 || time === null) return { line, errors }
  const accountIds = [...new Set(named.flatMap((one) => ('id' in one ? [one.id] : [])))]
  try {
    fetching.check(addressesOf(post))
    const publishAt = checkWhen(ctx, time, post.timezone)
    return { line, id: newId(), post, accountIds, publishAt, media: [] }
  } catch (error) {
    return refusedBy(line, error)
  }
}

const addressesOf = ({ media: urls = [] }: ImportedPost) => urls.map((url) => ({ url }))

/** Returns the refusal of a row. @throws what is no fault of the row */
function refusedBy(line: number, error: unknown): Refused {
  if (!(error instanceof AppError) || error.kind !== 'invalid') throw error
  const { fields, message } = error
  return { line, errors: fields.length > 0 ? fields.map((field) => field.message) : [message] }
}

/** Judges rows by their platforms' rules. Of files that are still to be fetched, it is not known yet whether they are taken. */
async function judged(ctx: Ctx, rows: readonly Row[]): Promise<Row[]> {
  const found: Row[] = []
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE)
    const answers = (await judgeAll(ctx, some.filter(isReady).map(askOf))).values()
    for (const row of some) {
      const answer = isReady(row) ? answers.next().value : undefined
      if (!isReady(row) || !answer) {
        found.push(row)
        continue
      }
      const isUnfetched = row.media.length < addressesOf(row.post).length
      const problems = answer.judged
        .flatMap((account) => account.problems)
        .filter(({ code }) => !(isUnfetched && code === 'media_needed'))
      const errors = [...answer.errors, ...problems].map(({ message }) => message)
      found.push(errors.length > 0 ? { line: row.line, errors } : row)
    }
  }
  return found
}

const askOf = ({ post: { text }, media: shown, accountIds }: Ready) => ({
  text,
  media: shown,
  field: 'media',
  places: accountIds.map((accountId) => ({ accountId, path: 'accounts' })),
})

const timesOf = (rows: readonly Row[]): string[] => [
  ...new Set(rows.filter(isReady).map(({ publishAt }) => publishAt.toISOString())),
]

/** Refuses rows that stand earlier in the file. */
const withoutRepeated = (rows: readonly Row[]): Row[] => {
  const earlier = repeatedIn(rows.filter(isReady).map((row) => ({ ...row, text: row.post.text })))
  return rows.map((row) => {
    const line = earlier.get(row.line)
    return line === undefined
      ? row
      : { line: row.line, errors: [`The same post at the same time stands on line ${line} already.`] }
  })
}

/** Refuses what stands in the calendar already: the same file twice schedules nothing twice. */
const withoutScheduled = (rows: readonly Row[], there: readonly OnAccount[]): Row[] => {
  const isThere = among(there)
  return rows.map((row) =>
    isReady(row) && isThere({ ...row, text: row.post.text })
      ? { line: row.line, errors: ['The same post is scheduled for this time already.'] }
      : row,
  )
}

/** Fetches the files of rows into the library, and judges those rows with them. */
async function withMedia(ctx: Ctx, rows: readonly Row[], fetching: Fetching): Promise<Row[]> {
  const fetched = new Map<number, Row>()
  for (const row of rows) {
    if (!isReady(row) || row.post.media === undefined) continue
    try {
      fetched.set(row.line, { ...row, media: await fetching.take(ctx, addressesOf(row.post)) })
    } catch (error) {
      fetched.set(row.line, refusedBy(row.line, error))
    }
  }
  for (const row of await judged(ctx, [...fetched.values()])) fetched.set(row.line, row)
  return rows.map((row) => fetched.get(row.line) ?? row)
}

/**
 * Writes all posts in one transaction: a file that breaks off leaves nothing half done. Imports of a workspace write one after the other, and
 * what another has written meanwhile is refused.
 */
async function write(ctx: Ctx, rows: readonly Row[]): Promise<Row[]> {
  const { workspaceId } = ctx
  const createdBy = actorUserId(ctx.actor)
  const times = timesOf(rows)
  if (times.length === 0) return [...rows]
  return ctx.db.tx(async (tx, enqueue) => {
    await importStore.takeTurn(tx, workspaceId)
    const left = withoutScheduled(rows, await importStore.at(tx, { workspaceId, times }))
    const ready = left.filter(isReady)
    if (ready.length === 0) return left
    for (let from = 0; from < ready.length; from += WRITE_BATCH) {
      const some = ready.slice(from, from + WRITE_BATCH)
      await store.insertPosts(
        tx,
        some.map(({ id, post: { text, status, timezone }, publishAt }) => ({
          ...{ id, workspaceId, text, status, timezone, publishAt, createdBy },
        })),
      )
      await media.insert(
        tx,
        some.map(({ id: postId, media: shown }) => ({ workspaceId, postId, shown, variants: {} })),
      )
      const targets = some.flatMap(({ id: postId, accountIds, post, publishAt: dueAt }) =>
        accountIds.map((accountId) => ({
          ...{ id: newId(), workspaceId, postId, accountId, dueAt },
          ...(post.status === 'queued'
            ? {}
            : { status: 'waiting' as const, waitingReason: 'approval' as const }),
        })),
      )
      await store.insertTargets(tx, targets)
      for (const target of targets)
        if (!('status' in target)) hintIfSoon(ctx, enqueue, [target], 1, target.dueAt)
    }
    await audit.record(tx, ctx, {
      action: 'post.import',
      objectType: 'workspace',
      objectId: workspaceId,
      after: { created: ready.length, ids: ready.map(({ id }) => id) },
    })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts' })
    await checkLimits(tx, ctx, 'scheduled_posts')
    return left
  })
}
