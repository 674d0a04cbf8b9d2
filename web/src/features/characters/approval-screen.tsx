import { Button, Checkbox } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content } from '#core/characters/schemas.ts'
import { useCommands } from '../../ui/commands.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { useListKeys } from '../../ui/use-list-keys.ts'
import { meQuery } from '../workspaces/api.ts'
import { contentQuery, useChangeContent } from './content-api.ts'
import {
  ContentFacts,
  ContentLarge,
  ContentQuality,
  ContentStates,
  ContentThumb,
  nameOf,
} from './content-view.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { useDecisions } from './use-decisions.tsx'
import './characters.css'
import './media.css'

/** The media of all characters that await approval, one large and the others beside it. */
export default function ApprovalScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const { character } = useSearch({ from: '/signed-in/characters/approval' })
  const list = useInfiniteQuery(contentQuery({ characterId: character, approval: 'pending' }))
  const media = list.data?.pages.flatMap((page) => page.items) ?? []
  const back = (
    <Link to="/characters" search={character ? { character, tab: 'media' } : {}} className="link-button">
      {t('characters.title')}
    </Link>
  )
  return (
    <Screen title={t('characters.media.queue')} description={t('characters.media.queueHint')} actions={back}>
      {list.isPending && <Loading rows={4} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && media.length === 0 && (
        <Empty icon={<CheckIcon />} title={t('characters.media.queueEmpty')}>
          {t('characters.media.queueEmptyHint')}
        </Empty>
      )}
      {media.length > 0 && <Queue media={media} mayWrite={me.scopes.includes('write')} />}
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </Screen>
  )
}

function Queue({ media, mayWrite }: { media: readonly Content[]; mayWrite: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useChangeContent()
  const { decideAbout, isPending } = useDecisions()
  const [openId, setOpenId] = useState<string | null>(null)
  // Where the open one stood, so that the next one takes its place when it is decided about.
  const place = useRef(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [rejecting, setRejecting] = useState<readonly Content[] | null>(null)
  const found = media.findIndex(({ id }) => id === openId)
  const at = found >= 0 ? found : Math.min(place.current, media.length - 1)
  place.current = at
  const open = media[at]
  const some = media.filter(({ id }) => chosen.has(id))
  const about = some.length > 0 ? some : open ? [open] : []
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  const step = (by: 1 | -1) => setOpenId(media[Math.max(0, Math.min(media.length - 1, at + by))]?.id ?? null)
  const flag = () =>
    open &&
    change.mutate({ id: open.id, isNsfw: !open.isNsfw }, { onError: (error) => notifyFailed(words(error)) })
  const approve = () => {
    decideAbout(about, 'approved')
    setChosen(new Set())
  }
  const reject = () => setRejecting(about)
  useListKeys(step)
  useQueueKeys(mayWrite, { approve, reject, flag, choose: () => open && toggle(open.id) })
  if (!open) return null
  return (
    <div className="content-queue">
      <article className="content-open" data-testid="awaiting" aria-label={nameOf(open)}>
        <ContentLarge key={open.id} content={open} />
        <div className="content-about">
          <h2 dir="auto">{open.characterName}</h2>
          <strong dir="auto">{nameOf(open)}</strong>
          <ContentStates content={open} />
          <ContentFacts content={open} />
          <ContentQuality content={open} />
        </div>
        {mayWrite && (
          <footer className="content-decide">
            <Button loading={isPending} onClick={approve} aria-keyshortcuts="a">
              {some.length > 0
                ? t('characters.media.approveMany', { count: some.length })
                : t('characters.media.approve')}
            </Button>
            <Button variant="default" color="red" onClick={reject} aria-keyshortcuts="r">
              {some.length > 0
                ? t('characters.media.rejectMany', { count: some.length })
                : t('characters.media.reject')}
            </Button>
            <Button variant="subtle" color="gray" onClick={flag} aria-keyshortcuts="n">
              {t(open.isNsfw ? 'characters.media.unflag' : 'characters.media.flag')}
            </Button>
          </footer>
        )}
      </article>
      <ul className="content-strip" aria-label={t('characters.media.waiting', { count: media.length })}>
        {media.map((content) => (
          <li key={content.id} aria-current={content.id === open.id ? 'true' : undefined}>
            <button type="button" aria-label={nameOf(content)} onClick={() => setOpenId(content.id)}>
              <ContentThumb content={content} />
            </button>
            {mayWrite && (
              <Checkbox
                size="xs"
                aria-label={t('characters.media.choose', { name: nameOf(content) })}
                checked={chosen.has(content.id)}
                onChange={() => toggle(content.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {rejecting && (
        <RejectDialog
          count={rejecting.length}
          onReject={(reason) => {
            decideAbout(rejecting, 'rejected', reason)
            setChosen(new Set())
          }}
          onClose={() => setRejecting(null)}
        />
      )}
    </div>
  )
}

interface Keys {
  approve: () => void
  reject: () => void
  flag: () => void
  choose: () => void
}

/** Offers the keys of the queue: approve, reject, flag, choose for many at once. */
function useQueueKeys(mayWrite: boolean, keys: Keys) {
  const { t } = useTranslation()
  const latest = useRef(keys)
  latest.current = keys
  const commands = useMemo(
    () =>
      mayWrite
        ? [
            {
              id: 'content-approve',
              label: t('characters.media.approve'),
              key: 'a',
              run: () => latest.current.approve(),
            },
            {
              id: 'content-reject',
              label: t('characters.media.reject'),
              key: 'r',
              run: () => latest.current.reject(),
            },
            {
              id: 'content-flag',
              label: t('characters.media.flag'),
              key: 'n',
              run: () => latest.current.flag(),
            },
            {
              id: 'content-choose',
              label: t('characters.media.chooseThis'),
              key: 'x',
              run: () => latest.current.choose(),
            },
          ]
        : [],
    [t, mayWrite],
  )
  useCommands(commands)
}
