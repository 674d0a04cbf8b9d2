import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BatchDetail, BatchDraft } from '#core/drafts/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { RefreshIcon } from '../../ui/icons.tsx'
import { Failure, FormFailure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { batchQuery, price, useBatchWork } from './api.ts'
import { Progress } from './progress.tsx'

const TONES = { waiting: 'info', written: 'success', failed: 'danger', cancelled: 'neutral' } as const

interface PanelProps {
  id: string
  mayWrite: boolean
  onClose: () => void
}

/** One batch: how far each of its drafts is, and what it has cost. */
export default function BatchPanel({ id, mayWrite, onClose }: PanelProps) {
  const { t } = useTranslation()
  const batch = useQuery(batchQuery(id))
  return (
    <SidePanel opened onClose={onClose} title={batch.data?.name ?? t('batch.title')} width={560}>
      {batch.isPending && <Loading rows={5} />}
      {batch.isError && !batch.data && <Failure error={batch.error} retry={() => void batch.refetch()} />}
      {batch.data && <Drafts batch={batch.data} mayWrite={mayWrite} />}
    </SidePanel>
  )
}

function Drafts({ batch, mayWrite }: { batch: BatchDetail; mayWrite: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const work = useBatchWork(batch.id)
  return (
    <div className="batch-detail" data-testid="batch">
      <Progress {...batch} />
      <p className="muted">
        {t(batch.status === 'running' ? 'batch.costsSoFar' : 'batch.cost', {
          price: price(batch.costMicros, locale),
        })}
      </p>
      <FormFailure error={work.error} />
      {mayWrite && batch.status === 'running' && (
        <Button variant="default" size="xs" loading={work.isPending} onClick={() => work.mutate(undefined)}>
          {t('batch.cancel')}
        </Button>
      )}
      <ol className="row-list">
        {batch.drafts.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            retry={mayWrite ? () => work.mutate(draft.id) : null}
            busy={work.isPending}
          />
        ))}
      </ol>
    </div>
  )
}

interface DraftRowProps {
  draft: BatchDraft
  retry: (() => void) | null
  busy: boolean
}

function DraftRow({ draft: { id, author, topic, text, status, error }, retry, busy }: DraftRowProps) {
  const { t } = useTranslation()
  return (
    <li className="batch-draft" data-testid="batch-draft">
      <p className="batch-who">
        <Link to="/drafts/$draftId" params={{ draftId: id }}>
          {[author?.name, topic?.name].filter(Boolean).join(' · ') || t('batch.draft')}
        </Link>
        <Status tone={TONES[status]}>{t(`batch.draftStatus.${status}`)}</Status>
      </p>
      {text !== '' && (
        <p className="muted batch-text" dir="auto">
          {text}
        </p>
      )}
      {error && <p className="cell-error">{said(error)}</p>}
      {status === 'failed' && retry && (
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={15} />}
          disabled={busy}
          onClick={retry}
        >
          {t('batch.retry')}
        </Button>
      )}
    </li>
  )
}
