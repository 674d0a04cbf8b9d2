import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import type { Character, Content } from '#core/characters/schemas.ts'
import type { ShownMedium } from '#core/media/schemas.ts'
import { api } from '../../../lib/api.ts'
import { pagedQuery } from '../../../lib/paged.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { More } from '../../../ui/more.tsx'
import { Failure, Loading } from '../../../ui/states.tsx'
import { MediumPicture } from '../post-media.tsx'
import { toShown } from './media-field.tsx'

/** Also the key of the feature, so that a decision there is seen here. */
const KEY = ['characters', 'composer'] as const

const speakersQuery = {
  queryKey: [...KEY, 'speakers'],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await api.get('/v1/characters', { query: { limit: 100 } }, signal)).items,
}
const approvedQuery = (characterId: string) =>
  pagedQuery<Content>([...KEY, 'approved', characterId], (cursor, signal) =>
    api.get('/v1/content', { query: { characterId, approval: 'approved', cursor } }, signal),
  )

interface FieldProps {
  /** The accounts that the post goes to. */
  accounts: readonly Account[]
  media: readonly ShownMedium[]
  onMedia: (media: ShownMedium[]) => void
  onText: (text: string) => void
}

/** Offers what is approved in the media of the characters that speak through the chosen accounts: nothing else may be shown there. */
export function CharacterMedia({ accounts, media, onMedia, onText }: FieldProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Character | null>(null)
  const speakers = useQuery({ ...speakersQuery, enabled: accounts.length > 0 }).data ?? []
  const chosen = new Set(accounts.map(({ id }) => id))
  const speaking = speakers.filter((one) => one.accounts.some(({ id }) => chosen.has(id)))
  const take = ({ medium, text }: Content) => {
    if (text !== null) onText(text)
    else if (medium && !media.some(({ mediaId }) => mediaId === medium.id))
      onMedia([...media, toShown(medium)])
    setOpen(null)
  }
  return (
    <>
      {speaking.map((character) => (
        <Button key={character.id} size="xs" variant="default" onClick={() => setOpen(character)}>
          {t('compose.media.ofCharacter', { name: character.name })}
        </Button>
      ))}
      {open && (
        <Dialog
          opened
          onClose={() => setOpen(null)}
          title={t('compose.media.ofCharacter', { name: open.name })}
          width={560}
        >
          <Approved characterId={open.id} onTake={take} />
        </Dialog>
      )}
    </>
  )
}

function Approved({ characterId, onTake }: { characterId: string; onTake: (content: Content) => void }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(approvedQuery(characterId))
  const found = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isPending) return <Loading rows={3} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  return (
    <>
      {found.length === 0 && <p className="muted">{t('compose.media.noneApproved')}</p>}
      <ul className="media-field-approved">
        {found.map((content) => (
          <li key={content.id}>
            <button type="button" data-testid="approved" onClick={() => onTake(content)}>
              {content.medium ? <MediumPicture medium={toShown(content.medium)} /> : null}
              <span dir="auto">{content.text ?? content.medium?.fileName}</span>
            </button>
          </li>
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
