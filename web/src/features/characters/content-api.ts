import { queryOptions } from '@tanstack/react-query'
import type {
  AddContent,
  ApprovalStatus,
  Content,
  ContentType,
  DecideContent,
  UpdateContent,
} from '#core/characters/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { useWrite } from './api.ts'
import { charactersKey } from './keys.ts'

const ALL = '/v1/content'
const ONE = `${ALL}/{id}` as const

export interface ContentFilter {
  characterId?: string | undefined
  approval?: ApprovalStatus | undefined
  contentType?: ContentType | undefined
}

/** Reads characters' media, the latest first. */
export const contentQuery = (filter: ContentFilter) =>
  pagedQuery<Content>([...charactersKey, 'content', filter], (cursor, signal) =>
    api.get(ALL, { query: { ...filter, cursor } }, signal),
  )

/** Reads one of a character’s media. */
export const contentOneQuery = (id: string) =>
  queryOptions({
    queryKey: [...charactersKey, 'content', 'one', id],
    queryFn: ({ signal }) => api.get(ONE, { params: { id } }, signal),
  })

/** Tells whether anything of characters awaits approval. */
export const awaitingQuery = queryOptions({
  queryKey: [...charactersKey, 'content', 'awaiting'],
  queryFn: async ({ signal }) =>
    (await api.get(ALL, { query: { approval: 'pending', limit: 1 } }, signal)).items.length > 0,
})

/** Uploads a file to the library, and adds it to a character's media. The key makes both happen once. */
export const useUpload = () =>
  useWrite(async ({ file, characterId, key }: { file: File; characterId: string; key: string }) => {
    const form = new FormData()
    form.append('file', file)
    const medium = await api.upload('/v1/media', form, { idempotencyKey: key })
    const body: AddContent = { characterId, mediaId: medium.id, isNsfw: false }
    return api.post(ALL, { body, idempotencyKey: `${key}-content` })
  })
export const useAddText = (attempt: (content: unknown) => string) =>
  useWrite((body: { characterId: string; text: string }) =>
    api.post(ALL, { body: { ...body, isNsfw: false }, idempotencyKey: attempt(body) }),
  )
export const useChangeContent = () =>
  useWrite(({ id, ...body }: UpdateContent & { id: string }) => api.patch(ONE, { params: { id }, body }))
export const useRemoveContent = () => useWrite((id: string) => api.delete(ONE, { params: { id } }))
export const useDecide = () => useWrite((body: DecideContent) => api.post(`${ALL}/decisions`, { body }))
