import { accountsOf } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { checkLimits, checkRoom, timezoneOf } from '#core/workspaces/queries.ts'
import { fileText } from '#readers/file-text.ts'
import { among, type OnAccount, repeatedIn } from '../rules/doubles.ts'
import { readPostFile } from '../rules/post-file.ts'
import { CAMPAIGNS_MAX } from '../schemas/campaigns.ts'
import { IMPORT_MAX, type PostImport, type PostImportReport } from '../schemas.ts'
import * as campaignStore from '../store/campaigns.ts'
import * as importStore from '../store/import.ts'
import * as media from '../store/media.ts'
import * as store from '../store/posts.ts'
import * as sorting from '../store/sorting.ts'
import { hintIfSoon } from './hints.ts'
import {
  addressesOf,
  type Fetching,
  isReady,
  type Line,
  type Ready,
  type Row,
  readRow,
  refusedBy,
  toLine,
} from './import-rows.ts'
import { judgeAll } from './judge.ts'
import { demandSorting } from './sorting.ts'

/** The number of rows that are judged in one trip to the database. */
const AT_ONCE = 50
const WRITE_BATCH = 100

interface Options {
  dryRun: boolean
  fetching: Fetching
}

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
  const [accounts, [workspace], labels, campaigns] = await ctx.db.batch((db) => [
    accountsOf(db, workspaceId),
    timezoneOf(db, workspaceId),
    sorting.labelsOfWorkspace(db, workspaceId),
    campaignStore.list(db, { workspaceId, limit: CAMPAIGNS_MAX }),
  ])
  const known = {
    accounts: accounts.filter(({ status }) => status !== 'revoked'),
    timezone: workspace?.timezone ?? 'UTC',
    ...{ labels, campaigns },
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
    await demandSorted(tx, ctx, rows.filter(isReady))
    await importStore.takeTurn(tx, workspaceId)
    const left = withoutScheduled(rows, await importStore.at(tx, { workspaceId, times }))
    const ready = left.filter(isReady)
    if (ready.length === 0) return left
    for (let from = 0; from < ready.length; from += WRITE_BATCH) {
      const some = ready.slice(from, from + WRITE_BATCH)
      await store.insertPosts(
        tx,
        some.map(({ id, post: { text, status, timezone }, publishAt, campaignId }) => ({
          ...{ id, workspaceId, text, status, timezone, publishAt, campaignId, createdBy },
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
    const labelled = Map.groupBy(
      ready.filter(({ labels }) => labels.length > 0),
      ({ labels }) => labels.toSorted().join(),
    )
    for (const [ids, posts] of labelled)
      await sorting.addLabels(tx, {
        ...{ workspaceId, ids: ids.split(',') },
        postIds: posts.map(({ id }) => id),
      })
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

/** Refuses labels and campaigns that have been deleted since the file was read. */
async function demandSorted(tx: Db, ctx: Ctx, rows: readonly Ready[]): Promise<void> {
  for (const campaignId of new Set(rows.map((row) => row.campaignId)))
    await demandSorting(tx, ctx, { campaignId })
  await demandSorting(tx, ctx, { labels: [...new Set(rows.flatMap(({ labels }) => labels))] })
}
