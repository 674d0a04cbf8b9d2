import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'
import { CloseIcon } from '../../../ui/icons.tsx'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { labelsQuery } from '../../team/team-api.ts'
import { campaignsQuery, type SortChange, useSortPosts } from '../sorting/api.ts'
import { shiftedBy, wallOf, withSeconds } from '../wall-time.ts'
import { type Done, eachOf, unsort } from './bulk.ts'
import styles from './bulk-bar.module.css'

const DAY_MS = 24 * 3_600_000
/** By how many days posts are shifted at once. */
const SHIFTS = [-7, -1, 1, 7] as const
const NO_CAMPAIGN = 'none'

interface BarProps {
  /** Those that are ticked. */
  posts: readonly ScheduledPost[]
  /** All of the list that can be ticked. */
  all: readonly ScheduledPost[]
  onChoose: (ids: readonly string[]) => void
}

/** Offers what can be done with the posts that are ticked. */
export default function BulkBar({ posts, all, onChoose }: BarProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const queryClient = useQueryClient()
  const labels = useQuery(labelsQuery).data ?? []
  const campaigns = useQuery(campaignsQuery).data ?? []
  const sort = useSortPosts()
  const [going, setGoing] = useState<number | null>(null)
  const failed = (error: Error) => notifyFailed(words(error))
  const count = posts.length
  const none = () => onChoose([])

  const takeBack = async (change: SortChange) => {
    for (const step of unsort(posts, change)) await sort.mutateAsync(step).catch(failed)
  }
  const sortBy = (change: SortChange) =>
    sort.mutate(
      { ids: posts.map(({ id }) => id), ...change },
      {
        onSuccess: () => {
          none()
          notifyDone(t('sorting.bulk.sorted', { count }), {
            label: t('action.undo'),
            undo: () => void takeBack(change),
          })
        },
        onError: failed,
      },
    )
  const each = useMutation({
    mutationFn: ({
      of,
      act,
    }: {
      of: readonly ScheduledPost[]
      act: (post: ScheduledPost) => Promise<unknown>
    }) => eachOf(of, act, setGoing),
    onSettled: () => {
      setGoing(null)
      return queryClient.invalidateQueries({ queryKey: keys.posts })
    },
  })
  /** Says what became of each, and offers to take back what was done. */
  const tell = ({ done, refused }: Done, said: string, undo?: () => void) => {
    none()
    const [first] = refused
    if (done.length > 0) notifyDone(said, undo && { label: t('action.undo'), undo })
    if (first) notifyFailed(t('sorting.bulk.refused', { count: refused.length, reason: words(first.error) }))
  }
  const shift = (of: readonly ScheduledPost[], days: number, said?: string) =>
    each.mutate(
      { of, act: (post) => moveTo(post, shiftedBy(wallOf(post.localTime), days * DAY_MS)) },
      {
        onSuccess: (all) =>
          tell(
            all,
            said ?? t('sorting.bulk.shifted', { count: all.done.length }),
            said === undefined
              ? () => each.mutate({ of: all.done, act: (post) => moveTo(post, wallOf(post.localTime)) })
              : undefined,
          ),
      },
    )
  const approve = () =>
    each.mutate(
      { of: posts, act: (post) => take(post, 'schedule') },
      {
        onSuccess: (all) =>
          tell(all, t('sorting.bulk.approved', { count: all.done.length }), () =>
            each.mutate({ of: all.done, act: (post) => take(post, 'draft') }),
          ),
      },
    )
  const cancel = () =>
    each.mutate(
      { of: posts, act: ({ id }) => api.post('/v1/scheduled-posts/{id}/cancel', { params: { id } }) },
      { onSuccess: (all) => tell(all, t('sorting.bulk.cancelled', { count: all.done.length })) },
    )
  const busy = each.isPending || sort.isPending
  const waiting = posts.every(({ status }) => status === 'draft' || status === 'awaiting_approval')

  const select = (
    name: string,
    options: { value: string; label: string }[],
    onPick: (value: string) => void,
  ) => (
    <NativeSelect
      size="xs"
      aria-label={name}
      value=""
      disabled={busy}
      data={[{ value: '', label: name }, ...options]}
      onChange={({ currentTarget: { value } }) => value !== '' && onPick(value)}
    />
  )
  const named = (some: readonly { id: string; name: string }[]) =>
    some.map(({ id, name }) => ({ value: id, label: name }))
  const onThem = labels.filter(({ id }) => posts.some((post) => post.labels.some((label) => label.id === id)))
  return (
    <section className={styles.bar} aria-label={t('sorting.bulk.title')} data-testid="posts-bulk">
      <span className={styles.count} aria-live="polite">
        {going === null
          ? t('sorting.bulk.chosen', { count })
          : t('sorting.bulk.going', { done: going, count: each.variables?.of.length ?? count })}
      </span>
      <Button size="xs" variant="default" onClick={() => onChoose(all.map(({ id }) => id))}>
        {t('sorting.bulk.all')}
      </Button>
      {labels.length > 0 &&
        select(t('sorting.bulk.addLabel'), named(labels), (id) => sortBy({ addLabels: [id] }))}
      {onThem.length > 0 &&
        select(t('sorting.bulk.removeLabel'), named(onThem), (id) => sortBy({ removeLabels: [id] }))}
      {campaigns.length > 0 &&
        select(
          t('sorting.campaign'),
          [...named(campaigns), { value: NO_CAMPAIGN, label: t('sorting.noCampaign') }],
          (id) => sortBy({ campaignId: id === NO_CAMPAIGN ? null : id }),
        )}
      {select(
        t('sorting.bulk.shift'),
        SHIFTS.map((days) => ({ value: `${days}`, label: t(`sorting.bulk.by.${days}`) })),
        (days) => shift(posts, Number(days)),
      )}
      {waiting && (
        <Button size="xs" variant="default" disabled={busy} onClick={approve}>
          {t('sorting.bulk.approve')}
        </Button>
      )}
      <Button size="xs" variant="light" color="red" disabled={busy} onClick={cancel}>
        {t('sorting.bulk.cancel')}
      </Button>
      <ActionIcon aria-label={t('sorting.bulk.none')} onClick={none}>
        <CloseIcon size={15} />
      </ActionIcon>
    </section>
  )
}

const moveTo = ({ id }: ScheduledPost, wall: string) =>
  api.patch('/v1/scheduled-posts/{id}', { params: { id }, body: { publishAtLocal: withSeconds(wall) } })

const take = ({ id }: ScheduledPost, to: 'schedule' | 'draft') =>
  to === 'schedule'
    ? api.post('/v1/scheduled-posts/{id}/schedule', { params: { id }, body: {} })
    : api.post('/v1/scheduled-posts/{id}/draft', { params: { id } })
