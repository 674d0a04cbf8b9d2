import { sweepDocuments } from '#core/knowledge/actions/indexing.ts'
import { knowledgeJobs } from '#core/knowledge/jobs.ts'
import { knowledgeWorkers } from '#core/knowledge/workers.ts'
import { faqDownload, knowledgeEndpoints, uploadRoute } from '../api/routes/knowledge.ts'
import { knowledge as indexing } from '../consumers/knowledge.ts'
import { type Domain, delivered } from '../domain.ts'

export const knowledge: Domain = {
  endpoints: knowledgeEndpoints,
  uploads: [uploadRoute],
  raw: [faqDownload],
  workers: knowledgeWorkers,
  jobs: delivered(knowledgeJobs, { 'knowledge.index': { lane: 'knowledge' } }),
  lanes: { knowledge: indexing },
  sweeps: [{ name: 'documents', worker: 'knowledge', run: sweepDocuments }],
}
