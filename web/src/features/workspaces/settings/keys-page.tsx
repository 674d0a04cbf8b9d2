import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, CreatedApiKey } from '#core/workspaces/schemas.ts'
import { Copyable } from '../../../ui/copyable.tsx'
import { KeyIcon, PlusIcon } from '../../../ui/icons.tsx'
import { More } from '../../../ui/more.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { Empty, Failure, Loading } from '../../../ui/states.tsx'
import { ConfirmDialog, useAsked } from './confirm-dialog.tsx'
import { KeyRow } from './key-row.tsx'
import { apiKeysQuery, useCreateKey, useRevokeKey } from './keys-api.ts'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { SettingsPage } from './settings-page.tsx'
import './people.css'

export default function KeysPage() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const create = useCreateKey()
  const make = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setMaking(true)}>
      {t('apiKey.new')}
    </Button>
  )
  return (
    <SettingsPage page="keys" actions={() => make}>
      {(me) => (
        <>
          {create.data && <NewKey apiKey={create.data} onDone={create.reset} />}
          <Keys make={make} />
          <NewKeyDialog me={me} opened={making} create={create} onClose={() => setMaking(false)} />
        </>
      )}
    </SettingsPage>
  )
}

/** Shows a new key, the only time it is visible, until the person says that it is stored. */
function NewKey({ apiKey, onDone }: { apiKey: CreatedApiKey; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <section className="new-key" aria-label={t('apiKey.made', { name: apiKey.name })} data-testid="new-key">
      <p className="new-key-title" role="status">
        {t('apiKey.made', { name: apiKey.name })}
      </p>
      <Copyable label={t('apiKey.key')} value={apiKey.key} />
      <p className="new-key-hint">{t('apiKey.once')}</p>
      <Button variant="default" onClick={onDone}>
        {t('apiKey.kept')}
      </Button>
    </section>
  )
}

function Keys({ make }: { make: ReactNode }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(apiKeysQuery)
  const revoke = useRevokeKey()
  const { asked, ask, close } = useAsked<ApiKey>()
  if (list.isPending) return <Loading rows={3} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const keys = list.data.pages.flatMap((page) => page.items)
  if (keys.length === 0) {
    return (
      <Empty icon={<KeyIcon />} title={t('apiKey.empty')} action={make}>
        {t('apiKey.emptyHint')}
      </Empty>
    )
  }
  return (
    <>
      <ul className="row-list people">
        {keys.map((key) => (
          <KeyRow
            key={key.id}
            apiKey={key}
            onRevoke={() => {
              revoke.reset()
              ask(key)
            }}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      {asked && (
        <ConfirmDialog
          title={t('apiKey.revokeTitle', { name: asked.name })}
          action={t('apiKey.revoke')}
          error={revoke.error}
          pending={revoke.isPending}
          onClose={close}
          onConfirm={() =>
            revoke.mutate(asked.id, {
              onSuccess: () => {
                notifyDone(t('apiKey.revoked', { name: asked.name }))
                close()
              },
            })
          }
        >
          {t('apiKey.revokeHint', { prefix: asked.prefix })}
        </ConfirmDialog>
      )}
    </>
  )
}
