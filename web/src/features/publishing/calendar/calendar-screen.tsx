import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { isDay, weekStartOf } from '../../../lib/plain-date.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { useNow } from '../../../lib/use-now.ts'
import { PlusIcon, UploadIcon } from '../../../ui/icons.tsx'
import { Screen } from '../../../ui/screen.tsx'
import { Failure } from '../../../ui/states.tsx'
import { meQuery } from '../../workspaces/api.ts'
import { postsQuery } from '../api.ts'
import type { Task } from '../composer/writing.ts'
import { useCancel } from '../post/use-cancel.ts'
import { dayIn, nextHour } from '../wall-time.ts'
import { CalendarGrid } from './calendar-grid.tsx'
import { CalendarToolbar, Hint } from './calendar-toolbar.tsx'
import { CampaignLine } from './campaign-line.tsx'
import type { Place } from './day-popover.tsx'
import { type Filter, filtered, isState } from './filters.ts'
import { MoveDialog } from './move-dialog.tsx'
import { Nothing } from './nothing.tsx'
import { isTickable, PostList } from './post-list.tsx'
import { useCalendarKeys } from './use-calendar-keys.ts'
import { useMove } from './use-move.ts'
import { dayOf, isView, MORNING, postsIn, rangeOf, stepDate, titleOf, type View } from './views.ts'
import './calendar.css'

// Load these when somebody opens them.
const DayPopover = lazy(() => import('./day-popover.tsx'))
const PostMenu = lazy(() => import('./post-menu.tsx'))
const BulkBar = lazy(() => import('./bulk-bar.tsx'))
const CampaignsDialog = lazy(() => import('../sorting/campaigns-dialog.tsx'))
const Composer = lazy(() => import('../composer/composer.tsx'))
const ImportDialog = lazy(() => import('./import-dialog.tsx'))
const PostPanel = lazy(() => import('../post/post-panel.tsx'))

const route = getRouteApi('/signed-in/calendar')
const NO_POSTS: ScheduledPost[] = []
const NONE: ReadonlySet<string> = new Set()

interface Search {
  view?: View
  date?: string
  post?: string | undefined
  account?: string | undefined
  state?: string | undefined
  label?: string | undefined
  campaign?: string | undefined
}

