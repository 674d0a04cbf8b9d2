import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { outgoingWebhooks } from '#drizzle/schema/webhooks.ts'

export type DeliveryRow = typeof outgoingWebhooks.$inferSelect
interface OfEndpoint {
  workspaceId: string
  endpointId: string
}
const ofEndpoint = ({ workspaceId, endpointId }: OfEndpoint) =>
  and(eq(outgoingWebhooks.workspaceId, workspaceId), eq(outgoingWebhooks.endpointId, endpointId))

export const insert = (db: Db, row: typeof outgoingWebhooks.$inferInsert) =>
  db.insert(outgoingWebhooks).values(row).returning()

export const list = (
  db: Db,
  { before, limit, ...where }: OfEndpoint & { before: Position | null; limit: number },
) =>
  db
    .select()
    .from(outgoingWebhooks)
    .where(and(ofEndpoint(where), keyset.before(outgoingWebhooks.createdAt, outgoingWebhooks.id, before)))
    .orderBy(desc(outgoingWebhooks.createdAt), desc(outgoingWebhooks.id))
    .limit(limit + 1)

export const byId = (db: Db, { id, ...where }: OfEndpoint & { id: string }) =>
  db
    .select()
    .from(outgoingWebhooks)
    .where(and(ofEndpoint(where), eq(outgoingWebhooks.id, id)))

/**
 * Claims what is due for an endpoint, in order: nothing while an earlier event of the same conversation or thing waits. Who claims has it
 * until the lease ends; whoever claims it then sends it again under the same id.
 */
export const claim = (
  db: Db,
  { workspaceId, endpointId, at, until, limit }: OfEndpoint & { at: Date; until: Date; limit: number },
) =>
  db
    .update(outgoingWebhooks)
    .set({ attempts: sql`${outgoingWebhooks.attempts} + 1`, notBefore: until })
    .where(
      sql`${outgoingWebhooks.workspaceId} = ${workspaceId} and ${outgoingWebhooks.id} in (
        select w.id from outgoing_webhooks w
        where w.workspace_id = ${workspaceId} and w.endpoint_id = ${endpointId} and w.status = 'pending'
          and w.not_before <= ${at.toISOString()}::timestamptz
          and not exists (select 1 from outgoing_webhooks earlier
            where earlier.workspace_id = w.workspace_id and earlier.endpoint_id = w.endpoint_id and earlier.status = 'pending'
              and earlier.order_key = w.order_key and earlier.position < w.position)
        order by w.position limit ${limit} for update skip locked)`,
    )
    .returning()

/** Records the outcome of a try, if it is still the latest one. */
export const record = (
  db: Db,
  { workspaceId, id, attempts }: Pick<DeliveryRow, 'workspaceId' | 'id' | 'attempts'>,
  outcome: Pick<DeliveryRow, 'status' | 'notBefore' | 'answerStatus' | 'answerText' | 'deliveredAt'>,
) =>
  db
    .update(outgoingWebhooks)
    .set(outcome)
    .where(
      and(
        eq(outgoingWebhooks.workspaceId, workspaceId),
        eq(outgoingWebhooks.id, id),
        eq(outgoingWebhooks.attempts, attempts),
        eq(outgoingWebhooks.status, 'pending'),
      ),
    )
    .returning({ id: outgoingWebhooks.id })

/** Has a delivery sent again from the beginning, under the same id. */
export const replay = (db: Db, { id, at, ...where }: OfEndpoint & { id: string; at: Date }) =>
  db
    .update(outgoingWebhooks)
    .set({ status: 'pending', attempts: 0, notBefore: at, deliveredAt: null, createdAt: at })
    .where(and(ofEndpoint(where), eq(outgoingWebhooks.id, id)))
    .returning()

/** Lists endpoints that are on and have something due. Crosses workspaces. */
export const due = (db: Db, { at, limit }: { at: Date; limit: number }) =>
  db.execute<{ workspace_id: string; endpoint_id: string }>(sql`
    select distinct w.workspace_id, w.endpoint_id
    from (select workspace_id, endpoint_id from outgoing_webhooks
      where status = 'pending' and not_before <= ${at.toISOString()}::timestamptz order by not_before limit ${limit}) w
    join webhook_endpoints e on e.workspace_id = w.workspace_id and e.id = w.endpoint_id and e.enabled`)

/** Deletes what was made before a time and waits for nobody. Crosses workspaces. */
export const forget = (db: Db, { before }: { before: Date }) =>
  db
    .delete(outgoingWebhooks)
    .where(and(lt(outgoingWebhooks.createdAt, before), sql`${outgoingWebhooks.status} <> 'pending'`))
    .returning({ id: outgoingWebhooks.id })
