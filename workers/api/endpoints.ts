import type { Endpoint } from './endpoint.ts'
import { accountEndpoints } from './routes/accounts.ts'
import { apiKeyEndpoints } from './routes/api-keys.ts'
import { auditEndpoints } from './routes/audit.ts'
import { bankEndpoints } from './routes/bank.ts'
import { inboxEndpoints } from './routes/inbox.ts'
import { knowledgeEndpoints } from './routes/knowledge.ts'
import { mediaEndpoints } from './routes/media.ts'
import { memberEndpoints } from './routes/members.ts'
import { notificationEndpoints } from './routes/notifications.ts'
import { operationsEndpoints } from './routes/operations.ts'
import { publishingEndpoints } from './routes/publishing.ts'
import { taxonomyEndpoints } from './routes/taxonomy.ts'
import { todayEndpoints } from './routes/today.ts'
import { workspaceEndpoints } from './routes/workspaces.ts'

/** Every endpoint of the API. The security suite and the OpenAPI document are made from this list. */
export const endpoints: readonly Endpoint[] = [
  ...workspaceEndpoints,
  ...memberEndpoints,
  ...apiKeyEndpoints,
  ...auditEndpoints,
  ...accountEndpoints,
  ...inboxEndpoints,
  ...knowledgeEndpoints,
  ...mediaEndpoints,
  ...publishingEndpoints,
  ...bankEndpoints,
  ...taxonomyEndpoints,
  ...todayEndpoints,
  ...notificationEndpoints,
  ...operationsEndpoints,
]
