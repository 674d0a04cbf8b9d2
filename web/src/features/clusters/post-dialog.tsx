import { Button, Checkbox, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import type { Cluster } from '#core/clusters/schemas.ts'
import { viewerZone } from '../../lib/format.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { useWritePost } from './api.ts'

const HOUR_MS = 3_600_000

/** Begins a post that answers everybody at once: a draft for tomorrow, which the calendar shows and nobody sees yet. */
export default function PostDialog({ theme, onClose }: { theme: Cluster; onClose: () => void }) {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery)
  const usable = accounts.data?.filter(({ posts, status }) => posts !== null && status !== 'revoked')
  return (
    <Dialog opened onClose={onClose} title={t('clusters.write')} width={560}>
      {accounts.isPending && <Loading rows={3} />}
      {accounts.isError && !usable && (
        <Failure error={accounts.error} retry={() => void accounts.refetch()} />
      )}
      {usable?.length === 0 && (
        <p>
          {t('clusters.noAccount')} <Link to="/accounts">{t('clusters.connect')}</Link>
        </p>
      )}
      {usable && usable.length > 0 && <PostForm theme={theme} accounts={usable} onClose={onClose} />}
    </Dialog>
  )
}

interface PostFormProps {
  theme: Cluster
  accounts: readonly Pick<Account, 'id' | 'name' | 'platform'>[]
  onClose: () => void
}

function PostForm({ theme, accounts, onClose }: PostFormProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const [text, setText] = useState(t('clusters.postStart', { question: theme.examples[0] ?? theme.label }))
  const [accountIds, setAccountIds] = useState(accounts.slice(0, 1).map(({ id }) => id))
  // The same hour tomorrow, kept while the dialog is open so that a second try is the same post.
  const [publishAt] = useState(() =>
    new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 24 * HOUR_MS).toISOString(),
  )
  const post = useWritePost(theme.id, useAttempt())
  const ready = text.trim() !== '' && accountIds.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready)
      post.mutate(
        { text: text.trim(), accountIds, publishAt, timezone: viewerZone() },
        { onSuccess: onClose },
      )
  }
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        label={t('clusters.postText')}
        description={t('clusters.postHint')}
        value={text}
        rows={5}
        dir="auto"
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
        error={fieldError(post.error, 'text')}
      />
      <Checkbox.Group
        label={t('clusters.accounts')}
        value={accountIds}
        onChange={setAccountIds}
        error={fieldError(post.error, 'accountIds')}
      >
        <div className="clusters-accounts">
          {accounts.map(({ id, name, platform }) => (
            <Checkbox key={id} value={id} label={name} description={platformName(platform)} />
          ))}
        </div>
      </Checkbox.Group>
      <FormFailure error={post.error} shownAt={['text', 'accountIds']} />
      <Button type="submit" loading={post.isPending} disabled={!ready}>
        {t('clusters.makeDraft')}
      </Button>
    </form>
  )
}
