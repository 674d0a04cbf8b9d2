import { ActionIcon, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatSession } from '#core/assistant/schemas.ts'
import { BackIcon, EditIcon, TrashIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { chatsQuery, useDelete, useRename } from './api.ts'

interface ChatsProps {
  current: string | undefined
  onOpen: (id?: string) => void
}

/** One's chats, the last spoken in first. On a phone they stand aside while one is open. */
export function Chats({ current, onOpen }: ChatsProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(chatsQuery)
  const remove = useDelete()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const chats = (list.data?.pages.flatMap(({ items }) => items) ?? []).filter(isShown)
  return (
    <nav className="chats" aria-label={t('assistant.chats')} data-open={current !== undefined}>
      <Link to="/assistant" search={{ chat: undefined }} className="chats-back">
        <BackIcon size={16} /> {t('assistant.chats')}
      </Link>
      {list.isPending && <Loading rows={3} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && chats.length === 0 && <p className="muted chats-none">{t('assistant.none')}</p>}
      <ul>
        {chats.map((chat) => (
          <Row
            key={chat.id}
            chat={chat}
            isCurrent={chat.id === current}
            onDelete={() => {
              if (chat.id === current) onOpen()
              removeLater(chat.id, t('assistant.deleted'))
            }}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </nav>
  )
}

function Row({ chat, isCurrent, onDelete }: { chat: ChatSession; isCurrent: boolean; onDelete: () => void }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const rename = useRename(chat.id)
  const [naming, setNaming] = useState(false)
  const title = chat.title ?? t('assistant.untitled')
  const name = (given: string) => {
    setNaming(false)
    if (given.trim() === '' || given.trim() === chat.title) return
    rename.mutate(given.trim(), { onError: (error) => notifyFailed(words(error)) })
  }
  if (naming)
    return (
      <li className="chats-row">
        <TextInput
          size="xs"
          autoFocus
          aria-label={t('assistant.name')}
          defaultValue={chat.title ?? ''}
          maxLength={120}
          onBlur={(event) => name(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') name(event.currentTarget.value)
            if (event.key === 'Escape') setNaming(false)
          }}
        />
      </li>
    )
  return (
    <li className="chats-row" data-current={isCurrent}>
      <Link
        to="/assistant"
        search={{ chat: chat.id }}
        className="chats-link"
        aria-current={isCurrent ? 'page' : undefined}
        dir="auto"
      >
        {title}
      </Link>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('assistant.rename', { title })}
        onClick={() => setNaming(true)}
      >
        <EditIcon size={14} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('assistant.delete', { title })}
        onClick={onDelete}
      >
        <TrashIcon size={14} />
      </ActionIcon>
    </li>
  )
}
