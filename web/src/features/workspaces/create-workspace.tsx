import { Button, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../lib/use-attempt.ts'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useCreateWorkspace, useSignOut } from './api.ts'
import './sign-in.css'

export function CreateWorkspace() {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const create = useCreateWorkspace(useAttempt())
  const signOut = useSignOut()
  useDocumentTitle(`${t('workspace.title')} · ${t('app.name')}`)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ name })
  }
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1>{t('workspace.title')}</h1>
        <p className="muted">{t('workspace.hint')}</p>
        <form className="form" onSubmit={submit}>
          <TextInput
            label={t('signIn.workspace')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(create.error, 'name')}
            maxLength={80}
            required
            withAsterisk={false}
            data-autofocus
          />
          <FormFailure error={create.error} />
          <Button type="submit" size="sm" loading={create.isPending}>
            {t('workspace.create')}
          </Button>
        </form>
        <p className="sign-in-other">
          <button type="button" className="link-button" onClick={() => signOut.mutate()}>
            {t('settings.signOut')}
          </button>
        </p>
      </div>
    </main>
  )
}
