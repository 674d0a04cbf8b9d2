import { describeError } from '#core/lib/kernel/errors.ts'
import { jsonLog, type Log, type LogEntry, type LogLevel } from '#core/lib/kernel/log.ts'
import { keepLogs } from '#core/operations/actions/logs.ts'
import type { Database } from './database.ts'

const RANK: Record<LogLevel, number> = { info: 0, warn: 1, error: 2 }
/** Time for which lines are gathered into one write. */
const GATHER_MS = 20

interface Kept {
  db: Database
  storedLevel: LogLevel
  now(): Date
  defer(work: Promise<unknown>): void
}

/**
 * Writes to the console, and stores lines of sufficient level in `system_logs`, after the work and beside it: when the database
 * is away, the console has them all the same. Accesses (`http`) go to the console alone.
 */
export function keptLog(base: Record<string, string>, { db, storedLevel, now, defer }: Kept): Log {
  let gathered: (LogEntry & { at: Date })[] = []
  const flush = async () => {
    await scheduler.wait(GATHER_MS)
    const rows = gathered.map(toRow)
    gathered = []
    try {
      await keepLogs(db.scoped({ role: 'chorus_system' }, { now, ...noEffects }), rows)
    } catch (error) {
      jsonLog(base).warn('log.not_kept', { lines: rows.length, error: describeError(error) })
    }
  }
  return jsonLog(base, (entry) => {
    if (RANK[entry.level] < RANK[storedLevel] || entry.event === 'http') return
    gathered.push({ ...entry, at: now() })
    if (gathered.length === 1) defer(flush())
  })
}

/** Log lines have no effects, and a batch holds no connection. */
const noEffects = { afterCommit: () => undefined, warn: () => undefined }

function toRow({ at, level, event, fields }: LogEntry & { at: Date }) {
  const { workspaceId, actor, requestId, reference, ...detail } = fields
  return {
    level,
    event,
    workspaceId: text(workspaceId),
    actor: text(actor),
    requestId: text(requestId),
    reference: text(reference),
    detail,
    loggedAt: at,
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
