import { redactField } from '../secrets/redact.ts'

type Fields = Record<string, string | number | boolean | null | undefined>
export type LogLevel = 'info' | 'warn' | 'error'

/** One line of the log, without secrets and without texts that people wrote. */
export interface LogEntry {
  level: LogLevel
  event: string
  fields: Record<string, unknown>
}

/** Structured log: one JSON object per line. Never contains a message text, a token or a body. */
export interface Log {
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
  with(fields: Fields): Log
}

/** Returns a log that writes to the console, where the host collects it, and passes each line to `keep`. */
export function jsonLog(base: Fields = {}, keep?: (entry: LogEntry) => void): Log {
  const write =
    (level: LogLevel) =>
    (event: string, fields: Fields = {}) => {
      const cleaned = Object.fromEntries(
        Object.entries({ ...base, ...fields }).map(([name, value]) => [name, redactField(name, value)]),
      )
      console[level](JSON.stringify({ level, event, ...cleaned }))
      keep?.({ level, event, fields: cleaned })
    }
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => jsonLog({ ...base, ...fields }, keep),
  }
}
