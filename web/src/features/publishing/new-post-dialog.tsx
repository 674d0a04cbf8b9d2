import { Button, MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { fullTime, graphemes, viewerZone } from '../../lib/format.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { platformName } from '../../ui/platforms.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { useCreatePost } from './api.ts'
import { Hints } from './post-hints.tsx'
import { takesPosts } from './post-rules.ts'
import { instantOf } from './zoned-time.ts'

export interface PostStart {
  text: string
  /** Wall time in the viewer's zone. */
  at: string
}

interface DialogProps {
  start: PostStart | null
  posts: readonly ScheduledPost[]
  onClose: () => void
}

const KEPT = 'chorus-new-post'
const TEXT_MAX = 100_000

export function NewPostDialog({ start, posts, onClose }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={start !== null} onClose={onClose} title={t('post.new')} width={560}>
      {start && <NewPostForm start={start} posts={posts} onClose={onClose} />}
    </Dialog>
  )
}

function NewPostForm({ start, posts, onClose }: DialogProps & { start: PostStart }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const accounts = useQuery(accountsQuery)
  const [text, setText] = useState(() => start.text || (sessionStorage.getItem(KEPT) ?? ''))
  const [accountIds, setAccountIds] = useState<string[]>([])
  const [at, setAt] = useState(start.at)
  const [timezone, setTimezone] = useState(viewerZone)
  const zones = useMemo(() => [...new Set([viewerZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])], [])
  const create = useCreatePost(useAttempt())
  const usable = (accounts.data ?? []).filter(({ platform }) => takesPosts(platform))
  const publishAt = at ? instantOf(at, timezone) : ''

  // Who has one place to publish to need not choose it.
  const only = usable.length === 1 ? usable[0]?.id : undefined
  useEffect(() => {
    if (only) setAccountIds([only])
  }, [only])

  const write = (next: string) => {
    setText(next)
    sessionStorage.setItem(KEPT, next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(
      { text, accountIds, publishAt, timezone },
      {
        onSuccess: () => {
          sessionStorage.removeItem(KEPT)
          notifyDone(t('post.scheduled', { at: fullTime(publishAt, locale) }))
          onClose()
        },
      },
    )
  }

  if (accounts.isSuccess && usable.length === 0) return <NowhereToPublish />
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        label={t('post.text')}
        placeholder={t('post.textPlaceholder')}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        error={fieldError(create.error, 'text')}
        description={t('post.count', { count: graphemes(text) })}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        rows={6}
        maxLength={TEXT_MAX}
        dir="auto"
        required
        withAsterisk={false}
        data-autofocus
      />
      <MultiSelect
        label={t('post.accounts')}
        placeholder={accountIds.length === 0 ? t('post.pickAccounts') : undefined}
        data={usable.map(({ id, name, platform, status }) => ({
          value: id,
          label: `${name} · ${platformName(platform)}`,
          disabled: status === 'revoked',
        }))}
        value={accountIds}
        onChange={setAccountIds}
        error={fieldError(create.error, 'accountIds')}
      />
      <div className="form-pair">
        <TextInput
          type="datetime-local"
          step={1}
          label={t('post.at')}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
          error={fieldError(create.error, 'publishAt')}
          required
          withAsterisk={false}
        />
        <Select
          label={t('post.timezone')}
          data={zones}
          value={timezone}
          onChange={(zone) => setTimezone(zone ?? viewerZone())}
          searchable
          limit={100}
          allowDeselect={false}
          error={fieldError(create.error, 'timezone')}
        />
      </div>
      <Hints planned={{ text, accountIds, publishAt }} timezone={timezone} posts={posts} />
      <FormFailure error={create.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button
          type="submit"
          loading={create.isPending}
          disabled={text.trim() === '' || accountIds.length === 0 || at === ''}
        >
          {t('post.schedule')}
        </Button>
      </div>
    </form>
  )
}

function NowhereToPublish() {
  const { t } = useTranslation()
  return (
    <div className="form">
      <p className="muted">{t('post.noAccount')}</p>
      <Link to="/accounts" className="button-link">
        {t('post.noAccountAction')}
      </Link>
    </div>
  )
}
