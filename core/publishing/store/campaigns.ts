import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { campaigns } from '#drizzle/schema/campaigns.ts'
import { scheduledPosts } from '#drizzle/schema/publishing.ts'
import type { ChangeCampaign } from '../schemas/campaigns.ts'

interface InWorkspace {
  workspaceId: string
}
interface One extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(campaigns.workspaceId, workspaceId), eq(campaigns.id, id))

export const list = (db: Db, { workspaceId, limit }: InWorkspace & { limit: number }) =>
  db
    .select()
    .from(campaigns)
    .where(eq(campaigns.workspaceId, workspaceId))
    .orderBy(sql`lower(${campaigns.name})`)
    .limit(limit)

export const byId = (db: Db, where: One) => db.select().from(campaigns).where(one(where))
/** Locks a campaign to change or delete it. A maker of occurrences, which refers to it, need not wait for that. */
export const lock = (db: Db, where: One) => byId(db, where).for('no key update')
/** Finds a campaign, and keeps it from being deleted to the end of the transaction. */
export const hold = (db: Db, where: One) => byId(db, where).for('share')

/** Counts the posts of a campaign. */
export const count = (db: Db, { workspaceId, id }: One) =>
  db
    .select({
      posts: sql<number>`count(*)::int`,
      published: sql<number>`(count(*) filter (where ${scheduledPosts.status} = 'published'))::int`,
    })
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), eq(scheduledPosts.campaignId, id)))

export const insert = (db: Db, row: typeof campaigns.$inferInsert) => db.insert(campaigns).values(row)

export const change = (db: Db, { workspaceId, id, name, color, startsOn, endsOn }: One & ChangeCampaign) =>
  db
    .update(campaigns)
    .set({
      ...(name === undefined ? {} : { name }),
      ...(color === undefined ? {} : { color }),
      ...(startsOn === undefined ? {} : { startsOn }),
      ...(endsOn === undefined ? {} : { endsOn }),
    })
    .where(one({ workspaceId, id }))

export const remove = (db: Db, where: One) => db.delete(campaigns).where(one(where))
