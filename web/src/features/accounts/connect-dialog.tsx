import { Button, TextInput } from '@mantine/core'
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
import { ByPage } from './by-page.tsx'
import { ConnectFields, type Field, filledIn, pathOf, type Values } from './connect-fields.tsx'
import { Connected } from './connected.tsx'
import { PlatformPicker } from './platform-picker.tsx'

export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('account.connect')} width={500}>
      {opened && <Connect onClose={onClose} />}
    </Dialog>
  )
}

/** Asks for the platform, and then what its flow needs: a form to fill in, or a page elsewhere to go to. */
function Connect({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const platforms = useQuery(platformsQuery)
  const [chosen, choose] = useState<string | null>(null)
  const platform = platforms.data?.find(({ id }) => id === chosen) ?? platforms.data?.[0]
  if (platforms.isError) return <Failure error={platforms.error} retry={() => void platforms.refetch()} />
  if (!platforms.data || !platform) return <Loading rows={4} />
  const [flow] = platform.connect
  return (
    <div className="form">
      <PlatformPicker platforms={platforms.data} value={platform.id} onChange={choose} />
      {platform.missing.length > 0 ? (
        <>
          <Missing platform={platform} />
          <div className="form-actions">
            <Button variant="default" onClick={onClose}>
              {t('action.close')}
            </Button>
          </div>
        </>
      ) : flow?.kind === 'fields' ? (
        <ByForm key={platform.id} platform={platform} fields={flow.fields} onClose={onClose} />
      ) : (
        <ByPage key={platform.id} platform={platform} onClose={onClose} />
      )}
    </div>
  )
}

/** The form that a platform asks for. */
function ByForm({
  platform,
  fields,
  onClose,
}: {
  platform: PlatformInfo
  fields: readonly Field[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [values, setValues] = useState<Values>({})
  const connect = useConnectAccount(useAttempt())
  const practice = useQuery(practiceQuery)
  const practise = usePractise(useAttempt())
  const phoneUrl = practice.data?.phoneUrl ?? null
  if (connect.data) return <Connected account={connect.data} onClose={onClose} />
  if (practise.data) return <Connected account={practise.data} phoneUrl={phoneUrl} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    connect.mutate({ platform: platform.id, name, ...filledIn(fields, values) })
  }
  return (
    <form className="form" onSubmit={submit}>
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
      <FormFailure error={connect.error} shownAt={['name', ...fields.map(pathOf)]} />
      {phoneUrl && (
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
        <Button type="submit" loading={connect.isPending}>
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
