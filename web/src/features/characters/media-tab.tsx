import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalStatus, ContentType } from '#core/characters/schemas.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { AttachIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, FormFailure, Loading, useErrorWords } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { useFileDrop } from '../media/use-file-drop.ts'
import { contentQuery, useAddText, useRemoveContent, useUpload } from './content-api.ts'
import { ContentRow } from './content-row.tsx'
import { nameOf } from './content-view.tsx'
import './media.css'

const APPROVALS = ['pending', 'approved', 'rejected'] as const satisfies readonly ApprovalStatus[]
const TYPES = ['image', 'video', 'text', 'audio'] as const satisfies readonly ContentType[]

/** What a character may publish: its pictures, videos, texts and sounds, with their approval. */
export function MediaTab({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const { t } = useTranslation()
  const [approval, setApproval] = useState<ApprovalStatus | undefined>(undefined)
  const [contentType, setContentType] = useState<ContentType | undefined>(undefined)
  const list = useInfiniteQuery(contentQuery({ characterId: id, approval, contentType }))
  const remove = useRemoveContent()
  const { removeLater, isShown } = useRemoval((one, onError) => remove.mutate(one, { onError }))
  const media = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  return (
    <div className="character-tab">
      <p className="muted">
        {t('characters.media.hint')}{' '}
        <Link to="/characters/approval" search={{ character: id }} className="link-button">
          {t('characters.media.toQueue')}
        </Link>
      </p>
      {mayWrite && <AddMedia characterId={id} />}
      <div className="character-two">
        <NativeSelect
          aria-label={t('characters.media.approval.label')}
          value={approval ?? ''}
          data={[
            { value: '', label: t('characters.media.approval.all') },
            ...APPROVALS.map((one) => ({ value: one, label: t(`characters.media.approval.${one}`) })),
          ]}
          onChange={(event) => setApproval(APPROVALS.find((one) => one === event.currentTarget.value))}
        />
        <NativeSelect
          aria-label={t('characters.media.type.label')}
          value={contentType ?? ''}
          data={[
            { value: '', label: t('characters.media.type.all') },
            ...TYPES.map((one) => ({ value: one, label: t(`characters.media.type.${one}`) })),
          ]}
          onChange={(event) => setContentType(TYPES.find((one) => one === event.currentTarget.value))}
        />
      </div>
      {list.isPending && <Loading rows={4} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && media.length === 0 && <p className="muted">{t('characters.media.empty')}</p>}
      <ul className="content-list" aria-label={t('characters.tab.media')}>
        {media.map((content) => (
          <ContentRow
            key={content.id}
            content={content}
            mayWrite={mayWrite}
            onRemove={() => removeLater(content.id, t('characters.media.removed', { name: nameOf(content) }))}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </div>
  )
}

function AddMedia({ characterId }: { characterId: string }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const picker = useRef<HTMLInputElement>(null)
  const upload = useUpload()
  const [text, setText] = useState('')
  const addText = useAddText(useAttempt())
  const add = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        await upload.mutateAsync({ file, characterId, key: crypto.randomUUID() })
      } catch (error) {
        notifyFailed(`${file.name}: ${words(error)}`)
      }
    }
  }
  const { over, target } = useFileDrop((files) => void add(files))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') addText.mutate({ characterId, text }, { onSuccess: () => setText('') })
  }
  return (
    <form className="form character-section" onSubmit={submit} data-over={over || undefined} {...target}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept="image/*,video/*,audio/*"
        aria-label={t('characters.media.add')}
        data-testid="content-input"
        onChange={({ currentTarget }) => {
          void add([...(currentTarget.files ?? [])])
          // Allow the same file to be picked again.
          currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        leftSection={<AttachIcon size={15} />}
        loading={upload.isPending}
        onClick={() => picker.current?.click()}
      >
        {over ? t('characters.media.drop') : t('characters.media.add')}
      </Button>
      <Textarea
        label={t('characters.media.text')}
        rows={2}
        maxLength={10_000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormFailure error={addText.error} />
      <div className="form-actions">
        <Button type="submit" variant="default" loading={addText.isPending} disabled={text.trim() === ''}>
          {t('characters.media.addText')}
        </Button>
      </div>
    </form>
  )
}
