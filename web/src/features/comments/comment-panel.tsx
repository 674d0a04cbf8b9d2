import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CommentInThread } from '#core/comments/schemas.ts'
import { percent } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { ExternalIcon } from '../../ui/icons.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { meQuery } from '../workspaces/api.ts'
import { commentQuery } from './api.ts'
import { CommentActs } from './comment-acts.tsx'
import { When } from './comment-row.tsx'
import { Thread } from './thread.tsx'

interface PanelProps {
  id: string
  onClose: () => void
  /** Called when the comment is dealt with. */
  onDone: () => void
}

/** A comment with its post, its thread, the decision on it, and what can be done. */
export default function CommentPanel({ id, onClose, onDone }: PanelProps) {
  const { t } = useTranslation()
  const comment = useQuery(commentQuery(id))
  return (
    <SidePanel opened onClose={onClose} title={t('comments.one')} width={520}>
      {comment.isPending && <Loading rows={5} />}
      {comment.isError && !comment.data && (
        <Failure error={comment.error} retry={() => void comment.refetch()} />
      )}
      {comment.data && <Details comment={comment.data} onDone={onDone} />}
    </SidePanel>
  )
}

function Details({ comment, onDone }: { comment: CommentInThread; onDone: () => void }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const { post, thread } = comment
  return (
    <article className="comments-panel" data-testid="comment-panel">
      <section className="comments-post" aria-label={t('comments.post')}>
        <p className="comments-post-head">
          <strong>{post.accountName}</strong> <When at={post.postedAt} />
          {post.url && (
            <a href={post.url} target="_blank" rel="noreferrer">
              {t('comments.openPost')} <ExternalIcon size={14} />
            </a>
          )}
        </p>
        <p className="comments-post-text" dir="auto">
          {post.caption || t('comments.noCaption')}
        </p>
        {post.problem && <p className="comments-problem">{said(post.problem)}</p>}
      </section>
      <Thread thread={thread} id={comment.id} mayAnswer={me.scopes.includes('answer')} />
      <Why comment={comment} />
      {me.scopes.includes('answer') && <CommentActs comment={comment} onDone={onDone} />}
    </article>
  )
}

/** Shows what was decided, why, and on which sources. */
function Why({ comment: { decision } }: { comment: CommentInThread }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (!decision) return <p className="muted">{t('comments.undecided')}</p>
  const { confidence, reason, rule, sources } = decision
  return (
    <section className="comments-why" aria-label={t('comments.why')} data-testid="comment-decision">
      <h3>
        {t(`comments.decision.${decision.decision}`)}
        {decision.decision === 'respond' && <span className="muted"> {percent(confidence, locale)}</span>}
      </h3>
      <p>{said(reason)}</p>
      {rule && <p className="muted">{t('comments.byRule', { name: rule.name })}</p>}
      {sources.map(({ id, kind, title, content }) => (
        <blockquote key={id} dir="auto">
          <cite>{kind === 'post' ? t('comments.post') : title}</cite>
          {content}
        </blockquote>
      ))}
    </section>
  )
}
