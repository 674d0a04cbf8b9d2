type Fields = Record<string, string | number | boolean | null | undefined>

/** Structured: one JSON object a line. Never a message text, a token, a body. */
export interface Log {
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
  with(fields: Fields): Log
}

export function jsonLog(base: Fields = {}): Log {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: Fields = {}) => {
      // The platform collects logs from the console; this is the one place that writes there.
      console[level](JSON.stringify({ level, event, ...base, ...fields }))
    }
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => jsonLog({ ...base, ...fields }),
  }
}
