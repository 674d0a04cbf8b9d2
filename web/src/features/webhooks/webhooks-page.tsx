import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../../ui/copyable.tsx'
import { KeyIcon, PlusIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { SettingsPage } from '../workspaces/settings/settings-page.tsx'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { EndpointRow } from './endpoint-row.tsx'
import { endpointsQuery } from './webhooks-api.ts'
import '../workspaces/settings/people.css'
import './webhooks.css'

/** Endpoints of the workspace: what they are told of, and what became of each delivery. */
export default function WebhooksPage() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const make = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setMaking(true)}>
      {t('webhooks.new')}
    </Button>
  )
  return (
    <SettingsPage page="webhooks" actions={() => make}>
      {() => (
        <>
          {secret !== null && <NewSecret secret={secret} onDone={() => setSecret(null)} />}
          <Endpoints make={make} onSecret={setSecret} />
          {making && <EndpointDialog endpoint={null} onSecret={setSecret} onClose={() => setMaking(false)} />}
        </>
      )}
    </SettingsPage>
  )
}

/** Shows a secret, the only time it is visible, until the person says that it is stored. */
function NewSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <section className="new-key" aria-label={t('webhooks.secret')} data-testid="new-secret">
      <Copyable label={t('webhooks.secret')} value={secret} />
      <p className="new-key-hint">{t('webhooks.secretHint')}</p>
      <Button variant="default" onClick={onDone}>
        {t('webhooks.kept')}
      </Button>
    </section>
  )
}

function Endpoints({ make, onSecret }: { make: ReactNode; onSecret: (secret: string) => void }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(endpointsQuery)
  if (list.isPending) return <Loading rows={3} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const endpoints = list.data.pages.flatMap((page) => page.items)
  if (endpoints.length === 0)
    return (
      <Empty icon={<KeyIcon />} title={t('webhooks.empty')} action={make}>
        {t('webhooks.emptyHint')}
      </Empty>
    )
  return (
    <>
      <ul className="row-list">
        {endpoints.map((endpoint) => (
          <EndpointRow key={endpoint.id} endpoint={endpoint} onSecret={onSecret} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
