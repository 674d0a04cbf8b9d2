import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { platformsQuery } from '../../lib/platforms.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { pagesQuery, useCreatePage } from './api.ts'

const FIELDS = ['name', 'accountId'] as const

/** Adds a page: an account on which posts can be published, with a name for it. */
export function PageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setName] = useState<string | null>(null)
  const [chosen, choose] = useState<string | null>(null)
  const platforms = useQuery(platformsQuery).data ?? []
  const taken = new Set((useQuery(pagesQuery).data ?? []).map((page) => page.accountId))
  const accounts = (useQuery(accountsQuery).data ?? []).filter(
    (account) =>
      !taken.has(account.id) &&
      platforms.some(({ id, parts }) => id === account.platform && parts.includes('posts')),
  )
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0]
  const name = typed ?? account?.name ?? ''
  const save = useCreatePage(useAttempt())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (account && name.trim() !== '')
      save.mutate({ name: name.trim(), accountId: account.id }, { onSuccess: onClose })
  }
  return (
    <Dialog opened onClose={onClose} title={t('companies.addPage')} width={480}>
      <form className="form" onSubmit={submit}>
        <NativeSelect
          label={t('companies.account')}
          description={t('companies.accountHint')}
          value={account?.id ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={accounts.map(({ id, name: label }) => ({ value: id, label }))}
          error={fieldError(save.error, 'accountId')}
          data-autofocus
        />
        <TextInput
          label={t('companies.name')}
          value={name}
          maxLength={120}
          dir="auto"
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(save.error, 'name')}
        />
        <FormFailure error={save.error} shownAt={FIELDS} />
        <Button type="submit" loading={save.isPending} disabled={!account || name.trim() === ''}>
          {t('companies.add')}
        </Button>
      </form>
    </Dialog>
  )
}
