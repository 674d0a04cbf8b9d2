import type { Ctx } from '#core/lib/kernel/context.ts'
import { decodeCursor, type Page, type Position, pageOfRows } from '#core/lib/kernel/page.ts'
import { csvLine } from '#core/lib/text/csv.ts'
import type { AuditEntry, AuditFilter } from '../schemas.ts'
import * as store from '../store/audit.ts'

const EXPORT_PAGE = 500

export async function listAudit(
  ctx: Ctx,
  { limit, cursor, ...filter }: AuditFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<AuditEntry>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, filter, before, limit })])
  return pageOfRows(rows, limit, position, toEntry)
}

const COLUMNS = [
  'at',
  'actor',
  'actorLabel',
  'action',
  'objectType',
  'objectId',
  'before',
  'after',
  'requestId',
] as const

/** Yields the whole record, page by page to keep memory constant: CSV that no spreadsheet executes, or one JSON object per line. */
export async function* exportAudit(
  ctx: Ctx,
  format: 'csv' | 'ndjson',
  filter: AuditFilter,
): AsyncGenerator<string> {
  const { workspaceId } = ctx
  if (format === 'csv') yield csvLine(COLUMNS)
  let before: Position | null = null
  do {
    const from: Position | null = before
    const [rows]: [store.AuditRow[]] = await ctx.db.batch((db) => [
      store.list(db, { workspaceId, filter, before: from, limit: EXPORT_PAGE }),
    ])
    const page = rows.slice(0, EXPORT_PAGE)
    const last = page.at(-1)
    before = rows.length > EXPORT_PAGE && last ? position(last) : null
    yield page.map((row) => toLine(toEntry(row), format)).join('')
  } while (before !== null)
}

const toLine = (entry: AuditEntry, format: 'csv' | 'ndjson'): string =>
  format === 'ndjson' ? `${JSON.stringify(entry)}\n` : csvLine(COLUMNS.map((name) => asText(entry[name])))

const asText = (value: unknown): string => {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const position = (row: store.AuditRow): Position => ({ at: row.createdAt, id: row.id })

const toEntry = (row: store.AuditRow): AuditEntry => ({
  id: row.id,
  actor: row.actor,
  actorLabel: row.actorLabel || row.actor,
  action: row.action,
  objectType: row.objectType,
  objectId: row.objectId,
  before: row.before,
  after: row.after,
  requestId: row.requestId,
  at: row.createdAt.toISOString(),
})
