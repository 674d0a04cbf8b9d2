import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cluster, ClusterAct, ClusterItem, ClusterStatus } from '#core/clusters/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { itemsQuery, themeQuery, useSettle } from './api.ts'

const AnswerDialog = lazy(() => import('./answer-dialog.tsx'))
const PostDialog = lazy(() => import('./post-dialog.tsx'))

interface ThemePanelProps {
  id: string
  /** Shows only what could not be answered. */
  unanswered: boolean
  mayAnswer: boolean
  mayWrite: boolean
  onClose: () => void
}

/** All that people said on a theme, each with the way to where it was said, and what can be done about it. */
export function ThemePanel({ id, unanswered, mayAnswer, mayWrite, onClose }: ThemePanelProps) {
  const { t } = useTranslation()
  const theme = useQuery(themeQuery(id))
  return (
    <SidePanel opened onClose={onClose} title={theme.data?.label ?? t('clusters.theme')} width={520}>
      {theme.isPending && <Loading rows={4} />}
      {theme.isError && !theme.data && <Failure error={theme.error} retry={() => void theme.refetch()} />}
      {theme.data && (
        <>
          {(mayAnswer || mayWrite) && <Acts theme={theme.data} mayAnswer={mayAnswer} mayWrite={mayWrite} />}
          <Items id={id} unanswered={unanswered} />
        </>
      )}
    </SidePanel>
  )
}

function Acts({ theme, mayAnswer, mayWrite }: { theme: Cluster; mayAnswer: boolean; mayWrite: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const settle = useSettle(theme.id)
  const [writing, write] = useState<ClusterAct['kind'] | null>(null)
  const { status, acts } = theme
  const say = (to: ClusterStatus) => (
    <Button
      size="xs"
      variant="default"
      loading={settle.isPending}
      onClick={() => settle.mutate({ status: to }, { onError: (error) => notifyFailed(words(error)) })}
    >
      {t(`clusters.say.${to}`)}
    </Button>
  )
  return (
    <section className="clusters-acts" aria-label={t('clusters.acts')}>
      <p className="clusters-head">
        <Status tone={status === 'answered' ? 'success' : status === 'open' ? 'warning' : 'neutral'}>
          {t(`clusters.status.${status}`)}
        </Status>
        {acts.map((act) => (
          <Done key={act.id} act={act} />
        ))}
      </p>
      <div className="clusters-buttons">
        {mayAnswer && (
          <Button size="xs" onClick={() => write('faq')}>
            {t('clusters.answer')}
          </Button>
        )}
        {mayWrite && (
          <Button size="xs" variant="default" onClick={() => write('post')}>
            {t('clusters.write')}
          </Button>
        )}
        {mayAnswer && status === 'open' && say('answered')}
        {mayAnswer && say(status === 'open' ? 'dismissed' : 'open')}
      </div>
      <Suspense>
        {writing === 'faq' && <AnswerDialog theme={theme} onClose={() => write(null)} />}
        {writing === 'post' && <PostDialog theme={theme} onClose={() => write(null)} />}
      </Suspense>
    </section>
  )
}

/** Leads to what was made of a theme. */
function Done({ act: { kind, id, at } }: { act: ClusterAct }) {
  const { t } = useTranslation()
  const on = shortDateTime(at, useLocale())
  return kind === 'faq' ? (
    <Link to="/knowledge" search={{ tab: 'faqs' }} data-testid="act">
      {t('clusters.made.faq', { on })}
    </Link>
  ) : (
    <Link to="/calendar" search={{ post: id }} data-testid="act">
      {t('clusters.made.post', { on })}
    </Link>
  )
}

function Items({ id, unanswered }: { id: string; unanswered: boolean }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(itemsQuery(id, unanswered))
  if (list.isPending) return <Loading rows={4} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  const items = list.data.pages.flatMap((page) => page.items)
  return (
    <>
      <ul className="clusters-items" aria-label={t('clusters.items')}>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

function Item({
  item: { text, author, saidAt, unanswered, conversationId, commentId },
}: {
  item: ClusterItem
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const content = (
    <>
      <span className="clusters-head">
        <strong dir="auto">{author ?? t('clusters.somebody')}</strong>
        <time dateTime={saidAt}>{shortDateTime(saidAt, locale)}</time>
        {unanswered && <Status tone="warning">{t('clusters.notAnswered')}</Status>}
      </span>
      <span dir="auto">{text}</span>
    </>
  )
  return (
    <li data-testid="theme-item">
      {conversationId !== null ? (
        <Link to="/inbox/$conversationId" params={{ conversationId }}>
          {content}
        </Link>
      ) : (
        <Link to="/comments" search={{ comment: commentId ?? '' }}>
          {content}
        </Link>
      )}
    </li>
  )
}
