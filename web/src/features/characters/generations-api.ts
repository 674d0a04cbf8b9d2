import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  CreateGeneration,
  EstimateGeneration,
  Generation,
  GenerationStatus,
  JobType,
} from '#core/characters/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { useWrite } from './api.ts'
import { charactersKey } from './keys.ts'

const ALL = '/v1/generations'
const ONE = `${ALL}/{id}` as const

export interface GenerationFilter {
  characterId: string
  status?: GenerationStatus | undefined
  jobType?: JobType | undefined
}

/** Reads what was asked to be generated, the latest first. */
export const generationsQuery = (filter: GenerationFilter) =>
  pagedQuery<Generation>([...charactersKey, 'generations', filter], (cursor, signal) =>
    api.get(ALL, { query: { ...filter, cursor } }, signal),
  )

/** Says by what something would be made, and what it would cost. */
export const estimateQuery = (body: EstimateGeneration) =>
  queryOptions({
    queryKey: [...charactersKey, 'estimate', body],
    queryFn: ({ signal }) => api.post(`${ALL}/estimate`, { body }, signal),
    placeholderData: keepPreviousData,
  })

export const useGenerate = (attempt: (content: unknown) => string) =>
  useWrite((body: CreateGeneration) => api.post(ALL, { body, idempotencyKey: attempt(body) }))
export const useCancel = () => useWrite((id: string) => api.post(`${ONE}/cancel`, { params: { id } }))
export const useRetry = () =>
  useWrite(({ id, unknown }: { id: string; unknown: boolean }) =>
    api.post(`${ONE}/retry`, { params: { id }, body: { unknown } }),
  )
