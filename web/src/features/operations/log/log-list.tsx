import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SystemLog } from '#core/operations/schemas.ts'
import { clockWithSeconds } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { DocumentIcon, PauseIcon, PlayIcon } from '../../../ui/icons.tsx'
import { Empty } from '../../../ui/states.tsx'
import { Status } from '../../../ui/status.tsx'
import type { Scope } from '../api.ts'
import { PagedList } from '../parts/paged-list.tsx'
import { LogEntry } from './log-entry.tsx'
import { ModelErrors } from './model-errors.tsx'
import { SoughtChip } from './sought-chip.tsx'
import { useFollow } from './use-follow.ts'

const LEVELS: readonly SystemLog['level'][] = ['info', 'warn', 'error']

interface LogListProps {
  scope: Scope
  level: string | undefined
  /** The search: a reference, a request or an event. */
  text: string | undefined
  onFilter: (change: { level?: string | undefined; reference?: string | undefined }) => void
}

/** The log, latest first, which grows while it is followed. */
export function LogList({ scope, level: wanted, text, onFilter }: LogListProps) {
  const { t } = useTranslation()
  const level = LEVELS.find((one) => one === wanted)
  const { list, pausedAt, pause, resume } = useFollow(scope, { level, text })
  const filtered = (level !== undefined && level !== 'info') || text !== undefined
  const empty = filtered ? (
    <Empty
      icon={<DocumentIcon />}
      title={t('log.filteredEmpty')}
      action={
        <Button variant="default" onClick={() => onFilter({ level: undefined, reference: undefined })}>
          {t('operations.showAll')}
        </Button>
      }
    >
      {t('log.filteredHint')}
    </Empty>
  ) : (
    <Empty icon={<DocumentIcon />} title={t('log.empty')}>
      {t(scope === 'workspace' ? 'log.emptyHint' : 'log.emptySystemHint')}
    </Empty>
  )
  return (
    <>
      <div className="filters">
        <NativeSelect
          size="xs"
          w={210}
          aria-label={t('log.level')}
          value={level ?? 'info'}
          onChange={({ currentTarget: { value } }) =>
            onFilter({ level: value === 'info' ? undefined : value })
          }
          data={LEVELS.map((value) => ({ value, label: t(`log.levels.${value}`) }))}
        />
        <SoughtChip text={text} onClear={() => onFilter({ reference: undefined })} />
        <Follow pausedAt={pausedAt} onPause={pause} onResume={resume} />
      </div>
      <ModelErrors text={text} linkToLog={scope === 'workspace'} />
      <PagedList label={t('log.lines')} list={list} empty={empty} onMore={pause}>
        {(line) => (
          <LogEntry
            key={line.id}
            line={line}
            showWorkspace={scope === 'installation'}
            onFind={(reference) => onFilter({ reference })}
          />
        )}
      </PagedList>
    </>
  )
}

interface FollowProps {
  pausedAt: string | null
  onPause: () => void
  onResume: () => void
}

function Follow({ pausedAt, onPause, onResume }: FollowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const following = pausedAt === null
  return (
    <span className="follow">
      <Status tone={following ? 'success' : 'neutral'}>
        {following ? t('log.following') : t('log.paused', { at: clockWithSeconds(pausedAt, locale) })}
      </Status>
      <Button
        variant="default"
        aria-pressed={following}
        title={t('log.followHint')}
        leftSection={following ? <PauseIcon size={15} /> : <PlayIcon size={15} />}
        onClick={following ? onPause : onResume}
      >
        {t('log.follow')}
      </Button>
    </span>
  )
}
