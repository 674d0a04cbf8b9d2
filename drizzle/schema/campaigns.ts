import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, timestamps } from './columns.ts'
import { workspaceId } from './tenant.ts'

/** A campaign gathers posts: a launch, a season, a client. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** `#rrggbb`. */
    color: text('color').notNull(),
    /** Days in the workspace's time zone, both of them included; null for one without a period. */
    startsOn: date('starts_on', { mode: 'string' }),
    endsOn: date('ends_on', { mode: 'string' }),
    ...timestamps(),
  },
  (t) => [
    unique('campaigns_tenant').on(t.workspaceId, t.id),
    uniqueIndex('campaigns_name').on(t.workspaceId, sql`lower(${t.name})`),
    index('campaigns_recent').on(t.workspaceId, t.createdAt, t.id),
    check('campaigns_period', sql`${t.startsOn} <= ${t.endsOn}`),
  ],
)
