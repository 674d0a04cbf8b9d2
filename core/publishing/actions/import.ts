import { accountsOf } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { AppError, invalid } from '#core/lib/kernel/errors.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { PostMedium } from '#core/media/schemas.ts'
import { checkLimits, timezoneOf } from '#core/workspaces/queries.ts'
import { fileText } from '#readers/file-text.ts'
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
import { judgeTargets } from './posts.ts'
import { checkWhen } from './when.ts'

/** How many rows are judged at the same time. */
const AT_ONCE = 8
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
  post: ImportedPost
  accountIds: string[]
  publishAt: Date
  media: ChosenMedium[]
}
type Read = Ready | { line: number; errors: string[] }

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
  const known = accounts.filter(({ status }) => status !== 'revoked')
  const read: Read[] = []
  for (let from = 0; from < lines.length; from += AT_ONCE)
    read.push(
      ...(await Promise.all(
        lines
          .slice(from, from + AT_ONCE)
          .map((line) =>
            judged(ctx, line, { accounts: known, timezone: workspace?.timezone ?? 'UTC', dryRun, fetching }),
          ),
      )),
    )
  const rows = await withoutRepeated(ctx, read)
  const ready = rows.filter((row): row is Ready => 'post' in row)
  if (!dryRun && ready.length > 0) await write(ctx, ready)
  return {
    created: ready.length,
    ignored,
    rows: rows.map((row) =>
      'post' in row
        ? { line: row.line, status: 'ok', errors: [], ...(dryRun ? {} : { id: row.id }) }
        : { line: row.line, status: 'error', errors: row.errors },
    ),
  }
}

interface Known extends Options {
  accounts: readonly { id: string; name: string; platform: string }[]
  timezone: string
}

/** Checks one row as if it were scheduled by itself. A file of another address is fetched only once it is. */
async function judged(
  ctx: Ctx,
  { line, value }: Line,
  { accounts, timezone, dryRun, fetching }: Known,
): Promise<Read> {
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
    const publishAt = checkWhen(ctx, time, post.timezone)
    const addresses = (post.media ?? []).map((url) => ({ url }))
    fetching.check(addresses)
    const shown = dryRun ? [] : await fetching.take(ctx, addresses)
    const problems = (
      await judgeTargets(ctx, { text: post.text, media: shown, variants: {} }, accountIds)
    ).flatMap((account) => account.problems)
    // What is not fetched yet cannot be judged: only what the text alone does not allow counts.
    const counted =
      dryRun && addresses.length > 0 ? problems.filter(({ code }) => code !== 'media_needed') : problems
    if (counted.length > 0) return { line, errors: counted.map(({ message }) => message) }
    return { line, id: newId(), post, accountIds, publishAt, media: shown }
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error
    return { line, errors: error.fields?.map(({ message }) => message) ?? [error.message] }
  }
}

/** Finds rows that are there already, in the file or in the calendar: the same file twice schedules nothing twice. */
async function withoutRepeated(ctx: Ctx, rows: readonly Read[]): Promise<Read[]> {
  const { workspaceId } = ctx
  const times = [...new Set(rows.flatMap((row) => ('post' in row ? [row.publishAt.toISOString()] : [])))]
  const keyOf = (text: string, at: Date) => `${at.toISOString()} ${text}`
  const [there] =
    times.length === 0 ? [[]] : await ctx.db.batch((db) => [importStore.at(db, { workspaceId, times })])
  const scheduled = new Set(there.map(({ text, publishAt }) => keyOf(text, publishAt)))
  const lineOf = new Map<string, number>()
  return rows.map((row) => {
    if (!('post' in row)) return row
    const key = keyOf(row.post.text, row.publishAt)
    const earlier = lineOf.get(key)
    if (earlier !== undefined)
      return { line: row.line, errors: [`The same post at the same time stands on line ${earlier} already.`] }
    lineOf.set(key, row.line)
    return scheduled.has(key)
      ? { line: row.line, errors: ['The same post is scheduled for this time already.'] }
      : row
  })
}

/** Writes all posts in one transaction: a file that breaks off leaves nothing half done. */
async function write(ctx: Ctx, rows: readonly Ready[]): Promise<void> {
  const { workspaceId } = ctx
  const createdBy = actorUserId(ctx.actor)
  await ctx.db.tx(async (tx, enqueue) => {
    for (let from = 0; from < rows.length; from += WRITE_BATCH) {
      const some = rows.slice(from, from + WRITE_BATCH)
      await store.insertPosts(
        tx,
        some.map(({ id, post, publishAt }) => ({
          ...{ id, workspaceId, text: post.text, status: post.status, timezone: post.timezone ?? 'UTC' },
          ...{ publishAt, createdBy },
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
      after: { created: rows.length, ids: rows.map(({ id }) => id) },
    })
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts' })
    await checkLimits(tx, ctx, 'scheduled_posts')
  })
}

/** Deletes several posts of which nothing has been published, such as those of an import. The others stay, and are named. */
export async function removePosts(ctx: Ctx, { ids }: { ids: readonly string[] }) {
  const { workspaceId } = ctx
  return ctx.db.tx(async (tx, enqueue) => {
    await importStore.lockTargets(tx, { workspaceId, ids })
    const removed = (await importStore.remove(tx, { workspaceId, ids })).map(({ id }) => id)
    const kept = ids.filter((id) => !removed.includes(id))
    if (removed.length > 0) {
      await audit.record(tx, ctx, {
        action: 'post.delete_many',
        objectType: 'workspace',
        objectId: workspaceId,
        after: { ids: removed },
      })
      enqueue({ type: 'feed.changed', topic: 'scheduled-posts' })
    }
    return { removed, kept }
  })
}
