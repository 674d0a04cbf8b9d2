import { type AnyPgColumn, foreignKey, uuid } from 'drizzle-orm/pg-core'
import { workspaces } from './identity.ts'

/** The tenant. Every table that has this column is protected after the migrations (`functions/protection.sql`). */
export const workspaceId = () =>
  uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' })

/**
 * The tenant of rows that always belong to another tenant's row: that reference (`tenantReference`) has the workspace in
 * its key, so a reference of their own would be checked at each row and add nothing.
 */
export const workspaceIdOfParent = () => uuid('workspace_id').notNull()

/** A reference that cannot cross workspaces, whatever the application does: the tenant is part of the key. */
export const tenantReference = (
  name: string,
  columns: [AnyPgColumn, AnyPgColumn],
  table: { workspaceId: AnyPgColumn; id: AnyPgColumn },
  onDelete: 'cascade' | 'no action' = 'cascade',
) => foreignKey({ name, columns, foreignColumns: [table.workspaceId, table.id] }).onDelete(onDelete)
