import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformInfo } from '#core/accounts/schemas.ts'
import { platformsQuery } from '../../lib/platforms.ts'
import { said } from '../../lib/server-words.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { practiceQuery, useConnectAccount, usePractise } from './api.ts'
import { ConnectFields, filledIn, pathOf, type Values } from './connect-fields.tsx'
import { Connected } from './connected.tsx'

export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('account.connect')} width={500}>
      {opened && <Connect onClose={onClose} />}
    </Dialog>
  )
}

/** The form of the chosen platform. */
function Connect({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const platforms = useQuery(platformsQuery)
  const [chosen, choose] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [values, setValues] = useState<Values>({})
  const connect = useConnectAccount(useAttempt())
  const practice = useQuery(practiceQuery)
  const practise = usePractise(useAttempt())
  const phoneUrl = practice.data?.phoneUrl ?? null
  if (connect.data) return <Connected account={connect.data} onClose={onClose} />
  if (practise.data) return <Connected account={practise.data} phoneUrl={phoneUrl} onClose={onClose} />
  const platform = platforms.data?.find(({ id }) => id === chosen) ?? platforms.data?.[0]
  if (platforms.isError) return <Failure error={platforms.error} retry={() => void platforms.refetch()} />
  if (!platform) return <Loading rows={4} />

  const fields = platform.connect[0]?.fields ?? []
  const isSetUp = platform.missing.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    connect.mutate({ platform: platform.id, name, ...filledIn(fields, values) })
  }
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        fullWidth
        aria-label={t('account.platform')}
        value={platform.id}
        onChange={choose}
        data={(platforms.data ?? []).map(({ id, name: label }) => ({ value: id, label }))}
      />
      {isSetUp ? (
        <>
          <TextInput
            label={t('account.name')}
            description={t('account.nameHint')}
            maxLength={120}
            value={name}
            error={fieldError(connect.error, 'name')}
            onChange={({ currentTarget: { value } }) => setName(value)}
            required
            withAsterisk={false}
            data-autofocus
          />
          <ConnectFields fields={fields} values={values} error={connect.error} onChange={setValues} />
        </>
      ) : (
        <Missing platform={platform} />
      )}
      <FormFailure error={connect.error} shownAt={['name', ...fields.map(pathOf)]} />
      {isSetUp && phoneUrl && (
        <p className="practice">
          {t('account.practiceHint')}{' '}
          <button
            type="button"
            className="link-button"
            data-testid="practice"
            disabled={practise.isPending}
            onClick={() => practise.mutate({ platform: platform.id })}
          >
            {t('account.practice', { platform: platform.name })}
          </button>
        </p>
      )}
      <FormFailure error={practise.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" disabled={!isSetUp} loading={connect.isPending}>
          {t('account.connect')}
        </Button>
      </div>
    </form>
  )
}

/** Lists what the installation's operator must still configure, and where to find it. */
function Missing({ platform: { name, missing } }: { platform: PlatformInfo }) {
  const { t } = useTranslation()
  return (
    <div className="muted">
      <p>{t('account.notSetUp', { platform: name })}</p>
      <ul>
        {missing.map(({ key, how }) => (
          <li key={key}>
            <code>{key}</code> {said(how)}
          </li>
        ))}
      </ul>
    </div>
  )
}
