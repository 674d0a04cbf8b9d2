import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { deadLettersQuery, useReplayDeadLetter } from './api.ts'
import { Entry } from './entry.tsx'

export function DeadLetters() {
  const { t } = useTranslation()
  const locale = useLocale()
  const list = useInfiniteQuery(deadLettersQuery)
  const replay = useReplayDeadLetter()
  if (list.isPending) return <Loading rows={8} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const letters = list.data.pages.flatMap((page) => page.items)
  if (letters.length === 0) {
    return (
      <Empty icon={<CheckIcon />} title={t('deadLetter.empty')}>
        {t('deadLetter.emptyHint')}
      </Empty>
    )
  }
  return (
    <ul className="row-list">
      {letters.map(({ id, queue, body, error, attempts, deadAt, replayedAt }) => (
        <Entry
          key={id}
          testId="dead-letter-row"
          status={replayedAt ? 'replayed' : 'dead'}
          at={deadAt}
          name={queue}
          about={[t('event.attempts', { count: attempts })]}
          error={error}
          payload={body}
          badge={
            replayedAt ? (
              <Status tone="neutral">
                {t('deadLetter.replayed', { at: shortDateTime(replayedAt, locale) })}
              </Status>
            ) : (
              <Status tone="danger">{t('deadLetter.dead')}</Status>
            )
          }
          replaying={replay.isPending && replay.variables === id}
          onReplay={replayedAt === null ? () => replay.mutate(id) : null}
        />
      ))}
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </ul>
  )
}
