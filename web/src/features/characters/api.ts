import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  Character,
  CharacterStatus,
  CreateMemory,
  Memory,
  MemoryKind,
  SetAppearance,
  SetPersonality,
  TryVoice,
  UpdateCharacter,
} from '#core/characters/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { charactersKey } from './keys.ts'

const ONE = '/v1/characters/{id}'
const MOST = 100

/** Reads characters, the latest first; without a status all that are not deleted. */
export const charactersQuery = (status?: CharacterStatus) =>
  pagedQuery<Character>([...charactersKey, 'list', status ?? 'all'], (cursor, signal) =>
    api.get('/v1/characters', { query: { cursor, status } }, signal),
  )

export const characterQuery = (id: string) =>
  queryOptions({
    queryKey: [...charactersKey, 'one', id],
    queryFn: ({ signal }) => api.get(ONE, { params: { id } }, signal),
  })

export const personalityQuery = (id: string) =>
  queryOptions({
    queryKey: [...charactersKey, 'personality', id],
    queryFn: ({ signal }) => api.get(`${ONE}/personality`, { params: { id } }, signal),
  })

/** Figures are counted each minute. */
const COUNTED_EVERY_MS = 60_000

/** Reads what was counted of a character in the last thirty days. */
export const metricsQuery = (id: string) =>
  queryOptions({
    queryKey: [...charactersKey, 'metrics', id],
    queryFn: ({ signal }) => api.get(`${ONE}/metrics`, { params: { id } }, signal),
    refetchInterval: COUNTED_EVERY_MS,
  })

export const appearanceQuery = (id: string) =>
  queryOptions({
    queryKey: [...charactersKey, 'appearance', id],
    queryFn: ({ signal }) => api.get(`${ONE}/appearance`, { params: { id } }, signal),
  })

export const memoryQuery = (id: string, kind: MemoryKind | undefined) =>
  pagedQuery<Memory>([...charactersKey, 'memory', id, kind ?? 'all'], (cursor, signal) =>
    api.get(`${ONE}/memory`, { params: { id }, query: { cursor, kind } }, signal),
  )

/** Reads the pictures of the library, the latest first. */
export const picturesQuery = queryOptions({
  queryKey: [...charactersKey, 'pictures'],
  queryFn: async ({ signal }) =>
    (await api.get('/v1/media', { query: { kind: 'image', limit: MOST } }, signal)).items,
})

/** Writes, and reads everything about characters again. */
export function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: charactersKey }),
  })
}

export const useCreate = (attempt: (content: unknown) => string) =>
  useWrite((body: { name: string; bio: string; disclosureText?: string }) =>
    api.post('/v1/characters', { body, idempotencyKey: attempt(body) }),
  )
export const useUpdate = (id: string) =>
  useWrite((body: UpdateCharacter) => api.patch(ONE, { params: { id }, body }))
export const useDelete = () => useWrite((id: string) => api.delete(ONE, { params: { id } }))
export const useRestore = () => useWrite((id: string) => api.post(`${ONE}/restore`, { params: { id } }))
export const useAccounts = (id: string) =>
  useWrite((accountIds: string[]) => api.put(`${ONE}/accounts`, { params: { id }, body: { accountIds } }))
export const usePersonality = (id: string) =>
  useWrite((body: SetPersonality) => api.put(`${ONE}/personality`, { params: { id }, body }))
export const useAppearance = (id: string) =>
  useWrite((body: SetAppearance) => api.put(`${ONE}/appearance`, { params: { id }, body }))
/** Tries a text in the character's voice; it changes nothing. */
export const useTryVoice = (id: string) =>
  useMutation({
    mutationFn: (body: TryVoice) => api.post(`${ONE}/try`, { params: { id }, body }),
  })
export const useAddMemory = (id: string, attempt: (content: unknown) => string) =>
  useWrite((body: CreateMemory) =>
    api.post(`${ONE}/memory`, { params: { id }, body, idempotencyKey: attempt(body) }),
  )
export const useCorrect = (id: string, memoryId: string) =>
  useWrite((text: string) =>
    api.patch(`${ONE}/memory/{memoryId}`, { params: { id, memoryId }, body: { text } }),
  )
export const useForget = (id: string) =>
  useWrite((memoryId: string) => api.delete(`${ONE}/memory/{memoryId}`, { params: { id, memoryId } }))
