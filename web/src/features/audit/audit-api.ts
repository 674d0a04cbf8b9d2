import type { AuditEntry } from '#core/workspaces/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { workspaceQuery } from '../../lib/workspace-choice.ts'
import type { AuditSearch } from './audit-rules.ts'
import { filterOf } from './audit-rules.ts'

export const auditQuery = (search: AuditSearch) => {
  const filter = filterOf(search)
  return pagedQuery<AuditEntry>(keys.auditEntries({ ...search }), (cursor, signal) =>
    api.get('/v1/audit-log', { query: { ...filter, cursor } }, signal),
  )
}

/** Returns the address of the log as a file. A link lets the browser stream a file that may exceed its memory. */
export const exportUrl = (search: AuditSearch, format: 'csv' | 'ndjson'): string =>
  `/api/v1/audit-log/export?${new URLSearchParams({ format, ...filterOf(search), ...workspaceQuery() })}`
