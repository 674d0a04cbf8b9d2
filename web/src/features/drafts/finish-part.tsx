import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { viewerZone } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { CalendarIcon, CheckIcon } from '../../ui/icons.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { AccountChips } from '../publishing/composer/account-chips.tsx'
import '../publishing/composer/composer.css'
import { PostPreview } from '../publishing/composer/post-preview.tsx'
import type { DraftWork } from './api.ts'

const Closeness = lazy(() => import('./closeness.tsx'))

interface PartProps {
  draft: Draft
  work: DraftWork
  mayWrite: boolean
}

/** Shows a draft's accounts, its preview, its warnings, and the step to the calendar. */
export function FinishPart({ draft, work, mayWrite }: PartProps) {
  const { t } = useTranslation()
  const { id, moves, accountIds, warnings, examples } = draft
  const { data: all = [] } = useQuery(accountsQuery)
  const accounts = all.filter(({ posts, status }) => posts && status !== 'revoked')
  const chosen = accounts.filter((account) => accountIds.includes(account.id))
  const [asked, setAsked] = useState<string | null>(null)
  const isOpen = moves.includes('hooks') || moves.includes('body')
  return (
    <aside className="draft-finish">
      <div inert={!mayWrite || !isOpen}>
        <AccountChips
          accounts={accounts}
          chosen={accountIds}
          begun={[]}
          error={null}
          onChange={(ids) =>
            work.mutate(() => api.patch('/v1/drafts/{id}', { params: { id }, body: { accountIds: ids } }))
          }
        />
      </div>
      <PostPreview post={{ text: draft.text, media: [], variants: {} }} clock="" accounts={chosen} />
      {warnings.length > 0 && (
        <section className="draft-warnings" aria-label={t('draft.warnings')}>
          <h3>{t('draft.warnings')}</h3>
          {warnings.map(({ code, passage, message }) => (
            <p key={`${code} ${passage}`} className="field-note" data-tone="warning">
              {said(message)} {code === 'copied' && <q>{passage}</q>}
            </p>
          ))}
        </section>
      )}
      {draft.author && draft.text.trim() !== '' && (
        <Button className="draft-otherwise" size="xs" variant="default" onClick={() => setAsked(draft.text)}>
          {t('draft.closeness.ask', { name: draft.author.name })}
        </Button>
      )}
      {asked !== null && (
        <Suspense>
          <Closeness draft={draft} asked={asked} />
        </Suspense>
      )}
      {examples.length > 0 && (
        <details className="draft-source">
          <summary>{t('draft.examples', { count: examples.length })}</summary>
          {examples.map(({ postId, text }) => (
            <p key={postId} dir="auto">
              {text}
            </p>
          ))}
        </details>
      )}
      {mayWrite && <Way draft={draft} work={work} />}
    </aside>
  )
}

const HOUR_MS = 3_600_000
/** Returns the next full hour but one on the viewer's clock, as a field takes it. */
function soon(): string {
  const at = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Offers the next step to the calendar: approve the text, then name a time. */
function Way({ draft: { id, moves, accountIds, scheduledPostId }, work }: Omit<PartProps, 'mayWrite'>) {
  const { t } = useTranslation()
  const [at, setAt] = useState(soon)
  const params = { id }
  if (moves.includes('validate'))
    return (
      <Button
        leftSection={<CheckIcon size={16} />}
        loading={work.isPending}
        onClick={() => work.mutate(() => api.post('/v1/drafts/{id}/validate', { params, body: {} }))}
      >
        {t('draft.validate')}
      </Button>
    )
  if (moves.includes('schedule'))
    return (
      <div className="draft-schedule">
        <TextInput
          type="datetime-local"
          label={t('draft.at')}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Button
          leftSection={<CalendarIcon size={16} />}
          loading={work.isPending}
          disabled={accountIds.length === 0 || at === ''}
          onClick={() =>
            work.mutate(() =>
              api.post('/v1/drafts/{id}/schedule', {
                params,
                body: { publishAtLocal: at, timezone: viewerZone() },
              }),
            )
          }
        >
          {t('draft.schedule')}
        </Button>
        {accountIds.length === 0 && <p className="muted">{t('draft.noAccount')}</p>}
      </div>
    )
  if (scheduledPostId === null) return null
  return (
    <Link to="/calendar" search={{ post: scheduledPostId }} className="draft-all">
      {t('draft.inCalendar')}
    </Link>
  )
}
