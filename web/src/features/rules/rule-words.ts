import type { TFunction } from 'i18next'
import type { Rule, When } from './rules-api.ts'

/** The first Monday of 2026, from which the names of weekdays are formatted. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 24 * 3_600_000
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** Returns the name of a day; 1 is Monday. */
export const dayName = (day: number, locale: string, weekday: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(new Date(MONDAY + (day - 1) * DAY_MS))

/** Returns the values of a condition that takes one or several. */
export const several = <T extends string>(value: T | readonly T[] | undefined): T[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : [...value]

interface Context {
  t: TFunction
  locale: string
  accountName: (id: string) => string
  labelName: (id: string) => string
}

/** Returns the conditions of a rule in words, each as a part of one sentence. */
export function conditionsOf(when: When, { t, locale, accountName, labelName }: Context): string[] {
  const either = (values: readonly string[]) =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(values)
  const quoted = (values: readonly string[]) => either(values.map((value) => t('rules.quoted', { value })))
  const said: string[] = []
  const contains = several(when.contains)
  if (contains.length > 0) said.push(t('rules.says.contains', { words: quoted(contains) }))
  if (when.matches !== undefined) said.push(t('rules.says.matches', { pattern: when.matches }))
  const languages = several(when.language)
  if (languages.length > 0)
    said.push(
      t('rules.says.language', { languages: either(languages.map((one) => t(`rules.language.${one}`))) }),
    )
  const senders = several(when.sender)
  if (senders.length > 0) said.push(t('rules.says.sender', { names: quoted(senders) }))
  const accounts = several(when.accountId)
  if (accounts.length > 0) said.push(t('rules.says.account', { names: either(accounts.map(accountName)) }))
  const labels = several(when.labelId)
  if (labels.length > 0) said.push(t('rules.says.label', { names: either(labels.map(labelName)) }))
  if (when.between) {
    const { from, to, timezone, days } = when.between
    said.push(t('rules.says.between', { from, to, timezone }))
    if (days)
      said.push(t('rules.says.days', { days: either(days.map((day) => dayName(day, locale, 'long'))) }))
  }
  if (when.firstMessage !== undefined)
    said.push(t(when.firstMessage ? 'rules.says.first' : 'rules.says.notFirst'))
  return said
}

export const TONES = { respond: 'success', ignore: 'neutral', escalate: 'warning' } as const satisfies Record<
  Rule['decision'],
  string
>
