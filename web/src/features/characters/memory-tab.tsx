import { ActionIcon, Button, NativeSelect, Textarea } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Memory, MemoryKind } from '#core/characters/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { EditIcon, TrashIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, FormFailure, Loading, useErrorWords } from '../../ui/states.tsx'
import { memoryQuery, useAddMemory, useCorrect, useForget } from './api.ts'

const KINDS = ['said', 'promised', 'likes', 'note'] as const satisfies readonly MemoryKind[]

/** What a character remembers, and may say: its posts come by themselves, the rest is written here. */
export function MemoryTab({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<MemoryKind | undefined>(undefined)
  const list = useInfiniteQuery(memoryQuery(id, kind))
  const memories = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="character-tab">
      <p className="muted">{t('characters.memoryHint')}</p>
      {mayWrite && <AddMemory id={id} />}
      <NativeSelect
        aria-label={t('characters.memoryKind')}
        value={kind ?? ''}
        data={[
          { value: '', label: t('characters.kind.all') },
          ...KINDS.map((one) => ({ value: one, label: t(`characters.kind.${one}`) })),
        ]}
        onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value))}
      />
      {list.isPending && <Loading rows={4} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && memories.length === 0 && <p className="muted">{t('characters.memoryEmpty')}</p>}
      <ul className="character-memories">
        {memories.map((memory) => (
          <MemoryRow key={`${memory.id}${memory.updatedAt}`} id={id} memory={memory} mayWrite={mayWrite} />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </div>
  )
}

function AddMemory({ id }: { id: string }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<MemoryKind>('likes')
  const [text, setText] = useState('')
  const add = useAddMemory(id, useAttempt())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') add.mutate({ kind, text }, { onSuccess: () => setText('') })
  }
  return (
    <form className="form character-section" onSubmit={submit}>
      <NativeSelect
        label={t('characters.memoryKind')}
        value={kind}
        data={KINDS.map((one) => ({ value: one, label: t(`characters.kind.${one}`) }))}
        onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'note')}
      />
      <Textarea
        label={t('characters.memoryText')}
        rows={2}
        maxLength={5000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormFailure error={add.error} />
      <div className="form-actions">
        <Button type="submit" loading={add.isPending} disabled={text.trim() === ''}>
          {t('characters.remember')}
        </Button>
      </div>
    </form>
  )
}

function MemoryRow({ id, memory, mayWrite }: { id: string; memory: Memory; mayWrite: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const [text, setText] = useState<string | null>(null)
  const correct = useCorrect(id, memory.id)
  const forget = useForget(id)
  return (
    <li data-testid="memory">
      <p className="muted">
        {t(`characters.kind.${memory.kind}`)} · {t(`characters.source.${memory.source}`)} ·{' '}
        {shortDateTime(memory.createdAt, locale)}
      </p>
      {text === null ? (
        <p dir="auto">{memory.text}</p>
      ) : (
        <Textarea
          aria-label={t('characters.memoryText')}
          autosize
          dir="auto"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <FormFailure error={correct.error} />
      {mayWrite && (
        <div className="character-acts">
          {text === null ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('characters.correct')}
              onClick={() => setText(memory.text)}
            >
              <EditIcon size={15} />
            </ActionIcon>
          ) : (
            <Button
              size="xs"
              loading={correct.isPending}
              disabled={text.trim() === ''}
              onClick={() => correct.mutate(text)}
            >
              {t('action.save')}
            </Button>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('characters.forget')}
            loading={forget.isPending}
            onClick={() => forget.mutate(memory.id, { onError: (error) => notifyFailed(words(error)) })}
          >
            <TrashIcon size={15} />
          </ActionIcon>
        </div>
      )}
    </li>
  )
}
