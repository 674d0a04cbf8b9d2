import { Button, TextInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { viewerZone } from '../../lib/format.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { meQuery, useCreateWorkspace, useSignOut } from './api.ts'
import { EntryCard } from './entry-card.tsx'

/** Creates a person's first workspace, or another one. */
export default function CreateWorkspace() {
  const { t, i18n } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const [name, setName] = useState('')
  const create = useCreateWorkspace(useAttempt())
  const signOut = useSignOut()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({
      name,
      language: i18n.language.startsWith('fr') ? 'fr' : 'en',
      timezone: viewerZone(),
    })
  }
  const other = me.workspace ? (
    <Link to="/inbox">{t('workspace.backTo', { name: me.workspace.name })}</Link>
  ) : (
    <button type="button" className="link-button" onClick={() => signOut.mutate()}>
      {t('settings.signOut')}
    </button>
  )
  return (
    <EntryCard title={t('workspace.title')} hint={t('workspace.hint')} other={other}>
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
    </EntryCard>
  )
}
