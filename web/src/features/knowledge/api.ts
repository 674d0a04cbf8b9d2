import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CreateDocument, KnowledgeDocument, Passage } from '#core/knowledge/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'

const PASSAGES = 5

export const documentsQuery = pagedQuery<KnowledgeDocument>(keys.documents, '/v1/knowledge/documents')

export type NewDocument = CreateDocument | File

/** A file is told from another by name, size and date: reading it twice only to compare would be waste. */
const contentOf = (document: NewDocument): unknown =>
  document instanceof File ? [document.name, document.size, document.lastModified] : document

export function useAddDocument(attempt: (content: unknown) => string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (document: NewDocument) => {
      const idempotencyKey = attempt(contentOf(document))
      return api.post<KnowledgeDocument>('/v1/knowledge/documents', bodyOf(document), { idempotencyKey })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.documents }),
  })
}

function bodyOf(document: NewDocument): CreateDocument | FormData {
  if (!(document instanceof File)) return document
  const form = new FormData()
  form.append('file', document)
  return form
}

export function useDeleteDocument() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.delete(`/v1/knowledge/documents/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.documents }),
  })
}

export function useAsk() {
  return useMutation({
    mutationFn: (query: string) =>
      api.post<{ items: Passage[] }>('/v1/knowledge/search', { query, limit: PASSAGES }),
  })
}
