const minuteMs = 60_000
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

interface Field {
  name: string
  from: number
  to: number
  words?: readonly string[]
}

/** The fields of Cloudflare's cron expressions, where weekdays count from Sunday = 1. */
const fields = {
  minute: { name: 'minute', from: 0, to: 59 },
  hour: { name: 'hour', from: 0, to: 23 },
  day: { name: 'day of the month', from: 1, to: 31 },
  month: { name: 'month', from: 1, to: 12, words: months },
  weekday: { name: 'weekday', from: 1, to: 7, words: weekdays },
} satisfies Record<string, Field>

/** Reads the cron expressions of a wrangler.toml. */
export function readCrons(toml: string): string[] {
  const list = toml.replace(/^\s*#.*$/gm, '').match(/^crons\s*=\s*\[([^\]]*)\]/m)?.[1] ?? ''
  return [...list.matchAll(/["']([^"']+)["']/g)].map(([, expression = '']) => expression)
}

/** Tests whether an expression matches the minute of `time`, in UTC. */
export function matches(expression: string, time: Date): boolean {
  const parts = expression.trim().split(/\s+/)
  const [minute, hour, day, month, weekday] = parts
  if (!minute || !hour || !day || !month || !weekday || parts.length > 5) {
    throw new Error(`The cron expression "${expression}" has not five fields.`)
  }
  const onDay = includes(fields.day, day, time.getUTCDate())
  const onWeekday = includes(fields.weekday, weekday, time.getUTCDay() + 1)
  // When day and weekday are both given, either match is enough.
  const today = day === '*' || weekday === '*' ? onDay && onWeekday : onDay || onWeekday
  return (
    includes(fields.minute, minute, time.getUTCMinutes()) &&
    includes(fields.hour, hour, time.getUTCHours()) &&
    includes(fields.month, month, time.getUTCMonth() + 1) &&
    today
  )
}

function includes(field: Field, text: string, value: number): boolean {
  return text.split(',').some((part) => {
    const [range = '', step = '1'] = part.split('/')
    const [first, last] = bounds(field, range, part.includes('/'))
    return value >= first && value <= last && (value - first) % Number(step) === 0
  })
}

function bounds(field: Field, range: string, stepped: boolean): [number, number] {
  if (range === '*') return [field.from, field.to]
  const [first = '', last = stepped ? String(field.to) : first] = range.split('-')
  return [number(field, first), number(field, last)]
}

function number(field: Field, text: string): number {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1
  const value = word >= 0 ? word + field.from : Number(text)
  if (text !== '' && Number.isInteger(value) && value >= field.from && value <= field.to) return value
  throw new Error(`"${text}" is not a ${field.name} of a cron expression (${field.from}–${field.to}).`)
}

/** Fires each expression once in every minute that it matches, as Cloudflare does and wrangler locally does not. */
export function startCron(crons: readonly string[], fire: (cron: string, time: Date) => void): () => void {
  for (const cron of crons) matches(cron, new Date())
  let timer: NodeJS.Timeout
  const wait = () => {
    const next = Math.floor(Date.now() / minuteMs + 1) * minuteMs
    timer = setTimeout(() => {
      // A timer may wake a moment early, before the minute begins.
      if (Date.now() >= next)
        for (const cron of crons) if (matches(cron, new Date(next))) fire(cron, new Date(next))
      wait()
    }, next - Date.now())
  }
  wait()
  return () => clearTimeout(timer)
}
