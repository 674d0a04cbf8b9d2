import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreateApiKey, Me } from '#core/workspaces/schemas.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../../ui/states.tsx'
import { Choices } from './choices.tsx'
import type { useCreateKey } from './keys-api.ts'

type KeyScope = CreateApiKey['scopes'][number]
const SCOPES: readonly KeyScope[] = ['see', 'answer', 'write', 'listen', 'manage']
const DAY_MS = 24 * 3_600_000
/** Lifetimes in days; the empty one never expires. */
const EXPIRIES = ['30', '90', '365', ''] as const

interface NewKeyProps {
  me: Me
  create: ReturnType<typeof useCreateKey>
  onClose: () => void
}

export function NewKeyDialog({ opened, ...props }: NewKeyProps & { opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('apiKey.new')} width={480}>
      {opened && <NewKeyForm {...props} />}
    </Dialog>
  )
}

function NewKeyForm({ me, create, onClose }: NewKeyProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<KeyScope[]>(['see'])
  const [expiry, setExpiry] = useState<string>('90')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lifetime =
      expiry === '' ? {} : { expiresAt: new Date(Date.now() + Number(expiry) * DAY_MS).toISOString() }
    create.mutate({ name, scopes, ...lifetime }, { onSuccess: onClose })
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('apiKey.name')}
        description={t('apiKey.nameHint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(create.error, 'name')}
        maxLength={80}
        autoComplete="off"
        required
        withAsterisk={false}
        data-autofocus
      />
      <Choices
        type="checkbox"
        legend={t('apiKey.scopes')}
        values={SCOPES.filter((scope) => me.scopes.includes(scope))}
        chosen={scopes}
        onChange={setScopes}
        name={(scope) => t(`scope.${scope}.name`)}
        about={(scope) => t(`scope.${scope}.may`)}
        error={fieldError(create.error, 'scopes')}
      />
      <NativeSelect
        label={t('apiKey.expiry')}
        value={expiry}
        onChange={(event) => setExpiry(event.currentTarget.value)}
        error={fieldError(create.error, 'expiresAt')}
        data={EXPIRIES.map((days) => ({
          value: days,
          label: days === '' ? t('apiKey.never') : t('apiKey.days', { count: Number(days) }),
        }))}
      />
      <FormFailure error={create.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || scopes.length === 0}>
          {t('apiKey.make')}
        </Button>
      </div>
    </form>
  )
}
