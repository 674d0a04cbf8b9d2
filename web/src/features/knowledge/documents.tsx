import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { KnowledgeIcon, PlusIcon, SearchIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { AddDocumentDialog } from './add-document-dialog.tsx'
import {
  type DocumentFilter,
  type DocumentStatus,
  documentsQuery,
  useDeleteDocument,
  useRetryDocument,
} from './api.ts'
import { DocumentRow } from './document-row.tsx'
import { EditDocumentDialog } from './edit-document-dialog.tsx'
import { FileTarget } from './file-drop.tsx'
import { SendingRow } from './sending-row.tsx'
import { useUploads } from './use-uploads.ts'

const TYPING_MS = 250
const STATES: readonly DocumentStatus[] = ['indexed', 'processing', 'failed']

interface DocumentsProps {
  /** The search with which the list opens, set by the palette. */
  sought: string | undefined
  mayWrite: boolean
  onOpen: (document: { id: string; title: string }) => void
}

/** Lists documents and files being uploaded. Files may be dropped anywhere on the list. */
export function Documents({ sought, mayWrite, onOpen }: DocumentsProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [adding, setAdding] = useState(false)
  const [editing, setEditing] = useState<KnowledgeDocument | null>(null)
  // The palette opens this screen with the dialog open.
  const { new: starting } = useSearch({ strict: false })
  const navigate = useNavigate()
  const close = () => {
    setAdding(false)
    if (starting) void navigate({ to: '/knowledge', search: {}, replace: true })
  }
  const [filter, setFilter] = useState<DocumentFilter>(sought ? { search: sought } : {})
  const [settled] = useDebouncedValue(filter, TYPING_MS)
  const list = useInfiniteQuery({ ...documentsQuery(settled), placeholderData: (before) => before })
  const remove = useDeleteDocument()
  const retry = useRetryDocument()
  const uploads = useUploads()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const documents = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  const isFiltered = Object.values(filter).some(Boolean)
  const files = (chosen: File[]) => {
    if (mayWrite) void uploads.start(chosen)
  }
  const add = mayWrite && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setAdding(true)}>
      {t('document.add')}
    </Button>
  )
  return (
    <FileTarget className="knowledge-list" label={t('document.list')} onFiles={files}>
      <div className="list-head">
        <Filters filter={filter} onFilter={setFilter} />
        <p className="muted">{t('document.about')}</p>
        {add}
      </div>
      {list.isPending && <Loading rows={5} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && documents.length === 0 && uploads.sending.length === 0 && (
        <Empty
          icon={<KnowledgeIcon />}
          title={t(isFiltered ? 'document.noMatch' : 'document.empty')}
          action={isFiltered ? undefined : add}
        >
          {t(isFiltered ? 'faq.noMatchHint' : 'document.emptyHint')}
        </Empty>
      )}
      <ul className="row-list">
        {uploads.sending.map((one) => (
          <SendingRow key={one.key} one={one} uploads={uploads} />
        ))}
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            sought={settled.search ?? ''}
            onOpen={onOpen}
            onEdit={mayWrite && document.status !== 'processing' ? () => setEditing(document) : undefined}
            retrying={retry.isPending && retry.variables === document.id}
            onDelete={mayWrite ? (id, title) => removeLater(id, t('document.deleted', { title })) : undefined}
            onRetry={
              mayWrite
                ? (id) => retry.mutate(id, { onError: (error) => notifyFailed(words(error)) })
                : undefined
            }
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      {editing && <EditDocumentDialog document={editing} onClose={() => setEditing(null)} />}
      <AddDocumentDialog
        opened={adding || (mayWrite && starting === 'document')}
        onClose={close}
        onFiles={files}
      />
    </FileTarget>
  )
}

interface FiltersProps {
  filter: DocumentFilter
  onFilter: (filter: DocumentFilter) => void
}

function Filters({ filter, onFilter }: FiltersProps) {
  const { t } = useTranslation()
  const { search = '', status } = filter
  return (
    <search className="list-filters">
      <TextInput
        size="xs"
        type="search"
        aria-label={t('document.search')}
        placeholder={t('document.search')}
        leftSection={<SearchIcon size={15} />}
        value={search}
        onChange={(event) => onFilter({ ...filter, search: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('document.state')}
        value={status ?? ''}
        onChange={(event) => {
          const { status: _, ...rest } = filter
          const chosen = STATES.find((one) => one === event.currentTarget.value)
          onFilter(chosen ? { ...rest, status: chosen } : rest)
        }}
        data={[
          { value: '', label: t('document.everyState') },
          ...STATES.map((value) => ({ value, label: t(`document.status.${value}`) })),
        ]}
      />
    </search>
  )
}
