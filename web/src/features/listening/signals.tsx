import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#core/listening/schemas/projects.ts'
import type { FoundSignal, Sensitivity, Signal, SignalAct } from '#core/listening/schemas/signals.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { replayQuery, signalsQuery, useSettleSignal, useUpdateProject } from './api.ts'
import { barsOf } from './chart.ts'

const Response = lazy(() => import('./signal-response.tsx'))
const SENSITIVITIES = ['low', 'normal', 'high'] as const

/** What stood out in a project, and how far something must stand out to be told of. */
export function Signals({ project, mayListen }: { project: Project; mayListen: boolean }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(signalsQuery(project.id))
  const signals = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <HowFar project={project} mayListen={mayListen} />
      {list.isPending && <Loading rows={4} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && signals.length === 0 && (
        <Empty icon={<CheckIcon />} title={t('listening.signal.none')}>
          {t('listening.signal.noneHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('listening.tab.signals')}>
        {signals.map((signal) => (
          <li key={signal.id} className="heard-post" data-testid="signal">
            <Told signal={signal} projectId={project.id} />
            {mayListen && <Settle signal={signal} projectId={project.id} />}
          </li>
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}

/** Chooses the sensitivity: what the last thirty days would have told of is shown before it is saved. */
function HowFar({ project, mayListen }: { project: Project; mayListen: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [tried, setTried] = useState<Sensitivity>(project.sensitivity)
  const replay = useQuery(replayQuery(project.id, tried))
  const save = useUpdateProject(project.id)
  return (
    <section className="heard-part" aria-label={t('listening.signal.sensitivity')}>
      <div className="heard-acts">
        <SegmentedControl
          size="xs"
          aria-label={t('listening.signal.sensitivity')}
          value={tried}
          onChange={(value) => setTried(SENSITIVITIES.find((one) => one === value) ?? tried)}
          data={SENSITIVITIES.map((value) => ({ value, label: t(`listening.signal.level.${value}`) }))}
        />
        <span className="muted" role="status">
          {replay.isError
            ? words(replay.error)
            : replay.data && t('listening.signal.replay', { count: replay.data.length })}
        </span>
        {mayListen && tried !== project.sensitivity && (
          <Button
            size="xs"
            loading={save.isPending}
            onClick={() =>
              save.mutate({ sensitivity: tried }, { onError: (error) => notifyFailed(words(error)) })
            }
          >
            {t('action.save')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Says what stood out, in words, numbers and a small chart; it opens the posts behind it. */
function Told({ signal, projectId }: { signal: Signal; projectId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { kind, label, day, numbers, status } = signal
  const on = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  )
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return (
    <>
      <p className="heard-head">
        <strong dir="auto">{t(`listening.signal.kind.${kind}`, { label })}</strong>
        <time dateTime={day}>{on}</time>
        {status !== 'new' && (
          <Status tone={status === 'acted' ? 'success' : 'neutral'}>
            {t(`listening.signal.status.${status}`)}
          </Status>
        )}
        <Link
          to="/listening/$projectId"
          params={{ projectId }}
          search={{
            tab: 'posts',
            day,
            ...(kind === 'hashtag' ? { hashtag: signal.subject } : {}),
            ...(kind === 'sentiment' ? { polarity: numbers.excess < 0 ? 'negative' : 'positive' } : {}),
          }}
          className="heard-open"
        >
          {t('listening.signal.posts')}
        </Link>
      </p>
      <p className="heard-meta">
        {t(`listening.signal.because.${kind}`, {
          observed: number.format(numbers.observed),
          usual: number.format(numbers.usual),
          excess: number.format(Math.abs(numbers.excess)),
          days: numbers.days,
        })}
      </p>
      {kind !== 'sentiment' && signal.series.length > 1 && <Spark signal={signal} />}
      {signal.acts.map((act) => (
        <Done key={act.at} act={act} />
      ))}
      {signal.note !== '' && (
        <p className="heard-text" dir="auto">
          {signal.note}
        </p>
      )}
    </>
  )
}

/** Says what was done from here, and leads to what came of it. */
function Done({ act: { kind, ids, at } }: { act: SignalAct }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [first = ''] = ids
  const said = { count: ids.length, on: shortDateTime(at, locale) }
  return (
    <p className="heard-meta" data-testid="done">
      <span>{t(`listening.signal.acted.${kind}`, said)}</span>
      {kind === 'draft_started' ? (
        <Link to="/drafts/$draftId" params={{ draftId: first }}>
          {t('listening.signal.openDraft')}
        </Link>
      ) : (
        <Link to="/calendar" search={{ post: first }}>
          {t('listening.signal.openCalendar')}
        </Link>
      )}
    </p>
  )
}

const WIDTH = 280
const HEIGHT = 36

/** The days up to a signal, the last of which stood out. */
function Spark({ signal: { series } }: { signal: FoundSignal }) {
  const { t } = useTranslation()
  const days = series.map((count) => ({ posts: count ?? 0, positive: 0, negative: 0 }))
  return (
    <svg className="heard-spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{t('listening.signal.chart', { count: series.length })}</title>
      {barsOf(days, WIDTH, HEIGHT).map(({ x, width, parts }) =>
        parts.map(({ kind, y, height }) => (
          <rect key={`${x} ${kind}`} x={x} width={width} y={y} height={height} />
        )),
      )}
    </svg>
  )
}

/** Notes what was done about a signal. */
function Settle({ signal, projectId }: { signal: Signal; projectId: string }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const settle = useSettleSignal(projectId)
  const [note, setNote] = useState<string | null>(null)
  const [responding, setResponding] = useState(false)
  const write = (status: Signal['status']) =>
    settle.mutate(
      { id: signal.id, status, ...(note === null ? {} : { note }) },
      { onError: (error) => notifyFailed(words(error)), onSuccess: () => setNote(null) },
    )
  if (note !== null)
    return (
      <div className="heard-note">
        <Textarea
          label={t('listening.signal.note')}
          autosize={false}
          rows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="heard-acts">
          <Button size="xs" loading={settle.isPending} onClick={() => write('acted')}>
            {t('action.save')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setNote(null)}>
            {t('action.discard')}
          </Button>
        </div>
      </div>
    )
  return (
    <div className="heard-acts">
      <Button size="xs" variant="default" onClick={() => setResponding(true)}>
        {t('listening.signal.respond')}
      </Button>
      <Suspense>
        {responding && (
          <Response signal={signal} projectId={projectId} onClose={() => setResponding(false)} />
        )}
      </Suspense>
      <Button size="xs" variant="default" onClick={() => setNote(signal.note)}>
        {t('listening.signal.act')}
      </Button>
      {signal.status === 'new' && (
        <Button size="xs" variant="default" loading={settle.isPending} onClick={() => write('dismissed')}>
          {t('listening.signal.dismiss')}
        </Button>
      )}
    </div>
  )
}
