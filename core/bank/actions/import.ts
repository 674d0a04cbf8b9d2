import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { fileText } from '#readers/file-text.ts'
import { externalKey, type Line, linesOfFile, type ReadLine, readLines } from '../rules/import.ts'
import type { BankItem, ImportBank, ImportReport } from '../schemas.ts'
import * as store from '../store/posts.ts'

const WRITE_BATCH = 100

interface Options {
  dryRun: boolean
}

/** Brings a list of posts into the bank, and says what became of each. A known post gets the new text and numbers. */
export const importPosts = (ctx: Ctx, { items }: ImportBank, options: Options): Promise<ImportReport> =>
  keep(
    ctx,
    items.map((value, n): Line => ({ line: n + 1, value })),
    options,
  )

/** Imports a CSV or JSON file in the same way, in any encoding of spreadsheets. @throws invalid for what is no such file */
export async function importFile(
  ctx: Ctx,
  bytes: Uint8Array<ArrayBuffer>,
  options: Options,
): Promise<ImportReport> {
  const text = fileText(bytes)
  if (text === null)
    throw invalid('The file’s letters cannot be read. Save it as “CSV UTF-8” and import that.')
  if (text.includes('\0')) throw invalid('The file is no text. CSV and JSON are taken.')
  return keep(ctx, linesOfFile(text), options)
}

type KnownPost = Awaited<ReturnType<typeof store.byKeys>>[number]

async function keep(ctx: Ctx, lines: readonly Line[], { dryRun }: Options): Promise<ImportReport> {
  const { workspaceId } = ctx
  const read = readLines(lines)
  const items = read.flatMap((line) => ('item' in line ? [line.item] : []))
  const [known, authors] = await ctx.db.batch((db) => [
    store.byKeys(db, { workspaceId, keys: items.map(externalKey) }),
    store.profilesNamed(db, { workspaceId, ids: items.flatMap(({ profileId }) => profileId ?? []) }),
  ])
  const knownOf = new Map(known.map((post) => [post.externalKey, post]))
  const nameOf = new Map(authors.map(({ id, name }) => [id, name]))
  const checked = read.map((line): ReadLine => {
    const isLost = 'item' in line && line.item.profileId !== undefined && !nameOf.has(line.item.profileId)
    return isLost ? { line: line.line, errors: ['There is no such profile.'] } : line
  })
  const at = ctx.now()
  const rowOf = (item: BankItem) => {
    const before = knownOf.get(externalKey(item))
    const { profileId, platform, externalId, text, postedAt, url, metrics } = item
    const counted = countedAt(item, at)
    const isLate =
      before !== undefined && Object.keys(before.metrics).length > 0 && counted < before.scrapedAt
    return {
      before,
      row: {
        id: before?.id ?? newId(),
        workspaceId,
        externalKey: externalKey(item),
        platform,
        externalId,
        authorId: profileId ?? before?.authorId ?? null,
        author: item.author ?? (profileId === undefined ? before?.author : nameOf.get(profileId)) ?? null,
        content: text,
        url: url ?? before?.url ?? null,
        source: 'import' as const,
        metrics: isLate ? before.metrics : { ...before?.metrics, ...metrics },
        postedAt: new Date(postedAt),
        scrapedAt: isLate ? before.scrapedAt : counted,
      },
    }
  }
  const wanted = checked.flatMap((line) => ('item' in line ? [rowOf(line.item)] : []))
  const changed = wanted.filter(({ before, row }) => !before?.inBank || differs(before, row))
  const created = changed.filter(({ before }) => !before).length
  const ids = new Map(wanted.map(({ before, row }) => [row.externalKey, dryRun ? before?.id : row.id]))
  if (!dryRun && changed.length > 0)
    await ctx.db.tx(async (tx, enqueue) => {
      for (let from = 0; from < changed.length; from += WRITE_BATCH) {
        const written = await store.upsert(
          tx,
          changed.slice(from, from + WRITE_BATCH).map(({ row }) => row),
        )
        // Another import may have made one of them meanwhile: its id counts.
        for (const { id, externalKey } of written) ids.set(externalKey, id)
      }
      await store.score(tx, { workspaceId, platforms: [...new Set(changed.map(({ row }) => row.platform))] })
      await audit.record(tx, ctx, {
        action: 'bank.import',
        objectType: 'workspace',
        objectId: workspaceId,
        after: { created, updated: changed.length - created },
      })
      if (created > 0) await checkLimits(tx, ctx, 'bank_posts')
      enqueue({ type: 'bank.enrich' })
      enqueue({ type: 'feed.changed', topic: 'bank' })
    })
  return {
    created,
    updated: changed.length - created,
    unchanged: wanted.length - changed.length,
    rows: checked.map((line) => {
      if ('errors' in line) return { line: line.line, status: 'error', errors: line.errors }
      const id = ids.get(externalKey(line.item))
      return { line: line.line, status: 'ok', errors: [], ...(id === undefined ? {} : { id }) }
    }),
  }
}

/** Returns when the numbers of an item were counted: as it says, never in the future, or now. */
const countedAt = ({ countedAt }: BankItem, now: Date): Date =>
  countedAt === undefined ? now : new Date(Math.min(Date.parse(countedAt), now.getTime()))

/** Tests whether a post has anything new. Metrics are compared by name: jsonb keeps no order. */
const differs = (before: KnownPost, row: store.PostInsert): boolean =>
  before.content !== row.content ||
  before.url !== row.url ||
  before.authorId !== row.authorId ||
  before.author !== row.author ||
  before.postedAt.getTime() !== row.postedAt.getTime() ||
  Object.entries(row.metrics ?? {}).some(
    ([name, count]) => before.metrics[name as keyof typeof before.metrics] !== count,
  )
