import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { SparkIcon } from '../../ui/icons.tsx'
import { Empty } from '../../ui/states.tsx'
import { modelCallsQuery } from './api.ts'
import { ModelCallEntry } from './model-call.tsx'
import { Chip } from './parts/chip.tsx'
import { PagedList } from './parts/paged-list.tsx'

interface ModelCallsProps {
  failedOnly: boolean
  reference: string | undefined
  linkToLog: boolean
  onFilter: (change: { status?: string | undefined; reference?: string | undefined }) => void
}

/** Lists the calls of language models for this workspace: cost, duration, outcome. */
export function ModelCalls({ failedOnly, reference, linkToLog, onFilter }: ModelCallsProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(modelCallsQuery({ failedOnly, reference }))
  const filtered = failedOnly || reference !== undefined
  const empty = filtered ? (
    <Empty
      icon={<SparkIcon />}
      title={t('modelCall.filteredEmpty')}
      action={
        <Button variant="default" onClick={() => onFilter({ status: undefined, reference: undefined })}>
          {t('operations.showAll')}
        </Button>
      }
    >
      {t('modelCall.filteredHint')}
    </Empty>
  ) : (
    <Empty icon={<SparkIcon />} title={t('modelCall.empty')}>
      {t('modelCall.emptyHint')}
    </Empty>
  )
  return (
    <>
      <div className="filters">
        <NativeSelect
          size="xs"
          w={170}
          aria-label={t('modelCall.result')}
          value={failedOnly ? 'failed' : ''}
          onChange={({ currentTarget: { value } }) => onFilter({ status: value || undefined })}
          data={[
            { value: '', label: t('modelCall.every') },
            { value: 'failed', label: t('modelCall.failedOnly') },
          ]}
        />
        {reference && (
          <Chip
            label={t('operations.sought.reference')}
            value={reference}
            onClear={() => onFilter({ reference: undefined })}
          />
        )}
      </div>
      <PagedList label={t('modelCall.list')} list={list} empty={empty}>
        {(call) => <ModelCallEntry key={call.id} call={call} linkToLog={linkToLog} />}
      </PagedList>
    </>
  )
}
