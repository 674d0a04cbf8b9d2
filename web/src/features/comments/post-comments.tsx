import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listQuery, postsQuery } from './api.ts'
import { CommentRow } from './comment-row.tsx'
import { loadWords } from './words.ts'
import './comments.css'

const wordsQuery = {
  queryKey: ['words', 'comments'],
  queryFn: async () => {
    await loadWords()
    return true
  },
  staleTime: Number.POSITIVE_INFINITY,
}

/** The comments under a scheduled post that is published; nothing where there are none. */
export default function PostComments({ scheduledPostId }: { scheduledPostId: string }) {
  const words = useQuery(wordsQuery)
  const posts = useInfiniteQuery(postsQuery({ scheduledPostId }))
  const watched = posts.data?.pages.flatMap((page) => page.items) ?? []
  if (!words.data) return null
  return watched
    .filter(({ commentsCount }) => commentsCount > 0)
    .map(({ id, accountName }) => <Under key={id} postId={id} accountName={accountName} />)
}

function Under({ postId, accountName }: { postId: string; accountName: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const list = useInfiniteQuery(listQuery({ postId }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={t('comments.title')} data-testid="post-comments">
      <h3>{t('comments.under', { name: accountName })}</h3>
      <ul className="row-list">
        {items.map((comment) => (
          <CommentRow
            key={comment.id}
            comment={comment}
            onOpen={() =>
              void navigate({ to: '/comments', search: { tab: 'all', post: postId, comment: comment.id } })
            }
          />
        ))}
      </ul>
    </section>
  )
}
