import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { platformsQuery, usePlatformName } from '../../lib/platforms.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { entriesQuery } from '../taxonomy/api.ts'
import { AGES, type BankSearch, LEAST, SORTS, SOURCES } from './bank-filter.ts'
import { authorsQuery } from './profiles-api.ts'

const TYPING_MS = 300

interface FiltersProps {
  search: BankSearch
  onChange: (part: BankSearch) => void
}

export function Filters({ search, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const authors = useQuery(authorsQuery).data ?? []
  const topics = useQuery(entriesQuery('topics')).data ?? []
  const audiences = useQuery(entriesQuery('audiences')).data ?? []
  const hookTypes = useQuery(entriesQuery('hook-types')).data ?? []
  const platforms = [
    ...new Set([
      ...(useQuery(platformsQuery).data ?? []).map(({ id }) => id),
      ...authors.map(({ platform }) => platform),
    ]),
  ]
  const named = (entries: readonly { id: string; name: string }[]) =>
    entries.map(({ id, name }) => ({ value: id, label: name }))
  const select = (
    name: Exclude<keyof BankSearch, 'q' | 'post'>,
    options: { value: string; label: string }[],
  ) => (
    <NativeSelect
      size="xs"
      aria-label={t(`bank.filter.${name}`)}
      data-filter={name}
      data-chosen={search[name] !== undefined}
      value={search[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
      data={[{ value: '', label: t(`bank.filter.${name}`) }, ...options]}
    />
  )
  return (
    <search className="bank-filters">
      <Words
        key={search.q === undefined ? 'none' : 'some'}
        words={search.q ?? ''}
        onChange={(q) => onChange({ q })}
      />
      {select('author', named(authors))}
      {select('topic', named(topics))}
      {select('audience', named(audiences))}
      {select('hook', named(hookTypes))}
      {select(
        'platform',
        platforms.map((value) => ({ value, label: platformName(value) })),
      )}
      {select(
        'source',
        SOURCES.map((value) => ({ value, label: t(`bank.source.${value}`) })),
      )}
      {select(
        'age',
        AGES.map((value) => ({ value, label: t('bank.filter.days', { count: Number(value) }) })),
      )}
      {select(
        'min',
        LEAST.map((value) => ({ value, label: t('bank.filter.least', { count: Number(value) }) })),
      )}
      {!search.q && (
        <NativeSelect
          size="xs"
          aria-label={t('bank.sort.label')}
          data-filter="sort"
          value={search.sort ?? SORTS[0]}
          onChange={(event) => onChange({ sort: event.currentTarget.value })}
          data={SORTS.map((value) => ({ value, label: t(`bank.sort.${value}`) }))}
        />
      )}
    </search>
  )
}

/** The field of the search by meaning. It asks once somebody has stopped to type. */
function Words({ words, onChange }: { words: string; onChange: (words: string | undefined) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(words)
  const settle = useDebouncedCallback((value: string) => onChange(value.trim() || undefined), TYPING_MS)
  return (
    <TextInput
      size="xs"
      type="search"
      className="bank-words"
      aria-label={t('bank.search')}
      placeholder={t('bank.search')}
      leftSection={<SearchIcon size={15} />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        settle(event.currentTarget.value)
      }}
    />
  )
}
