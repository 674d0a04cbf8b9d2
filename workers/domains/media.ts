import { linkedFiles, mediaContentRoutes, mediaEndpoints, mediaUploadRoute } from '../api/routes/media.ts'
import type { Domain } from '../domain.ts'

export const media: Domain = {
  endpoints: mediaEndpoints,
  uploads: [mediaUploadRoute],
  raw: [mediaContentRoutes, linkedFiles],
}
