import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { notifyFailed } from '../../../ui/notify.tsx'
import { Failure, useErrorWords } from '../../../ui/states.tsx'
import { seriesOfQuery } from '../api.ts'
import { fromRrule } from '../composer/repeat.ts'
import { useRuleWords } from '../composer/rule-words.ts'
import { isWholeSeries } from '../post-rules.ts'
import { dayAndTime } from '../times.ts'
import { wallIn } from '../wall-time.ts'
import { usePauseSeries } from './api.ts'

const SHOWN = 5

/** Shows the series of an occurrence: its rule in words, the next times, and the buttons that stop it. */
export function SeriesPart({ post, seriesId }: { post: ScheduledPost; seriesId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const inWords = useRuleWords()
  const { data, error, refetch } = useQuery(seriesOfQuery(seriesId))
  const pause = usePauseSeries()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  const series = data?.series
  if (!series) return null
  const { status, rrule, start, timezone, next } = series
  const paused = status === 'paused'
  return (
    <section className="post-series">
      <h3>{t('series.title')}</h3>
      <p>
        {inWords(fromRrule(rrule, start, timezone), start)}{' '}
        <span className="muted">{t(`series.status.${status}`)}</span>
      </p>
      {post.detached && <p className="muted">{t('series.detached')}</p>}
      {post.computed && (
        <p className="muted">{t(isWholeSeries(post) ? 'series.whole' : 'series.computed')}</p>
      )}
      {next.length > 0 && (
        <ul className="series-next" aria-label={t('repeat.next')}>
          {next.slice(0, SHOWN).map(({ id, publishAt, at: localTime }) => (
            <li key={id}>
              {id === post.id ? (
                <strong>
                  {dayAndTime(wallIn({ publishAt, timezone, localTime }, viewerZone()), locale)}
                </strong>
              ) : (
                <Link to="/calendar" search={(before) => ({ ...before, post: id })}>
                  {dayAndTime(wallIn({ publishAt, timezone, localTime }, viewerZone()), locale)}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {(status === 'active' || paused) && (
        <Button
          variant="default"
          loading={pause.isPending}
          onClick={() =>
            pause.mutate(
              { id: seriesId, paused: !paused },
              { onError: (refused) => notifyFailed(words(refused)) },
            )
          }
        >
          {t(paused ? 'series.resume' : 'series.pause')}
        </Button>
      )}
    </section>
  )
}
