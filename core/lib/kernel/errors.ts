import { DeadlinePassed } from './deadline.ts'

/** The kind of a failure. Each entry point maps kinds, never codes, to its own answers. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'unpaid'
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
  /** The fault as a code, for translation: `required`, `too_long`, `not_offered`, … */
  code?: string
  /** The limit of `too_long` and similar codes: characters, entries, or the number itself. */
  limit?: number
}

/** A failure that the caller can do something about. Its message is shown to them. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly kind: ErrorKind
  readonly code: string
  readonly fields: readonly FieldError[]
  /** When it may be tried again; only for `limited`. */
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

/** Makes a `not_found` error. Also for objects of another workspace: they do not exist here. */
export const notFound = (what: string) => new AppError('not_found', 'not_found', `There is no such ${what}.`)

export const conflict = (code: string, message: string) => new AppError('conflict', code, message)

/** Returns the SQLSTATE of a database error, however deeply the driver wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  }
  return undefined
}

/** SQLSTATE classes that mean the database takes no work now: no connection, no resources, shutting down, system error. */
const AWAY = /^(?:08|53|57P|58)/

/** Tests whether an error means that the database could not be reached or takes no work now, rather than refused a statement. */
export function databaseIsAway(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return AWAY.test(state)
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (at.name === 'NeonDbError' || at instanceof DeadlinePassed) return true
  return false
}

/** Deadlock, or a conflict of serializable transactions: Postgres rolled this one back so that the other could go on. */
const MET_ANOTHER = ['40P01', '40001']

/** Tests whether an error means that a transaction was rolled back because of a concurrent one, so that a retry succeeds. */
export const metAnother = (error: unknown): boolean => MET_ANOTHER.includes(sqlState(error) ?? '')

/** Describes an error and its causes in one line, for logs and for records that operators read. */
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
