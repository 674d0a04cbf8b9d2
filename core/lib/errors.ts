import { DeadlinePassed } from './deadline.ts'

/** What kind of failure it is; each door maps kinds, never codes. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'limited'
  | 'unavailable'

export interface FieldError {
  /** Dotted path into the input, such as `targets.0.accountId`. */
  path: string
  /** A sentence. */
  message: string
  /** The fault, for who says it in another language: `required`, `too_long`, `not_offered`, … */
  code?: string
  /** What `too_long` and its like are measured by: characters, entries, or the number itself. */
  limit?: number
}

/** A failure that the caller can do something about. Its message is shown to them. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly kind: ErrorKind
  readonly code: string
  readonly fields: readonly FieldError[]
  /** When it may be tried again; for `limited`. */
  readonly until: Date | null

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    fields: readonly FieldError[] = [],
    until: Date | null = null,
  ) {
    super(message)
    this.kind = kind
    this.code = code
    this.fields = fields
    this.until = until
  }
}

export const invalid = (message: string, fields: readonly FieldError[] = []) =>
  new AppError('invalid', 'invalid_input', message, fields)

/** Also for what belongs to another workspace: it does not exist here. */
export const notFound = (what: string) => new AppError('not_found', 'not_found', `There is no such ${what}.`)

export const conflict = (code: string, message: string) => new AppError('conflict', code, message)

/** The SQLSTATE of a database error, however deep the driver wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  }
  return undefined
}

/** Classes of SQLSTATE of a database that takes no work now: no connection, no room, shutting down, its system failing. */
const AWAY = /^(?:08|53|57P|58)/

/** Whether an error says that the database was not reached or takes no work now, not that it refused what it was told. */
export function databaseIsAway(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return AWAY.test(state)
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (at.name === 'NeonDbError' || at instanceof DeadlinePassed) return true
  return false
}

/** Deadlock, or a conflict of serializable transactions: Postgres undid this one so that the other could go on. */
const MET_ANOTHER = ['40P01', '40001']

/** Whether an error says that a transaction was undone since it met another: done anew it succeeds. */
export const metAnother = (error: unknown): boolean => MET_ANOTHER.includes(sqlState(error) ?? '')

/** An error in one line, with its causes: for logs and for records that operators read. */
export function describeError(error: unknown): string {
  const lines: string[] = []
  for (
    let at: unknown = error;
    at !== undefined && lines.length < 5;
    at = at instanceof Error ? at.cause : undefined
  ) {
    lines.push(at instanceof Error ? firstLine(at.message) : String(at))
  }
  return lines.join(' ← ').slice(0, 1000)
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? ''