export default function CalendarScreen() {
  const { t } = useTranslation()
  const locale = useLocale()
  const search = route.useSearch()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const zone = viewerZone()
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false })
  const view: View = isView(search.view) ? search.view : narrow ? 'list' : 'month'
  const today = dayOf(new Date(useNow()).toISOString(), zone)
  const date = search.date !== undefined && isDay(search.date) ? search.date : today
  const weekStart = weekStartOf(locale)
  const shown = useMemo(() => rangeOf(view, date, weekStart), [view, date, weekStart])
  const filter: Filter = {
    account: search.account,
    state: isState(search.state) ? search.state : undefined,
    label: search.label,
    campaign: search.campaign,
  }
  const { account, state, label, campaign } = filter
  const isFiltered = Boolean(account ?? state ?? label ?? campaign)
  const range = useQuery(postsQuery(shown, queryClient))
  const posts = useMemo(
    () => filtered(postsIn(range.data ?? NO_POSTS, shown, zone), { account, state, label, campaign }),
    [range.data, shown, zone, account, state, label, campaign],
  )
  const [task, setTask] = useState<Task | null>(null)
  const [rest, setRest] = useState<{ day: string; place: Place } | null>(null)
  const [menu, setMenu] = useState<{ post: ScheduledPost; place: Place } | null>(null)
  const [importing, setImporting] = useState(false)
  const [sorting, setSorting] = useState(false)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(NONE)
  const tick = (id: string) =>
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  const mayWrite = useSuspenseQuery(meQuery).data.scopes.includes('write')
  const [moving, setMoving] = useState<ScheduledPost | null>(null)
  /** Selector of the element that opened a pop-over; the grid may have redrawn the element itself. */
  const cameFrom = useRef<string | null>(null)
  const goBack = () => {
    const { current } = cameFrom
    if (current === null) return
    setTimeout(() => document.querySelector(current)?.closest<HTMLElement>(SHELL)?.focus())
  }
  const move = useMove()
  const cancel = useCancel()

  const go = (change: Search) =>
    void navigate({
      to: '/calendar',
      search: (before) => ({ ...before, ...change }),
      replace: !('post' in change),
    })
  const step = (steps: 1 | -1) => go({ date: stepDate(date, view, steps) })
  const begin = (at = nextHour(Date.now(), zone)) => {
    setRest(null)
    // The chosen place is a time in the viewer's zone.
    setTask({
      kind: 'new',
      start: {
        ...{ at, timezone: zone },
        ...(account ? { accountIds: [account] } : {}),
        ...(label ? { labels: [label] } : {}),
        ...(campaign ? { campaignId: campaign } : {}),
      },
    })
  }
  const beginOn = (day: string) => begin(day === today ? undefined : day + MORNING)
  const duplicate = ({ text, media, variants, targets, campaignId, ...post }: ScheduledPost) => {
    const accountIds = [...new Set(targets.map((target) => target.accountId))]
    const labels = post.labels.map(({ id }) => id)
    const at = nextHour(Date.now(), zone)
    setTask({ kind: 'new', start: { text, media, variants, accountIds, labels, campaignId, at } })
  }
  const open = (id: string) => {
    setRest(null)
    go({ post: id })
  }
  const edit = (post: ScheduledPost) => setTask({ kind: 'edit', post })
  useCalendarKeys({
    step,
    today: () => go({ date: today }),
    view: (next) => go({ view: next }),
    begin: () => begin(),
  })

  // Read the ranges before and after in advance.
  useEffect(() => {
    if (!range.isSuccess || range.isPlaceholderData) return
    for (const steps of [1, -1] as const)
      void queryClient.prefetchQuery(
        postsQuery(rangeOf(view, stepDate(date, view, steps), weekStart), queryClient),
      )
  }, [range.isSuccess, range.isPlaceholderData, queryClient, view, date, weekStart])

  // A post that has left the list is no longer chosen.
  const chosen = posts.filter(({ id }) => ticked.has(id))
  const byId = useMemo(() => new Map(posts.map((post) => [post.id, post])), [posts])
  const onContextMenu = (event: React.MouseEvent) => {
    const shell = event.target instanceof Element ? event.target.closest(SHELL) : null
    const post = byId.get(shell?.querySelector<HTMLElement>('[data-post]')?.dataset.post ?? '')
    if (!shell || !post) return
    event.preventDefault()
    cameFrom.current = `[data-post="${post.id}"]`
    setMenu({ post, place: placeOf(shell.getBoundingClientRect()) })
  }

  return (
    <Screen
      title={t('nav.calendar')}
      description={t('calendar.zone', { zone })}
      actions={
        <>
          <Button variant="default" onClick={() => setSorting(true)}>
            {t('sorting.campaigns')}
          </Button>
          <Button variant="default" leftSection={<UploadIcon size={16} />} onClick={() => setImporting(true)}>
            {t('postImport.open')}
          </Button>
          <Hint label={t('post.new')} keys={['N']}>
            <Button data-testid="new-post" leftSection={<PlusIcon size={16} />} onClick={() => begin()}>
              {t('post.new')}
            </Button>
          </Hint>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the menu of a post, which its panel offers as well. */}
      <div className="calendar" onContextMenu={onContextMenu} aria-busy={range.isFetching}>
        <CalendarToolbar
          view={view}
          title={titleOf(view, shown, today, locale)}
          filter={filter}
          onStep={step}
          onToday={() => go({ date: today })}
          onView={(next) => go({ view: next })}
          onFilter={go}
        />
        {campaign && <CampaignLine id={campaign} />}
        {view === 'list' && chosen.length > 0 && (
          <Suspense>
            <BulkBar
              posts={chosen}
              all={posts.filter(isTickable)}
              onChoose={(ids) => setTicked(new Set(ids))}
            />
          </Suspense>
        )}
        <div className="calendar-body">
          {range.isError && !range.data ? (
            <Failure error={range.error} retry={() => void range.refetch()} />
          ) : view === 'list' ? (
            <PostList
              posts={posts}
              today={today}
              holdsToday={shown.first <= today && today <= shown.last && !isFiltered}
              onOpen={open}
              onNew={beginOn}
              ticked={ticked}
              onTick={mayWrite ? tick : null}
            />
          ) : (
            <CalendarGrid
              view={view}
              date={date}
              today={today}
              range={shown}
              posts={posts}
              onOpen={open}
              onMove={move}
              onPick={begin}
              onRest={(day, button) => {
                cameFrom.current = `[data-rest="${button.querySelector<HTMLElement>('[data-rest]')?.dataset.rest}"]`
                setRest({ day, place: placeOf(button.getBoundingClientRect()) })
              }}
            />
          )}
          {range.isSuccess && posts.length === 0 && !range.isPlaceholderData && (
            <Nothing filtered={isFiltered} onNew={begin} onAll={() => go(NO_FILTER)} />
          )}
        </div>
      </div>
      <Suspense>
        {sorting && <CampaignsDialog onClose={() => setSorting(false)} />}
        {importing && <ImportDialog onClose={() => setImporting(false)} />}
        {rest && (
          <DayPopover
            opened={rest}
            posts={posts.filter((post) => dayIn(post, zone) === rest.day)}
            onOpen={open}
            onNew={beginOn}
            onClose={() => {
              setRest(null)
              goBack()
            }}
          />
        )}
        {menu && (
          <PostMenu
            opened={menu}
            onClose={() => {
              setMenu(null)
              goBack()
            }}
            onOpen={open}
            onMove={move}
            onPickTime={setMoving}
            onEdit={edit}
            onDuplicate={duplicate}
            onCancel={(post) => cancel(post, post.seriesId === null ? undefined : 'this')}
          />
        )}
      </Suspense>
      <MoveDialog post={moving} onMove={move} onClose={() => setMoving(null)} />
      <Suspense>
        {search.post && (
          <PostPanel
            id={search.post}
            onClose={() => go({ post: undefined })}
            onEdit={edit}
            onDuplicate={duplicate}
            onPickTime={setMoving}
          />
        )}
        {task && <Composer task={task} onClose={() => setTask(null)} />}
      </Suspense>
    </Screen>
  )
}

const SHELL = '.post-event-shell, .event-button'
const NO_FILTER: Search = { account: undefined, state: undefined, label: undefined, campaign: undefined }

const placeOf = ({ left, top, width, height }: DOMRect): Place => ({ left, top, width, height })
