/** Formats the figures of machines. `locale` is the language of the dashboard. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const MICROS = 1_000_000

/** Formats a duration for a narrow column: “240ms”, “1.2s”, “3m 5s”. */
export function duration(ms: number, locale: string): string {
  if (ms < SECOND) return inUnit(ms, 'millisecond', locale)
  if (ms < MINUTE) return inUnit(ms / SECOND, 'second', locale, ms < 10 * SECOND ? 1 : 0)
  const minutes = Math.floor(ms / MINUTE)
  const seconds = Math.floor((ms % MINUTE) / SECOND)
  const whole = inUnit(minutes, 'minute', locale)
  return seconds === 0 ? whole : `${whole} ${inUnit(seconds, 'second', locale)}`
}

/** Formats millionths of a US dollar as dollars, with two digits, or more if a small sum would look like nothing. */
export function cost(micros: number, locale: string): string {
  const small = micros !== 0 && Math.abs(micros) < MICROS
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: small ? 6 : 2,
  }).format(micros / MICROS)
}

export const count = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value)

const inUnit = (value: number, unit: string, locale: string, maximumFractionDigits = 0): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits }).format(
    value,
  )
