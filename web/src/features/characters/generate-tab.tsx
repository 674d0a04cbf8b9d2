import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Character, GenerationStatus, JobType } from '#core/characters/schemas.ts'
import { More } from '../../ui/more.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { GenerateForm } from './generate-form.tsx'
import { GenerationRow } from './generation-row.tsx'
import { generationsQuery } from './generations-api.ts'
import './media.css'

const STATUSES = [
  'queued',
  'running',
  'done',
  'failed',
  'unknown',
  'cancelled',
] as const satisfies readonly GenerationStatus[]
const TYPES = ['image', 'card', 'text'] as const satisfies readonly JobType[]

/** Has pictures, cards and texts made for a character, and shows how far they are. */
export function GenerateTab({ character, mayWrite }: { character: Character; mayWrite: boolean }) {
  const { t } = useTranslation()
  const [status, setStatus] = useState<GenerationStatus | undefined>(undefined)
  const [jobType, setJobType] = useState<JobType | undefined>(undefined)
  const list = useInfiniteQuery(generationsQuery({ characterId: character.id, status, jobType }))
  const generations = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="character-tab">
      {mayWrite && <GenerateForm character={character} />}
      <div className="character-two">
        <NativeSelect
          aria-label={t('characters.generate.status.label')}
          value={status ?? ''}
          data={[
            { value: '', label: t('characters.generate.status.all') },
            ...STATUSES.map((one) => ({ value: one, label: t(`characters.generate.status.${one}`) })),
          ]}
          onChange={(event) => setStatus(STATUSES.find((one) => one === event.currentTarget.value))}
        />
        <NativeSelect
          aria-label={t('characters.generate.type.label')}
          value={jobType ?? ''}
          data={[
            { value: '', label: t('characters.generate.type.all') },
            ...TYPES.map((one) => ({ value: one, label: t(`characters.generate.type.${one}`) })),
          ]}
          onChange={(event) => setJobType(TYPES.find((one) => one === event.currentTarget.value))}
        />
      </div>
      {list.isPending && <Loading rows={3} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && generations.length === 0 && (
        <p className="muted">
          {t(status || jobType ? 'characters.generate.noneOfThese' : 'characters.generate.empty')}
        </p>
      )}
      <ul className="generation-list" aria-label={t('characters.generate.list')}>
        {generations.map((generation, index) => (
          <GenerationRow
            key={generation.id}
            generation={generation}
            mayWrite={mayWrite}
            startsOpen={index === 0}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </div>
  )
}
