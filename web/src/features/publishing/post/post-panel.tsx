import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Failure, Loading } from '../../../ui/states.tsx'
import { Status, toneOf } from '../../../ui/status.tsx'
import { postQuery } from '../api.ts'
import { PostMedia } from '../post-media.tsx'
import { PostSorting } from '../sorting/post-sorting.tsx'
import { WhenWords } from '../when-words.tsx'
import { PostActs } from './post-acts.tsx'
import { PostTarget } from './post-target.tsx'
import { SeriesPart } from './series-part.tsx'
import './post.css'

const PostComments = lazy(() => import('../../comments/post-comments.tsx'))

export interface PostCommands {
  onEdit: (post: ScheduledPost) => void
  onDuplicate: (post: ScheduledPost) => void
  onPickTime: (post: ScheduledPost) => void
}

interface PanelProps extends PostCommands {
  id: string | undefined
  onClose: () => void
}

export default function PostPanel({ id, onClose, ...commands }: PanelProps) {
  const { t } = useTranslation()
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={t('post.title')} width={480}>
      {id && <Post key={id} id={id} {...commands} />}
    </SidePanel>
  )
}

function Post({ id, ...commands }: PostCommands & { id: string }) {
  const post = useQuery(postQuery(id))
  if (post.isPending) return <Loading rows={4} />
  if (!post.data) return <Failure error={post.error} retry={() => void post.refetch()} />
  return <PostDetails post={post.data} {...commands} />
}

function PostDetails({ post, ...commands }: PostCommands & { post: ScheduledPost }) {
  const { t } = useTranslation()
  const { status, localTime, timezone, text, media, targets, runs } = post
  return (
    <div className="post" data-testid="post-panel">
      <div className="post-state">
        <Status tone={toneOf(status)}>{t(`post.status.${status}`)}</Status>
        <p>{t(`post.why.${status}`)}</p>
      </div>
      <WhenWords localTime={localTime} timezone={timezone} />
      <PostMedia media={media} />
      <p className="post-text" dir="auto">
        {text}
      </p>
      <PostActs post={post} {...commands} />
      <PostSorting post={post} />
      {post.seriesId && <SeriesPart post={post} seriesId={post.seriesId} />}
      <h3>{t('post.targets')}</h3>
      <ul className="row-list">
        {targets.map((target) => (
          <PostTarget
            key={target.id}
            post={post}
            target={target}
            runs={runs.filter(({ targetId }) => targetId === target.id)}
          />
        ))}
      </ul>
      <Suspense>
        {(status === 'published' || status === 'partial') && <PostComments scheduledPostId={post.id} />}
      </Suspense>
    </div>
  )
}
