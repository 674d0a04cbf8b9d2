import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../lib/format.ts'
import { CalendarIcon, PlusIcon } from '../../ui/icons.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, useErrorWords } from '../../ui/states.tsx'
import { postsQuery, useUpdatePost } from './api.ts'
import { CalendarGrid, isView, type Range, type View } from './calendar-grid.tsx'
import { CalendarToolbar } from './calendar-toolbar.tsx'
import { NewPostDialog, type PostStart } from './new-post-dialog.tsx'
import { PostDrawer } from './post-drawer.tsx'
import { nextHour } from './zoned-time.ts'
import './calendar.css'

const route = getRouteApi('/signed-in/calendar')
const NO_POSTS: ScheduledPost[] = []
const NO_RANGE: Range = { from: '', to: '', title: '' }

export default function CalendarScreen() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const search = route.useSearch()
  const navigate = useNavigate()
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false })
  const view: View = isView(search.view) ? search.view : narrow ? 'list' : 'month'
  const today = useMemo(() => new Date().toLocaleDateString('sv-SE'), [])
  const date = search.date ?? today
  const [shown, setShown] = useState(NO_RANGE)
  const [starting, setStarting] = useState<PostStart | null>(null)
  const range = useQuery(postsQuery(shown.from, shown.to))
  const posts = range.data ?? NO_POSTS
  const update = useUpdatePost()

  const go = (change: { view?: string; date?: string; post?: string | undefined }) =>
    void navigate({
      to: '/calendar',
      search: (before) => ({ ...before, ...change }),
      replace: !('post' in change),
    })

  const begin = () => setStarting({ text: '', at: nextHour(Date.now(), viewerZone()) })
  const move = (post: ScheduledPost, publishAt: string, takeBack: () => void) => {
    const { id, publishAt: before } = post
    update.mutate(
      { id, publishAt },
      {
        onSuccess: () =>
          notifyDone(t('post.moved'), {
            label: t('action.undo'),
            undo: () => update.mutate({ id, publishAt: before }),
          }),
        onError: (error) => {
          takeBack()
          notifyFailed(t('post.notMoved', { reason: words(error) }))
        },
      },
    )
  }

  return (
    <Screen
      title={t('nav.calendar')}
      description={t('calendar.zone', { zone: viewerZone() })}
      actions={
        <Button data-testid="new-post" leftSection={<PlusIcon size={16} />} onClick={begin}>
          {t('post.new')}
        </Button>
      }
    >
      <div className="calendar">
        <CalendarToolbar view={view} date={date} title={shown.title} today={today} onGo={go} />
        {range.isError && !range.data ? (
          <Failure error={range.error} retry={() => void range.refetch()} />
        ) : (
          <CalendarGrid
            view={view}
            date={date}
            posts={posts}
            loading={range.isPending}
            onRange={(next) => setShown((before) => (sameRange(before, next) ? before : next))}
            onOpen={(post) => go({ post })}
            onMove={move}
            onPick={(at) => setStarting({ text: '', at })}
          />
        )}
        {range.isSuccess && posts.length === 0 && (
          <div className="calendar-empty">
            <Empty
              icon={<CalendarIcon />}
              title={t('calendar.empty')}
              action={<Button onClick={begin}>{t('post.new')}</Button>}
            >
              {t('calendar.emptyHint')}
            </Empty>
          </div>
        )}
      </div>
      <PostDrawer
        id={search.post}
        onClose={() => go({ post: undefined })}
        onAgain={(text) => setStarting({ text, at: nextHour(Date.now(), viewerZone()) })}
      />
      <NewPostDialog start={starting} posts={posts} onClose={() => setStarting(null)} />
    </Screen>
  )
}

/** The calendar tells its range at every rendering; only another one is news. */
const sameRange = (a: Range, b: Range): boolean => a.from === b.from && a.to === b.to && a.title === b.title
