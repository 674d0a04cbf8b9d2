import { accountsById } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { publishedAs } from '#core/publishing/queries.ts'
import type {
  ChangeMonitoringRule,
  CreateMonitoringRule,
  MonitoredPost,
  MonitoredPostListQuery,
  MonitoringRule,
  MonitorPost,
} from '../schemas.ts'
import * as store from '../store/monitoring.ts'
import * as views from '../store/views.ts'
import { toPost } from './view.ts'

/** Lists the rules by which posts are watched, the latest first. */
export async function listMonitoringRules(
  { db, workspaceId }: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<MonitoringRule>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.rules(one, { workspaceId, before, limit })])
  return pageOfRows(rows, limit, ({ createdAt: at, id }) => ({ at, id }), toRule)
}

export async function getMonitoringRule({ db, workspaceId }: Ctx, id: string): Promise<MonitoringRule> {
  const [[row]] = await db.batch((one) => [store.ruleById(one, { workspaceId, id })])
  if (!row) throw notFound('monitoring_rule')
  return toRule(row)
}

const toRule = ({ workspaceId: _, createdAt, updatedAt, ...rule }: store.RuleRow): MonitoringRule => ({
  ...rule,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

/** Adds a rule, for an account or for all that have none. @throws conflict `rule_exists` */
export async function createMonitoringRule(ctx: Ctx, input: CreateMonitoringRule): Promise<MonitoringRule> {
  const { workspaceId } = ctx
  const id = newId()
  await ctx.db.tx(async (tx) => {
    if (input.accountId !== null) await demandAccount(tx, workspaceId, input.accountId)
    const [made] = await store.insertRule(tx, { id, workspaceId, ...input })
    if (!made) throw conflict('rule_exists', 'There is a rule for this already: change that one.')
    await audit.record(tx, ctx, {
      action: 'monitoring_rule.create',
      objectType: 'monitoring_rule',
      objectId: id,
      after: input,
    })
  })
  return getMonitoringRule(ctx, id)
}

async function demandAccount(tx: Parameters<typeof accountsById>[0], workspaceId: string, accountId: string) {
  const [account] = await accountsById(tx, { workspaceId, ids: [accountId] })
  if (!account || account.status === 'revoked')
    throw invalid('There is no such account.', [
      { path: 'accountId', message: 'Choose a connected account.' },
    ])
  return account
}

export async function changeMonitoringRule(
  ctx: Ctx,
  id: string,
  change: ChangeMonitoringRule,
): Promise<MonitoringRule> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx) => {
    const [row] = await store.lockRule(tx, { workspaceId, id })
    if (!row) throw notFound('monitoring_rule')
    const { enabled, newestPosts, days } = row
    const before = { enabled, newestPosts, days }
    await store.changeRule(tx, { workspaceId, id }, { ...before, ...(change as typeof before) })
    await audit.record(tx, ctx, {
      action: 'monitoring_rule.change',
      objectType: 'monitoring_rule',
      objectId: id,
      before: Object.fromEntries(Object.entries(before).filter(([name]) => name in change)),
      after: change,
    })
  })
  return getMonitoringRule(ctx, id)
}

export async function deleteMonitoringRule(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx) => {
    const [deleted] = await store.deleteRule(tx, { workspaceId, id })
    if (!deleted) throw notFound('monitoring_rule')
    await audit.record(tx, ctx, {
      action: 'monitoring_rule.delete',
      objectType: 'monitoring_rule',
      objectId: id,
      before: deleted,
    })
  })
}

/** Lists the posts under which comments are or were read, the latest first. */
export async function listMonitoredPosts(
  { db, workspaceId }: Ctx,
  { limit, cursor, ...filter }: MonitoredPostListQuery,
): Promise<Page<MonitoredPost>> {
  const before = decodeCursor(cursor)
  const { accountId, monitoring, scheduledPostId } = filter
  const [rows] = await db.batch((one) => [
    views.posts(one, { workspaceId, accountId, monitoring, scheduledPostId, before, limit }),
  ])
  return pageOfRows(rows, limit, ({ post }) => ({ at: post.postedAt, id: post.id }), toPost)
}

export async function getMonitoredPost({ db, workspaceId }: Ctx, id: string): Promise<MonitoredPost> {
  const [[row]] = await db.batch((one) => [views.postById(one, { workspaceId, id })])
  if (!row) throw notFound('monitored_post')
  return toPost(row)
}

/** Watches one of an account’s posts; of one that Chorus has published its words are known. @throws conflict `already_monitored` */
export async function monitorPost(ctx: Ctx, input: MonitorPost): Promise<MonitoredPost> {
  const { workspaceId } = ctx
  const { accountId, externalId, caption, url } = input
  const id = newId()
  const now = ctx.now()
  await ctx.db.tx(async (tx, enqueue) => {
    const { platform } = await demandAccount(tx, workspaceId, accountId)
    if (!ctx.connector(platform).comments)
      throw invalid('Comments cannot be read there.', [
        { path: 'accountId', message: 'Choose an account whose comments can be read.' },
      ])
    const [own] = await publishedAs(tx, { workspaceId, accountId, externalId })
    const told = own
      ? {
          source: 'scheduled' as const,
          scheduledPostId: own.postId,
          caption: own.text,
          url: own.url,
          postedAt: own.publishedAt,
        }
      : { source: 'manual' as const, caption, url: url ?? null, postedAt: now }
    const [made] = await store.insertPost(tx, {
      id,
      workspaceId,
      accountId,
      externalId,
      ...told,
      monitoring: true,
      byHand: true,
      nextPollAt: now,
      createdAt: now,
    })
    if (!made) throw conflict('already_monitored', 'This post is known already: switch it on instead.')
    await audit.record(tx, ctx, {
      action: 'monitored_post.add',
      objectType: 'monitored_post',
      objectId: id,
      after: { accountId, externalId },
    })
    enqueue({ type: 'comments.poll', postId: id })
    enqueue({ type: 'feed.changed', topic: 'comments', id })
  })
  return getMonitoredPost(ctx, id)
}

/** Switches the watch of a post by hand: from then on no rule switches it. */
export async function changeMonitoredPost(
  ctx: Ctx,
  id: string,
  { monitoring }: { monitoring: boolean },
): Promise<MonitoredPost> {
  const { workspaceId } = ctx
  const nextPollAt = monitoring ? ctx.now() : null
  await ctx.db.tx(async (tx, enqueue) => {
    const [changed] = await store.changePost(
      tx,
      { workspaceId, id },
      { monitoring, byHand: true, nextPollAt },
    )
    if (!changed) throw notFound('monitored_post')
    await audit.record(tx, ctx, {
      action: 'monitored_post.switch',
      objectType: 'monitored_post',
      objectId: id,
      after: { monitoring },
    })
    if (monitoring) enqueue({ type: 'comments.poll', postId: id })
    enqueue({ type: 'feed.changed', topic: 'comments', id })
  })
  return getMonitoredPost(ctx, id)
}
