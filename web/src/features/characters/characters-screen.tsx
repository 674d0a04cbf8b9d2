import { ActionIcon, Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Character } from '#core/characters/schemas.ts'
import { PeopleIcon, PlusIcon, TrashIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { meQuery } from '../workspaces/api.ts'
import { charactersQuery, useDelete, useRestore } from './api.ts'
import { awaitingQuery } from './content-api.ts'
import '../operations/operations.css'
import './characters.css'

const NewCharacter = lazy(() => import('./new-character.tsx'))
const CharacterPanel = lazy(() => import('./character-panel.tsx'))

const STATUSES = ['active', 'paused', 'deleted'] as const
const TONES = { active: 'success', paused: 'warning', error: 'danger', deleted: 'neutral' } as const

/** The characters of the workspace: who speaks, through which accounts, and whether their posts say what they are. */
export default function CharactersScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const mayWrite = me.scopes.includes('write')
  const search = useSearch({ from: '/signed-in/characters' })
  const navigate = useNavigate()
  const status = STATUSES.find((one) => one === search.status)
  const [adding, setAdding] = useState(false)
  const list = useInfiniteQuery(charactersQuery(status))
  const awaiting = useQuery(awaitingQuery).data === true
  const remove = useDelete()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const characters = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  const open = (character?: string) =>
    void navigate({ to: '/characters', search: { status: search.status, character } })
  const add = mayWrite && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setAdding(true)}>
      {t('characters.add')}
    </Button>
  )
  return (
    <Screen title={t('characters.title')} description={t('characters.description')} actions={add}>
      <nav className="tabs" aria-label={t('characters.status.label')}>
        {([undefined, ...STATUSES] as const).map((one) => (
          <Link
            key={one ?? 'all'}
            to="/characters"
            search={{ status: one }}
            className="tab"
            aria-current={one === status ? 'page' : undefined}
          >
            {t(`characters.status.${one ?? 'all'}`)}
          </Link>
        ))}
        <Link to="/characters/approval" className="tab content-awaiting">
          {t('characters.media.queue')}
          {awaiting && <span className="content-dot">{t('characters.media.some')}</span>}
        </Link>
        <Link to="/automation" className="tab">
          {t('characters.rules')}
        </Link>
      </nav>
      {list.isPending && <Loading rows={4} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && characters.length === 0 && (
        <Empty icon={<PeopleIcon />} title={t('characters.empty')} action={status ? null : add}>
          {t('characters.emptyHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('characters.title')}>
        {characters.map((character) => (
          <Row
            key={character.id}
            character={character}
            mayWrite={mayWrite}
            onOpen={() => open(character.id)}
            onDelete={() => removeLater(character.id, t('characters.deleted', { name: character.name }))}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      <Suspense>
        {search.character && (
          <CharacterPanel
            key={search.character}
            id={search.character}
            mayWrite={mayWrite}
            mayManage={me.scopes.includes('manage')}
            onClose={() => open()}
          />
        )}
        {adding && <NewCharacter onClose={() => setAdding(false)} onMade={({ id }) => open(id)} />}
      </Suspense>
    </Screen>
  )
}

interface RowProps {
  character: Character
  mayWrite: boolean
  onOpen: () => void
  onDelete: () => void
}

function Row({ character, mayWrite, onOpen, onDelete }: RowProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const restore = useRestore()
  const { id, name, bio, status, accounts, disclosureLine, profileImageUrl } = character
  return (
    <li className="character-row" data-testid="character-row">
      <button type="button" className="character-open" onClick={onOpen}>
        <Face url={profileImageUrl} name={name} />
        <span className="character-who">
          <span className="character-name">
            <strong dir="auto">{name}</strong>
            <Status tone={TONES[status]}>{t(`characters.status.${status}`)}</Status>
            {disclosureLine === null && <Status tone="danger">{t('characters.undisclosed')}</Status>}
          </span>
          <span className="muted character-bio" dir="auto">
            {bio || t('characters.noBio')}
          </span>
          <span className="character-accounts">
            {accounts.map((account) => (
              <span key={account.id}>
                <PlatformIcon platform={account.platform} /> {account.name}
              </span>
            ))}
          </span>
        </span>
      </button>
      {mayWrite &&
        (status === 'deleted' ? (
          <Button
            size="xs"
            variant="default"
            loading={restore.isPending}
            onClick={() => restore.mutate(id, { onError: (error) => notifyFailed(words(error)) })}
          >
            {t('characters.restore')}
          </Button>
        ) : (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('characters.delete', { name })}
            onClick={onDelete}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        ))}
    </li>
  )
}

/** The profile picture of a character, or its initial. */
export const Face = ({ url, name }: { url: string | null; name: string }) =>
  url ? (
    <img className="character-face" src={`/api${url}`} alt="" />
  ) : (
    <span className="character-face" aria-hidden="true">
      {[...name][0]}
    </span>
  )
