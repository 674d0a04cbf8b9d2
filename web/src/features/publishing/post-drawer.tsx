import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { fullTime, viewerZone } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { postQuery, useCancelPost } from './api.ts'
import { EditPost } from './edit-post.tsx'
import { isEditable } from './post-rules.ts'
import { PostRuns } from './post-runs.tsx'
import { PostTarget } from './post-target.tsx'

interface DrawerProps {
  id: string | undefined
  onClose: () => void
  /** Write a new post with the text of this one. */
  onAgain: (text: string) => void
}

export function PostDrawer({ id, onClose, onAgain }: DrawerProps) {
  const { t } = useTranslation()
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={t('post.title')} width={460}>
      {id && <Post key={id} id={id} onAgain={onAgain} />}
    </SidePanel>
  )
}

function Post({ id, onAgain }: { id: string; onAgain: (text: string) => void }) {
  const post = useQuery(postQuery(id))
  if (post.isPending) return <Loading rows={4} />
  if (!post.data) return <Failure error={post.error} retry={() => void post.refetch()} />
  return <PostDetails post={post.data} onAgain={onAgain} />
}

function PostDetails({ post, onAgain }: { post: ScheduledPost; onAgain: (text: string) => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const [editing, setEditing] = useState(false)
  const cancel = useCancelPost()
  if (editing) return <EditPost post={post} onDone={() => setEditing(false)} />
  return (
    <div className="post">
      <div className="post-when">
        <Status tone={toneOf(post.status)}>{t(`post.status.${post.status}`)}</Status>
        <time dateTime={post.publishAt}>{fullTime(post.publishAt, locale)}</time>
        {post.timezone !== viewerZone() && (
          <span className="muted">{fullTime(post.publishAt, locale, post.timezone)}</span>
        )}
      </div>
      <p className="post-text" dir="auto">
        {post.text}
      </p>
      <div className="post-acts">
        {isEditable(post) && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('action.edit')}
          </Button>
        )}
        {isEditable(post) && (
          <Button
            variant="light"
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(post.id, { onError: (error) => notifyFailed(words(error)) })}
          >
            {t('post.cancel')}
          </Button>
        )}
        {!isEditable(post) && (
          <Button variant="default" onClick={() => onAgain(post.text)}>
            {t('post.again')}
          </Button>
        )}
      </div>
      <h3>{t('post.targets')}</h3>
      <ul className="row-list">
        {post.targets.map((target) => (
          <PostTarget key={target.id} postId={post.id} target={target} />
        ))}
      </ul>
      <h3>{t('post.runs')}</h3>
      <PostRuns post={post} />
    </div>
  )
}
