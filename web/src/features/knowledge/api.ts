import { type InfiniteData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  CreateDocument,
  CreateFaq,
  Faq,
  KnowledgeDocument,
  UpdateDocument,
  UpdateFaq,
} from '#core/knowledge/schemas.ts'
import { api, type Page } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { workspaceQuery } from '../../lib/workspace-choice.ts'

const DOCUMENTS = '/v1/knowledge/documents'
const REPLACE = '/v1/knowledge/documents/{id}/replace'
const FAQS = '/v1/knowledge/faqs'
const PASSAGES = 5

export type DocumentStatus = KnowledgeDocument['status']

export interface DocumentFilter {
  search?: string
  status?: DocumentStatus
}

export const documentsQuery = (filter: DocumentFilter) =>
  pagedQuery<KnowledgeDocument>([...keys.documents, 'list', filter], (cursor, signal) =>
    api.get(DOCUMENTS, { query: { cursor, ...filter } }, signal),
  )

/** Reads a document's text, again when the knowledge changes: an edited or replaced document has another text. */
export const documentTextQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.documents, 'text', id],
    queryFn: ({ signal }) => api.get('/v1/knowledge/documents/{id}/text', { params: { id } }, signal),
  })

/** The key of all FAQ queries, below the key that the live feed invalidates for the topic `knowledge`. */
const faqKey = [...keys.documents, 'faqs']

export interface FaqFilter {
  search?: string
  enabled?: 'true' | 'false'
  language?: Faq['language']
}

export const faqsQuery = (filter: FaqFilter) =>
  pagedQuery<Faq>([...faqKey, filter], (cursor, signal) =>
    api.get(FAQS, { query: { cursor, ...filter } }, signal),
  )

/** Invalidates all of the knowledge: the search finds a new document as well. */
function useKnowledgeChanged() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: keys.documents })
}

export function useAddDocument(attempt: (content: unknown) => string) {
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: (body: CreateDocument) => api.post(DOCUMENTS, { body, idempotencyKey: attempt(body) }),
    onSuccess: changed,
  })
}

export function uploadFile(
  file: File,
  write: { idempotencyKey: string; onProgress: (share: number) => void },
): Promise<KnowledgeDocument> {
  const form = new FormData()
  form.append('file', file)
  return api.uploadTold(DOCUMENTS, form, write)
}

/** The changes to a document: its title, its text, and the file or the address that it is read from. */
export interface DocumentEdit extends UpdateDocument {
  url?: string
  file?: File
}

/** Changes a document, its title first, so that the new content is read under the new title. */
export function useEditDocument(id: string) {
  const changed = useKnowledgeChanged()
  const params = { id }
  return useMutation({
    mutationFn: async ({ url, file, ...written }: DocumentEdit) => {
      if (Object.keys(written).length > 0)
        await api.patch('/v1/knowledge/documents/{id}', { params, body: written })
      if (url !== undefined) await api.post(REPLACE, { params, body: { url } })
      if (file === undefined) return
      const form = new FormData()
      form.append('file', file)
      await api.upload(REPLACE, form, { params })
    },
    onSettled: changed,
  })
}

export function useRetryDocument() {
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: (id: string) => api.post('/v1/knowledge/documents/{id}/retry', { params: { id } }),
    onSettled: changed,
  })
}

export function useDeleteDocument() {
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: (id: string) => api.delete('/v1/knowledge/documents/{id}', { params: { id } }),
    onSettled: changed,
  })
}

export type FaqContent = Pick<Faq, 'question' | 'answer' | 'keywords'> & { language?: Faq['language'] }

/** Adds a FAQ, or changes the one with that id. */
export function useSaveFaq(id: string | null, attempt: (content: unknown) => string) {
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: (content: FaqContent) =>
      id === null
        ? api.post(FAQS, {
            body: { ...content, enabled: true } satisfies CreateFaq,
            idempotencyKey: attempt(content),
          })
        : api.patch('/v1/knowledge/faqs/{id}', { params: { id }, body: content satisfies UpdateFaq }),
    onSuccess: changed,
  })
}

type FaqPages = InfiniteData<Page<Faq>>

/** Switches a FAQ on or off: shown at once, and reverted if the server refuses it. */
export function useSwitchFaq() {
  const queryClient = useQueryClient()
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: ({ id, enabled }: { id: string; enabled: boolean }) =>
      api.patch('/v1/knowledge/faqs/{id}', { params: { id }, body: { enabled } }),
    onMutate: ({ id, enabled }) => {
      queryClient.setQueriesData<FaqPages>(
        { queryKey: faqKey },
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((faq) => (faq.id === id ? { ...faq, enabled } : faq)),
            })),
          },
      )
    },
    onSettled: changed,
  })
}

export function useDeleteFaq() {
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: (id: string) => api.delete('/v1/knowledge/faqs/{id}', { params: { id } }),
    onSettled: changed,
  })
}

export function useImportFaqs() {
  const changed = useKnowledgeChanged()
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file)
      return api.uploadTold('/v1/knowledge/faqs/import', form)
    },
    onSuccess: changed,
  })
}

export const exportUrl = (format: 'csv' | 'json', filter: FaqFilter): string =>
  `/api${FAQS}/export?${new URLSearchParams({ format, ...given(filter), ...workspaceQuery() })}`

const given = (filter: FaqFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))

export function useAsk() {
  return useMutation({
    mutationFn: (query: string) => api.post('/v1/knowledge/search', { body: { query, limit: PASSAGES } }),
  })
}
