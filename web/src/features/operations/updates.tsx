import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WebhookEvent } from '#core/operations/schemas.ts'
import { WebhookEvents } from './webhook-events.tsx'

/** The statuses of a workspace's events; events of no account are shown to operators. */
const STATUSES: readonly Exclude<WebhookEvent['status'], 'unassigned'>[] = ['pending', 'processed', 'failed']

interface UpdatesProps {
  status: string | undefined
  onFilter: (change: { status: string | undefined }) => void
}

/** Lists the events that platforms sent to this workspace. */
export function Updates({ status: wanted, onFilter }: UpdatesProps) {
  const { t } = useTranslation()
  const status = STATUSES.find((one) => one === wanted)
  return (
    <>
      <div className="filters">
        <NativeSelect
          size="xs"
          w={170}
          aria-label={t('operations.filter')}
          value={status ?? ''}
          onChange={({ currentTarget: { value } }) => onFilter({ status: value || undefined })}
          data={[
            { value: '', label: t('operations.every') },
            ...STATUSES.map((value) => ({ value, label: t(`event.status.${value}`) })),
          ]}
        />
      </div>
      <WebhookEvents scope="workspace" status={status} onShowAll={() => onFilter({ status: undefined })} />
    </>
  )
}
