import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { OperationsIcon } from '../../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../../ui/states.tsx'
import { Machines } from './machines.tsx'
import { workersQuery } from './switches.ts'
import { WorkerRow } from './worker-row.tsx'
import './workers.css'

/** Lists the machines and workers with their switches. */
export function Workers() {
  return (
    <>
      <Machines />
      <WorkerList />
    </>
  )
}

function WorkerList() {
  const { t } = useTranslation()
  const { data, error, isPending, refetch } = useQuery(workersQuery)
  if (isPending) return <Loading rows={12} />
  if (!data) return <Failure error={error} retry={() => void refetch()} />
  if (data.length === 0) {
    return (
      <Empty icon={<OperationsIcon />} title={t('worker.empty')}>
        {t('worker.emptyHint')}
      </Empty>
    )
  }
  return (
    <ul className="row-list" aria-label={t('worker.list')}>
      {data.map((worker) => (
        <WorkerRow key={worker.name} worker={worker} />
      ))}
    </ul>
  )
}
