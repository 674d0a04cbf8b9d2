import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { deadLettersQuery, useReplayDeadLetter } from './api.ts'
import { Entry, Payload } from './parts/entry.tsx'
import { PagedList } from './parts/paged-list.tsx'
import { Replay } from './parts/replay.tsx'

export function DeadLetters() {
  const { t } = useTranslation()
  const locale = useLocale()
  const list = useInfiniteQuery(deadLettersQuery)
  const replay = useReplayDeadLetter()
  const empty = (
    <Empty icon={<CheckIcon />} title={t('deadLetter.empty')}>
      {t('deadLetter.emptyHint')}
    </Empty>
  )
  return (
    <PagedList label={t('operations.tab.deadLetters')} list={list} empty={empty}>
      {({ id, queue, kind, workspace, account, content, error, attempts, deadAt, replayedAt }) => (
        <Entry
          key={id}
          testId="dead-letter-row"
          status={replayedAt ? 'replayed' : 'dead'}
          at={deadAt}
          name={kind}
          about={[
            workspace?.name ?? null,
            account && `${account.name} (${account.platform})`,
            queue,
            t('event.attempts', { count: attempts }),
          ]}
          error={error}
          badge={
            replayedAt ? (
              <Status tone="neutral">
                {t('deadLetter.replayed', { at: shortDateTime(replayedAt, locale) })}
              </Status>
            ) : (
              <Status tone="danger">{t('deadLetter.dead')}</Status>
            )
          }
          action={
            replayedAt === null && (
              <Replay
                replaying={replay.isPending && replay.variables === id}
                onReplay={() => replay.mutate(id)}
              />
            )
          }
        >
          <Payload label={kind} value={content} />
        </Entry>
      )}
    </PagedList>
  )
}
