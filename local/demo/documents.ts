import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import type { Client } from '../client.ts'
import { DOCUMENTS } from './texts.ts'
import { until } from './until.ts'

/** Adds the documents and waits until all are indexed, so that questions can be answered. */
export async function addDocuments(owner: Client): Promise<void> {
  await Promise.all(DOCUMENTS.map((document) => add(owner, document)))
}

async function add(owner: Client, document: (typeof DOCUMENTS)[number]): Promise<void> {
  const { id } = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', document)
  await until(`“${document.title}” to be indexed`, async () => {
    const { status, error } = await owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${id}`)
    if (status === 'failed') throw new Error(`“${document.title}” could not be indexed: ${error}`)
    return status === 'indexed' ? true : null
  })
}
