import { useTranslation } from 'react-i18next'
import { useLocale } from '../../../lib/use-locale.ts'
import { placeInMonth, presetRule, type Repeat, WEEKDAYS } from './repeat.ts'
import { nthName, weekdayName } from './weekday-names.ts'

/** Returns a rule in words: “Every 2 weeks on Monday and Thursday, 10 times”. A rule beyond the builder stays as written. */
export function useRuleWords(): (repeat: Repeat, start: string) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  return ({ preset, rule: custom, raw }, start) => {
    if (preset === 'raw') return raw
    const rule = preset === 'custom' ? custom : { ...presetRule(preset, start), ends: custom.ends }
    const { freq, interval, days, monthly, ends } = rule
    const place = placeInMonth(start)
    const every = t(`repeat.words.${freq}`, { count: interval })
    const names = WEEKDAYS.filter((day) => (days.length > 0 ? days : [place.day]).includes(day)).map((day) =>
      weekdayName(day, locale),
    )
    const on =
      freq === 'WEEKLY'
        ? t('repeat.onDays', { days: new Intl.ListFormat(locale).format(names) })
        : freq === 'MONTHLY'
          ? monthly.kind === 'weekday'
            ? t('repeat.onWeekday', { nth: nthName(monthly.nth, t), day: weekdayName(monthly.day, locale) })
            : t('repeat.onNumber', { number: place.dayOfMonth })
          : ''
    const end =
      ends.kind === 'after'
        ? t('repeat.wordsAfter', { count: ends.count })
        : ends.kind === 'on'
          ? t('repeat.wordsUntil', {
              date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
                new Date(`${ends.date}T00:00:00Z`),
              ),
            })
          : ''
    return `${every}${on === '' ? '' : ` ${on}`}${end}`
  }
}
