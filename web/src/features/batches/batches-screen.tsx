import { Button } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '#core/drafts/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useCommands } from '../../ui/commands.ts'
import { EditIcon, PlusIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { meQuery } from '../workspaces/api.ts'
import { batchesQuery } from './api.ts'
import { Progress } from './progress.tsx'
import './batches.css'

const BatchPanel = lazy(() => import('./batch-panel.tsx'))
const NewBatch = lazy(() => import('./new-batch.tsx'))

const TONES = { running: 'info', completed: 'success', cancelled: 'neutral' } as const

/** Batches of drafts, and how far each has come. */
export default function BatchesScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const { batch: opened } = useSearch({ from: '/signed-in/batches' })
  const navigate = useNavigate()
  const [beginning, setBeginning] = useState(false)
  const list = useInfiniteQuery(batchesQuery)
  const batches = list.data?.pages.flatMap((page) => page.items) ?? []
  const mayWrite = me.scopes.includes('write')
  const show = (batch: string | undefined) => void navigate({ to: '/batches', search: { batch } })
  useCommands(
    mayWrite ? [{ id: 'new-batch', label: t('batch.new'), key: 'n', run: () => setBeginning(true) }] : [],
  )
  const begin = mayWrite && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setBeginning(true)}>
      {t('batch.new')}
    </Button>
  )
  return (
    <Screen
      title={t('batch.title')}
      description={t('batch.description')}
      actions={
        <>
          <Link to="/drafts" className="batch-drafts">
            {t('batch.toDrafts')}
          </Link>
          {begin}
        </>
      }
    >
      {list.isPending && <Loading rows={4} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && batches.length === 0 && (
        <Empty icon={<EditIcon />} title={t('batch.empty')} action={begin}>
          {t('batch.emptyHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('batch.title')}>
        {batches.map((batch) => (
          <Row key={batch.id} batch={batch} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      <Suspense>
        {opened && <BatchPanel id={opened} mayWrite={mayWrite} onClose={() => show(undefined)} />}
        {beginning && (
          <NewBatch
            onClose={() => setBeginning(false)}
            onBegun={(id) => {
              setBeginning(false)
              show(id)
            }}
          />
        )}
      </Suspense>
    </Screen>
  )
}

function Row({ batch: { id, name, status, createdAt, ...figures } }: { batch: Batch }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <li>
      <Link to="/batches" search={{ batch: id }} className="batch-row" data-testid="batch-row">
        <strong dir="auto">{name}</strong>
        <Status tone={TONES[status]}>{t(`batch.status.${status}`)}</Status>
        <Progress {...figures} />
        <time className="muted" dateTime={createdAt}>
          {shortDateTime(createdAt, locale)}
        </time>
      </Link>
    </li>
  )
}
