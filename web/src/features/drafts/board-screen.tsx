import { Button } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftStatus, DraftSummary } from '#core/drafts/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { useCommands } from '../../ui/commands.ts'
import { PlusIcon } from '../../ui/icons.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { columnQuery } from './api.ts'
import { NewDraft } from './new-draft.tsx'
import './drafts.css'

const COLUMNS: readonly DraftStatus[] = [
  'draft_input',
  'hook_gen',
  'hook_selected',
  'body_gen',
  'validated',
  'scheduled',
  'published',
]

/** All drafts, by how far they have come. */
export default function BoardScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const { post } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [writing, setWriting] = useState(post !== undefined)
  const mayWrite = me.scopes.includes('write')
  useCommands(
    mayWrite ? [{ id: 'new-draft', label: t('draft.new'), key: 'n', run: () => setWriting(true) }] : [],
  )
  return (
    <Screen
      title={t('draft.title')}
      description={t('draft.description')}
      actions={
        mayWrite && (
          <>
            <Link to="/batches" className="draft-all">
              {t('draft.several')}
            </Link>
            <Button leftSection={<PlusIcon size={16} />} onClick={() => setWriting(true)}>
              {t('draft.new')}
            </Button>
          </>
        )
      }
    >
      {/* Scrolled sideways by keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse. */}
      <section className="draft-board" aria-label={t('draft.board')} tabIndex={0}>
        {COLUMNS.map((status) => (
          <Column key={status} status={status} />
        ))}
      </section>
      {writing && (
        <NewDraft
          postId={post}
          onClose={() => {
            setWriting(false)
            if (post) void navigate({ to: '/drafts' })
          }}
        />
      )}
    </Screen>
  )
}

function Column({ status }: { status: DraftStatus }) {
  const { t } = useTranslation()
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(columnQuery(status))
  const drafts = data?.pages.flatMap(({ items }) => items)
  return (
    <section
      className="draft-column"
      data-testid={`column-${status}`}
      aria-label={t(`draft.status.${status}`)}
    >
      <h2>
        {t(`draft.status.${status}`)}
        {drafts && drafts.length > 0 && <span className="draft-count">{drafts.length}</span>}
      </h2>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        drafts === undefined && <Loading rows={2} />
      )}
      {drafts?.map((draft) => (
        <Card key={draft.id} draft={draft} />
      ))}
      {hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void fetchNextPage()}>
          {t('draft.more')}
        </Button>
      )}
    </section>
  )
}

function Card({ draft }: { draft: DraftSummary }) {
  const locale = useLocale()
  return (
    <Link to="/drafts/$draftId" params={{ draftId: draft.id }} className="draft-card">
      <strong>{draft.title}</strong>
      {draft.text !== '' && <span className="draft-text">{draft.text}</span>}
      {draft.reason && <span className="draft-reason">{said(draft.reason)}</span>}
      <span className="draft-meta">
        {[draft.author?.name, draft.topic?.name, shortDateTime(draft.updatedAt, locale)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </Link>
  )
}
