import { anyAccount, expiredAccounts } from '#core/accounts/queries.ts'
import { openComments } from '#core/comments/queries.ts'
import {
  anyConversation,
  type Closing,
  closingWindows,
  heldBy,
  machineActs,
  openEscalations,
  responses,
  troubledMessages,
} from '#core/inbox/queries/today.ts'
import { windowClosesAt } from '#core/inbox/rules/decisions.ts'
import { anyDocument } from '#core/knowledge/queries.ts'
import { actorUserId, type Ctx, NOBODY } from '#core/lib/kernel/context.ts'
import { withOffset } from '#core/lib/kernel/local-time.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import { postsBetween, troubledPosts } from '#core/publishing/queries.ts'
import {
  CLOSING_SOON_MS,
  dayOf,
  nextStep,
  POSTS_SHOWN,
  shareByMachine,
  TROUBLE_AGE_MS,
  WAITING_SHOWN,
} from './rules.ts'
import type { Today, TodayQuery } from './schemas.ts'

/** Returns the first screen: work that waits for a person, work that machines did, and posts that go out. One trip to the database. */
export async function today(ctx: Ctx, query: TodayQuery): Promise<Today> {
  const { workspaceId } = ctx
  const now = ctx.now()
  const day = dayOf(query, now)
  const some = { workspaceId, limit: WAITING_SHOWN }
  const windows = windowsOf(ctx)
  const closing = windows.map(({ platform, windowMs }) => closesSoon(platform, windowMs, now))
  const [
    escalations,
    held,
    unanswered,
    messages,
    commented,
    troubled,
    expired,
    posts,
    { rows: acts },
    { rows: turns },
    accounts,
    documents,
    conversations,
  ] = await ctx.db.batch((db) => [
    openEscalations(db, some),
    heldBy(db, { ...some, userId: actorUserId(ctx.actor) ?? NOBODY }),
    closingWindows(db, { ...some, closing }),
    troubledMessages(db, { ...some, since: new Date(now.getTime() - TROUBLE_AGE_MS) }),
    openComments(db, some),
    troubledPosts(db, some),
    expiredAccounts(db, workspaceId),
    postsBetween(db, { workspaceId, from: day.from, to: day.to, limit: POSTS_SHOWN }),
    machineActs(db, { workspaceId, since: day.since }),
    responses(db, { workspaceId, since: day.since }),
    anyAccount(db, workspaceId),
    anyDocument(db, workspaceId),
    anyConversation(db, workspaceId),
  ])
  const hours = turns[0]?.hours ?? []
  const did = (wanted: string) => {
    const act = acts.find(({ act }) => act === wanted)
    return { times: act?.times ?? 0, conversations: act?.conversations ?? 0 }
  }
  const closesAt = ({ platform, lastInboundAt }: { platform: Platform; lastInboundAt: Date | null }) => {
    const windowMs = windows.find((window) => window.platform === platform)?.windowMs
    return (windowClosesAt(lastInboundAt, windowMs) ?? now).toISOString()
  }
  return {
    from: day.from.toISOString(),
    to: day.to.toISOString(),
    since: day.since.toISOString(),
    timezone: day.timezone,
    date: day.date,
    waiting: {
      escalations: listed(escalations, ({ since, ...row }) => ({ ...row, since: since.toISOString() })),
      held: listed(held, ({ since, ...row }) => ({ ...row, since: since.toISOString() })),
      windows: listed(unanswered, ({ lastInboundAt, ...row }) => ({
        ...row,
        closesAt: closesAt({ platform: row.platform, lastInboundAt }),
      })),
      messages: listed(messages, ({ at, ...row }) => ({ ...row, at: at.toISOString() })),
      comments: listed(commented, ({ since, ...row }) => ({ ...row, since: since.toISOString() })),
      posts: listed(troubled, withTime),
      accounts: expired,
    },
    machines: {
      answered: did('answered'),
      ignored: did('ignored'),
      escalated: did('escalated'),
      medianResponseMs: turns[0]?.median_ms ?? null,
      shareByMachine: shareByMachine(hours),
      hours,
    },
    goesOut: listed(posts, (post) => ({
      ...withTime(post),
      localTime: withOffset(post.publishAt, day.timezone),
    })),
    next: nextStep({
      account: accounts.length > 0,
      document: documents.length > 0,
      conversation: conversations.length > 0,
    }),
  }
}

/** Lists the platforms that take free text only for a while after the contact wrote, and for how long. */
const windowsOf = ({ platforms }: Ctx): { platform: Platform; windowMs: number }[] =>
  platforms.flatMap(({ manifest: { id: platform }, messages }) => {
    const windowMs = messages?.rules.windowMs
    return windowMs === undefined ? [] : [{ platform, windowMs }]
  })

const closesSoon = (platform: Platform, windowMs: number, now: Date): Closing => ({
  platform,
  from: new Date(now.getTime() - windowMs),
  to: new Date(now.getTime() - windowMs + CLOSING_SOON_MS),
})

function listed<Row extends { total: number }, T>(
  rows: readonly Row[],
  toItem: (row: Omit<Row, 'total'>) => T,
): { total: number; items: T[] } {
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...row }) => toItem(row)) }
}

const withTime = <Row extends { publishAt: Date }>({ publishAt, ...row }: Row) => ({
  ...row,
  publishAt: publishAt.toISOString(),
})
