import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../../lib/use-locale.ts'
import { fieldError, useErrorWords } from '../../../ui/states.tsx'
import { useResolved } from '../resolved.ts'
import { besideIt, listTime } from '../times.ts'
import { wallOf, withSeconds } from '../wall-time.ts'
import { previewQuery } from './api.ts'
import { ExtraDate } from './extra-date.tsx'
import { beyond, type Occurrence, setsOwnTimes, withNotes } from './occurrence-notes.ts'

const SHOWN = 10
const SETTLED_MS = 250

interface OccurrencesProps {
  rrule: string | null
  at: string
  timezone: string
  skipped: readonly string[]
  added: readonly string[]
  /** Absent where single occurrences cannot be left out. */
  onSkip?: (skipped: string[]) => void
  onAdd: (added: string[]) => void
}

/** Lists the next ten times, computed by the server, each of which can be left out, and adds further dates. */
export function Occurrences({ rrule, at, timezone, skipped, added, onSkip, onAdd }: OccurrencesProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  // Request the times left out as well: they are shown crossed out, and can be put back.
  const limit = SHOWN + skipped.length + added.length
  const rdate = [...added]
  const asked = rrule && at ? { rrule, start: withSeconds(at), timezone, rdate, limit } : null
  const [settled] = useDebouncedValue(asked, SETTLED_MS)
  const preview = useQuery(previewQuery(settled))
  const moments = useResolved(added, timezone)
  if (!asked) return null
  const clock = setsOwnTimes(asked.rrule) ? null : at.slice('yyyy-mm-ddT'.length)
  const dates = moments.flatMap((moment, index) => {
    const wall = added[index]
    return wall === undefined ? [] : [{ wall, at: moment }]
  })
  const listed = withNotes(preview.data ?? [], clock, dates)
  const items = preview.data ? [...listed, ...beyond(listed, dates)] : listed
  const toggle = (wall: string) =>
    onSkip?.(skipped.includes(wall) ? skipped.filter((other) => other !== wall) : [...skipped, wall])
  return (
    <section className="occurrences" aria-label={t('repeat.next')} aria-busy={preview.isFetching}>
      <h3>{t('repeat.next')}</h3>
      {preview.isError ? (
        <p className="field-error" role="alert">
          {fieldError(preview.error, 'rrule') ?? fieldError(preview.error, 'rdate') ?? words(preview.error)}
        </p>
      ) : (
        <ol className="row-list" data-testid="occurrences">
          {items.map((item) => (
            <OccurrenceRow
              key={item.at}
              item={item}
              timezone={timezone}
              skipped={skipped.includes(item.wall)}
              {...(item.added !== null
                ? { onRemove: () => onAdd(added.filter((wall) => wall !== item.added)) }
                : onSkip
                  ? { onToggle: () => toggle(item.wall) }
                  : {})}
            />
          ))}
        </ol>
      )}
      <ExtraDate at={at} added={added} onAdd={(wall) => onAdd([...added, wall].sort())} />
    </section>
  )
}

interface RowProps {
  item: Occurrence
  timezone: string
  skipped: boolean
  onToggle?: () => void
  onRemove?: () => void
}

function OccurrenceRow({ item: { at, note }, timezone, skipped, onToggle, onRemove }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const there = listTime(wallOf(at), locale)
  const here = besideIt(at, locale, timezone)
  return (
    <li
      className="occurrence"
      data-skipped={skipped || undefined}
      data-added={Boolean(onRemove) || undefined}
    >
      <div>
        <time dateTime={at}>{there}</time>
        {here !== null && <span className="muted"> {t('when.here', { at: here })}</span>}
        {onRemove && <span className="occurrence-added">{t('repeat.added')}</span>}
        {note && !skipped && (
          <p className="occurrence-note">
            {note.kind === 'forward' ? t('repeat.forward', { wanted: note.wanted }) : t('repeat.changed')}
          </p>
        )}
      </div>
      {onRemove && (
        <button
          type="button"
          className="link-button"
          aria-label={t('repeat.removeNamed', { at: there })}
          onClick={onRemove}
        >
          {t('repeat.remove')}
        </button>
      )}
      {onToggle && (
        <button
          type="button"
          className="link-button"
          aria-label={t(skipped ? 'repeat.putBackNamed' : 'repeat.skipNamed', { at: there })}
          onClick={onToggle}
        >
          {t(skipped ? 'repeat.putBack' : 'repeat.skip')}
        </button>
      )}
    </li>
  )
}
