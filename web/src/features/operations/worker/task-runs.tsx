import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TaskRun } from '#core/operations/schemas.ts'
import { ClockIcon } from '../../../ui/icons.tsx'
import { Empty } from '../../../ui/states.tsx'
import { taskRunsQuery } from '../api.ts'
import { PagedList } from '../parts/paged-list.tsx'
import { useWorkerWords, workersQuery } from './switches.ts'
import { TaskRunEntry } from './task-run.tsx'

const STATUSES: readonly TaskRun['status'][] = ['running', 'completed', 'failed']

interface TaskRunsProps {
  task: string | undefined
  status: string | undefined
  onFilter: (change: { task?: string | undefined; status?: string | undefined }) => void
}

/** Lists the runs of the workers, latest first. */
export function TaskRuns({ task, status: wantedStatus, onFilter }: TaskRunsProps) {
  const { t } = useTranslation()
  const { data: workers = [] } = useQuery(workersQuery)
  const wordsOf = useWorkerWords()
  const status = STATUSES.find((one) => one === wantedStatus)
  const list = useInfiniteQuery(taskRunsQuery({ task, status }))
  const empty =
    task || status ? (
      <Empty
        icon={<ClockIcon />}
        title={t('taskRun.filteredEmpty')}
        action={
          <Button variant="default" onClick={() => onFilter({ task: undefined, status: undefined })}>
            {t('operations.showAll')}
          </Button>
        }
      >
        {task ? wordsOf(task).idle : t('taskRun.filteredHint')}
      </Empty>
    ) : (
      <Empty icon={<ClockIcon />} title={t('taskRun.empty')}>
        {t('taskRun.emptyHint')}
      </Empty>
    )
  return (
    <>
      <div className="filters">
        <NativeSelect
          size="xs"
          w={170}
          aria-label={t('taskRun.task')}
          value={task ?? ''}
          onChange={({ currentTarget: { value } }) => onFilter({ task: value || undefined })}
          data={[
            { value: '', label: t('taskRun.everyTask') },
            ...workers.map(({ name }) => ({ value: name, label: wordsOf(name).name })),
          ]}
        />
        <NativeSelect
          size="xs"
          w={170}
          aria-label={t('operations.filter')}
          value={status ?? ''}
          onChange={({ currentTarget: { value } }) => onFilter({ status: value || undefined })}
          data={[
            { value: '', label: t('operations.every') },
            ...STATUSES.map((value) => ({ value, label: t(`taskRun.status.${value}`) })),
          ]}
        />
      </div>
      <PagedList label={t('taskRun.list')} list={list} empty={empty}>
        {(run) => <TaskRunEntry key={run.id} run={run} />}
      </PagedList>
    </>
  )
}
