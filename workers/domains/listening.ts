import { listeningDownload, listeningEndpoints, listeningUpload } from '../api/routes/listening.ts'
import { listeningChoiceEndpoints } from '../api/routes/listening-choices.ts'
import type { Domain } from '../domain.ts'

export const listening: Domain = {
  endpoints: [...listeningEndpoints, ...listeningChoiceEndpoints],
  uploads: [listeningUpload],
  raw: [listeningDownload],
}
