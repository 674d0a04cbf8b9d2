import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectAccount } from '#core/accounts/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { platformName } from '../../ui/platforms.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { practiceQuery, useConnectAccount, usePractise } from './api.ts'
import { Connected } from './connected.tsx'

type Connectable = ConnectAccount['platform']
const CONNECTABLE: readonly Connectable[] = ['whatsapp', 'telegram']
/** What the form shows the faults of, each at its field. */
const FIELDS = ['name', 'externalId', 'credentials.accessToken', 'credentials.businessId']
const isConnectable = (value: string): value is Connectable => CONNECTABLE.some((one) => one === value)

export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('account.connect')} width={500}>
      {opened && <Connect onClose={onClose} />}
    </Dialog>
  )
}

function Connect({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [platform, setPlatform] = useState<Connectable>('whatsapp')
  const [form, setForm] = useState({ externalId: '', name: '', accessToken: '', businessId: '' })
  const connect = useConnectAccount(useAttempt())
  const practice = useQuery(practiceQuery)
  const practise = usePractise(useAttempt())
  const phoneUrl = practice.data?.phoneUrl ?? null
  if (connect.data) return <Connected account={connect.data} onClose={onClose} />
  if (practise.data) return <Connected account={practise.data} phoneUrl={phoneUrl} onClose={onClose} />

  const input = (field: keyof typeof form, path: string = field) => ({
    value: form[field],
    error: fieldError(connect.error, path),
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [field]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { accessToken, businessId, ...account } = form
    const business = platform === 'whatsapp' && businessId.trim() !== '' ? { businessId } : {}
    connect.mutate({ platform, ...account, credentials: { accessToken, ...business } })
  }
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        fullWidth
        aria-label={t('account.platform')}
        value={platform}
        onChange={(value) => {
          if (isConnectable(value)) setPlatform(value)
        }}
        data={CONNECTABLE.map((value) => ({ value, label: platformName(value) }))}
      />
      <TextInput
        label={t('account.name')}
        description={t('account.nameHint')}
        maxLength={120}
        {...input('name')}
        data-autofocus
      />
      <TextInput
        label={t(`account.form.${platform}.externalId`)}
        description={t(`account.form.${platform}.externalIdHint`)}
        maxLength={100}
        {...input('externalId')}
      />
      <PasswordInput
        label={t(`account.form.${platform}.token`)}
        description={t(`account.form.${platform}.tokenHint`)}
        autoComplete="off"
        {...input('accessToken', 'credentials.accessToken')}
      />
      {platform === 'whatsapp' && (
        <TextInput
          label={t('account.form.whatsapp.businessId')}
          description={t('account.form.whatsapp.businessIdHint')}
          maxLength={30}
          {...input('businessId', 'credentials.businessId')}
          required={false}
        />
      )}
      <FormFailure error={connect.error} shownAt={FIELDS} />
      {phoneUrl && (
        <p className="practice">
          {t('account.practiceHint')}{' '}
          <button
            type="button"
            className="link-button"
            data-testid="practice"
            disabled={practise.isPending}
            onClick={() => practise.mutate({ platform })}
          >
            {t('account.practice', { platform: platformName(platform) })}
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
