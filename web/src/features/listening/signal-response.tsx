import { Button, Checkbox } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Related, Signal } from '#core/listening/schemas/signals.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { conversationsQuery, relatedQuery, useDraftFromSignal, usePausePosts } from './api.ts'

interface ResponseProps {
  signal: Signal
  projectId: string
  onClose: () => void
}

/** What can be done about a signal at once: hold back posts, write an answer, look into conversations. */
export default function SignalResponse({ signal, projectId, onClose }: ResponseProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(meQuery)
  const related = useQuery(relatedQuery(projectId, signal.id))
  const draft = useDraftFromSignal(projectId)
  return (
    <Dialog opened onClose={onClose} title={t('listening.signal.respond')} width={640}>
      {related.isPending && <Loading rows={4} />}
      {related.isError && !related.data && (
        <Failure error={related.error} retry={() => void related.refetch()} />
      )}
      {related.data && (
        <div className="form">
          <Queued
            posts={related.data.posts}
            mayWrite={me.scopes.includes('write')}
            projectId={projectId}
            signalId={signal.id}
          />
          {related.data.words.map((word) => (
            <Conversations key={word} word={word} />
          ))}
          {me.scopes.includes('write') && (
            <div className="form-actions">
              <Button
                loading={draft.isPending}
                onClick={() =>
                  draft.mutate(signal.id, {
                    onError: (error) => notifyFailed(words(error)),
                    onSuccess: ({ id }) => void navigate({ to: '/drafts/$draftId', params: { draftId: id } }),
                  })
                }
              >
                {t('listening.signal.draft')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Dialog>
  )
}

interface QueuedProps {
  posts: Related['posts']
  mayWrite: boolean
  projectId: string
  signalId: string
}

/** Queued posts about the same; those that are ticked become drafts. */
function Queued({ posts, mayWrite, projectId, signalId }: QueuedProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const locale = useLocale()
  const pause = usePausePosts(projectId)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = posts.filter(({ id }) => !left.has(id)).map(({ id }) => id)
  const turn = (id: string, on: boolean) =>
    setLeft(new Set(on ? [...left].filter((one) => one !== id) : [...left, id]))
  return (
    <section className="heard-part" aria-label={t('listening.signal.queued')}>
      <h3>{t('listening.signal.queued')}</h3>
      <p className="muted">
        {t(posts.length === 0 ? 'listening.signal.noQueued' : 'listening.signal.queuedHint')}
      </p>
      {posts.map(({ id, text, publishAt, found }) => (
        <Checkbox
          key={id}
          checked={!left.has(id)}
          disabled={!mayWrite}
          onChange={(event) => turn(id, event.currentTarget.checked)}
          label={text}
          description={`${shortDateTime(publishAt, locale)} · ${found.join(', ')}`}
        />
      ))}
      {mayWrite && posts.length > 0 && (
        <Button
          size="xs"
          variant="default"
          disabled={chosen.length === 0}
          loading={pause.isPending}
          onClick={() =>
            pause.mutate(
              { signalId, postIds: chosen },
              {
                onError: (error) => notifyFailed(words(error)),
                onSuccess: ({ refused }) => {
                  if (refused.length > 0) notifyDone(t('listening.signal.refused', { count: refused.length }))
                },
              },
            )
          }
        >
          {t('listening.signal.pause', { count: chosen.length })}
        </Button>
      )}
    </section>
  )
}

/** Conversations that hold a word of the signal. */
function Conversations({ word }: { word: string }) {
  const { t } = useTranslation()
  const list = useQuery(conversationsQuery(word))
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading rows={1} />
  return (
    <section className="heard-part" aria-label={t('listening.signal.conversations', { word })}>
      <h3>{t('listening.signal.conversations', { word })}</h3>
      {list.data.length === 0 && <p className="muted">{t('listening.signal.noConversations')}</p>}
      <ul className="row-list">
        {list.data.map(({ id, customer }) => (
          <li key={id}>
            <Link to="/inbox/$conversationId" params={{ conversationId: id }} dir="auto">
              {customer.name ?? customer.handle ?? t('listening.nobody')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
