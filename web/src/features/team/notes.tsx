import { ActionIcon, Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullTime, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { EditIcon, TrashIcon } from '../../ui/icons.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { NoteForm } from './note-form.tsx'
import { type Note, notesQuery, useDeleteNote } from './team-api.ts'

interface NotesProps {
  conversationId: string
  myId: string | undefined
  mayAnswer: boolean
}

/** The notes on a conversation, the latest first. One changes and deletes one's own. */
export function Notes({ conversationId, myId, mayAnswer }: NotesProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(notesQuery(conversationId))
  const remove = useDeleteNote(conversationId)
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const [edited, edit] = useState<string | null>(null)
  const notes = list.data?.pages.flatMap((page) => page.items).filter(isShown)
  return (
    <section aria-label={t('team.notes')}>
      <h3>{t('team.notes')}</h3>
      <p className="muted">{t('team.notesHint')}</p>
      {mayAnswer && <NoteForm conversationId={conversationId} note={null} />}
      {list.isPending && <Loading rows={2} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {notes?.length === 0 && <p className="muted">{t('team.noNotes')}</p>}
      <ul className="row-list">
        {notes?.map((note) => (
          <li key={note.id} className="note" data-testid="note">
            {edited === note.id ? (
              <NoteForm conversationId={conversationId} note={note} onDone={() => edit(null)} />
            ) : (
              <NoteLines
                note={note}
                mine={mayAnswer && note.author.userId !== null && note.author.userId === myId}
                onEdit={() => edit(note.id)}
                onDelete={() => removeLater(note.id, t('team.noteDeleted'))}
              />
            )}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('team.more')}
        </Button>
      )}
    </section>
  )
}

interface LinesProps {
  note: Note
  mine: boolean
  onEdit: () => void
  onDelete: () => void
}

function NoteLines({ note, mine, onEdit, onDelete }: LinesProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <>
      <p className="note-head">
        <strong dir="auto">{note.author.name}</strong>
        <time dateTime={note.createdAt} title={fullTime(note.createdAt, locale)}>
          {shortDateTime(note.createdAt, locale)}
          {note.editedAt && ` · ${t('team.edited')}`}
        </time>
        {mine && (
          <span className="note-acts">
            <ActionIcon aria-label={t('team.editNote')} onClick={onEdit}>
              <EditIcon size={15} />
            </ActionIcon>
            <ActionIcon aria-label={t('team.deleteNote')} onClick={onDelete}>
              <TrashIcon size={15} />
            </ActionIcon>
          </span>
        )}
      </p>
      <p className="note-text" dir="auto">
        {note.text}
      </p>
    </>
  )
}
