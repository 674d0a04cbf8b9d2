import type { Line } from '#core/bank/rules/import.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import { fileText } from '#readers/file-text.ts'
import { hear, itemsOfFile, readItems } from '../rules/intake.ts'
import { scopeMatcher } from '../rules/scope.ts'
import type { ImportIntoProject, ListeningReport } from '../schemas/posts.ts'
import * as projects from '../store/projects.ts'
import { takeIn } from './intake.ts'
import { scopeOf } from './scope-of.ts'

/**
 * Brings posts into a project, and says what became of each: only those that fit its scope are kept, each once by its key.
 * @throws not_found
 */
export const importIntoProject = (
  ctx: Ctx,
  id: string,
  { items }: ImportIntoProject,
): Promise<ListeningReport> =>
  bring(
    ctx,
    id,
    items.map((value, n) => ({ line: n + 1, value })),
  )

/** Brings the posts of a CSV or JSON file into a project, in any encoding of spreadsheets. @throws not_found, invalid for what is no such file */
export async function importFileIntoProject(
  ctx: Ctx,
  id: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ListeningReport> {
  const text = fileText(bytes)
  if (text === null)
    throw invalid('The file’s letters cannot be read. Save it as “CSV UTF-8” and import that.')
  if (text.includes('\0')) throw invalid('The file is no text. CSV and JSON are taken.')
  return bring(ctx, id, itemsOfFile(text))
}

async function bring(ctx: Ctx, id: string, lines: readonly Line[]): Promise<ListeningReport> {
  const { workspaceId } = ctx
  const read = readItems(lines).map((row) => ('item' in row ? { ...row, heard: hear(row.item) } : row))
  return ctx.db.tx(async (tx, enqueue) => {
    await projects.waitForTurn(tx, workspaceId)
    const [project] = await projects.byId(tx, { workspaceId, id })
    if (!project) throw notFound('project')
    const fits = scopeMatcher(await scopeOf(tx, project))
    const fitting = read.flatMap((row) => ('heard' in row && fits(row.heard) ? [row.heard] : []))
    const { ids, created, updated } = await takeIn(ctx, tx, fitting, id)
    await audit.record(tx, ctx, {
      action: 'project.import',
      objectType: 'project',
      objectId: id,
      after: { created, updated },
    })
    enqueue({ type: 'feed.changed', topic: 'listening', id })
    const kept = new Set(fitting.map(({ key }) => key))
    const rows = read.map((row): ListeningReport['rows'][number] => {
      const { line } = row
      if ('errors' in row) return { line, status: 'error', errors: row.errors }
      const known = ids.get(row.heard.key)
      if (!kept.has(row.heard.key)) return { line, status: 'outside', errors: [] }
      return { line, status: 'ok', errors: [], ...(known === undefined ? {} : { id: known }) }
    })
    const outside = rows.filter(({ status }) => status === 'outside').length
    return { created, updated, unchanged: fitting.length - created - updated, outside, rows }
  })
}
