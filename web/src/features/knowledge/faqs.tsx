import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Faq } from '#core/knowledge/schemas.ts'
import { DownloadIcon, PlusIcon, QuestionIcon, SearchIcon, UploadIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { Empty, Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { exportUrl, type FaqFilter, faqsQuery, useDeleteFaq, useSwitchFaq } from './api.ts'
import { FaqDialog, LANGUAGES } from './faq-dialog.tsx'
import { FaqRow } from './faq-row.tsx'
import { ImportDialog } from './import-dialog.tsx'
import './faqs.css'

type Opened = { kind: 'edit'; faq: Faq | null } | { kind: 'import' } | null
const TYPING_MS = 250

export function Faqs({ sought, mayWrite }: { sought: string | undefined; mayWrite: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [opened, setOpened] = useState<Opened>(null)
  const [filter, setFilter] = useState<FaqFilter>(sought ? { search: sought } : {})
  const [settled] = useDebouncedValue(filter, TYPING_MS)
  const list = useInfiniteQuery({ ...faqsQuery(settled), placeholderData: (before) => before })
  const remove = useDeleteFaq()
  const change = useSwitchFaq()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const faqs = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  const isFiltered = Object.values(filter).some(Boolean)
  const add = mayWrite && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setOpened({ kind: 'edit', faq: null })}>
      {t('faq.add')}
    </Button>
  )
  return (
    <section className="knowledge-list" aria-label={t('faq.list')}>
      <div className="list-head">
        <Filters filter={filter} onFilter={setFilter} />
        <Files
          filter={settled}
          mayWrite={mayWrite}
          hasAny={faqs.length > 0}
          onImport={() => setOpened({ kind: 'import' })}
        />
        {add}
      </div>
      {list.isPending && <Loading rows={5} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && faqs.length === 0 && (
        <Empty
          icon={<QuestionIcon />}
          title={t(isFiltered ? 'faq.noMatch' : 'faq.empty')}
          action={isFiltered ? undefined : add}
        >
          {t(isFiltered ? 'faq.noMatchHint' : 'faq.emptyHint')}
        </Empty>
      )}
      <ul className="row-list">
        {faqs.map((faq) => (
          <FaqRow
            key={faq.id}
            faq={faq}
            sought={settled.search ?? ''}
            mayWrite={mayWrite}
            onEdit={() => setOpened({ kind: 'edit', faq })}
            onSwitch={(enabled) =>
              change.mutate({ id: faq.id, enabled }, { onError: (error) => notifyFailed(words(error)) })
            }
            onDelete={() => removeLater(faq.id, t('faq.deleted', { question: faq.question }))}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      {opened?.kind === 'edit' && <FaqDialog faq={opened.faq} onClose={() => setOpened(null)} />}
      {opened?.kind === 'import' && <ImportDialog onClose={() => setOpened(null)} />}
    </section>
  )
}

interface FiltersProps {
  filter: FaqFilter
  onFilter: (filter: FaqFilter) => void
}

function Filters({ filter, onFilter }: FiltersProps) {
  const { t } = useTranslation()
  const { search = '', enabled, language } = filter
  return (
    <search className="list-filters">
      <TextInput
        size="xs"
        type="search"
        aria-label={t('faq.search')}
        placeholder={t('faq.search')}
        leftSection={<SearchIcon size={15} />}
        value={search}
        onChange={(event) => onFilter({ ...filter, search: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('faq.state')}
        value={enabled ?? ''}
        onChange={(event) => {
          const { enabled: _, ...rest } = filter
          const { value } = event.currentTarget
          onFilter(value === 'true' || value === 'false' ? { ...rest, enabled: value } : rest)
        }}
        data={[
          { value: '', label: t('faq.every') },
          { value: 'true', label: t('faq.on') },
          { value: 'false', label: t('faq.off') },
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t('faq.language')}
        value={language ?? ''}
        onChange={(event) => {
          const { language: _, ...rest } = filter
          const chosen = LANGUAGES.find((one) => one === event.currentTarget.value)
          onFilter(chosen ? { ...rest, language: chosen } : rest)
        }}
        data={[
          { value: '', label: t('faq.everyLanguage') },
          ...LANGUAGES.map((value) => ({ value, label: t(`document.language.${value}`) })),
        ]}
      />
    </search>
  )
}

interface FilesProps {
  filter: FaqFilter
  mayWrite: boolean
  hasAny: boolean
  onImport: () => void
}

function Files({ filter, mayWrite, hasAny, onImport }: FilesProps) {
  const { t } = useTranslation()
  return (
    <div className="faq-files">
      {mayWrite && (
        <Button variant="default" leftSection={<UploadIcon size={16} />} onClick={onImport}>
          {t('faq.import')}
        </Button>
      )}
      {hasAny &&
        (['csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={exportUrl(format, filter)}
            download
            variant="default"
            leftSection={<DownloadIcon size={16} />}
            aria-label={t('faq.exportAs', { format: format.toUpperCase() })}
          >
            {format.toUpperCase()}
          </Button>
        ))}
    </div>
  )
}
