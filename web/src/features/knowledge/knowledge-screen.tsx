import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KnowledgeIcon, PlusIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { later, notifyFailed } from '../../ui/notify.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { AddDocumentDialog } from './add-document-dialog.tsx'
import { documentsQuery, useDeleteDocument } from './api.ts'
import { AskBox } from './ask-box.tsx'
import { DocumentRow } from './document-row.tsx'
import './knowledge.css'

export default function KnowledgeScreen() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [adding, setAdding] = useState(false)
  const list = useInfiniteQuery(documentsQuery)
  const remove = useDeleteDocument()
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const documents = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => !hidden.has(id))

  const show = (id: string) => setHidden((before) => new Set([...before].filter((one) => one !== id)))
  const removeLater = (id: string, title: string) => {
    setHidden((before) => new Set([...before, id]))
    later(
      t('document.deleted', { title }),
      t('action.undo'),
      () =>
        remove.mutate(id, {
          onError: (error) => {
            show(id)
            notifyFailed(words(error))
          },
        }),
      () => show(id),
    )
  }
  const add = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setAdding(true)}>
      {t('document.add')}
    </Button>
  )
  return (
    <Screen title={t('nav.knowledge')} description={t('document.description')} actions={add}>
      <div className="knowledge">
        <section className="knowledge-list" aria-label={t('document.list')}>
          {list.isPending && <Loading rows={5} />}
          {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
          {list.data && documents.length === 0 && (
            <Empty icon={<KnowledgeIcon />} title={t('document.empty')} action={add}>
              {t('document.emptyHint')}
            </Empty>
          )}
          <ul className="row-list">
            {documents.map((document) => (
              <DocumentRow key={document.id} document={document} onDelete={removeLater} />
            ))}
          </ul>
          <More
            has={list.hasNextPage}
            loading={list.isFetchingNextPage}
            load={() => void list.fetchNextPage()}
          />
        </section>
        <AskBox />
      </div>
      <AddDocumentDialog opened={adding} onClose={() => setAdding(false)} />
    </Screen>
  )
}
