import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import { callPlatform } from '#core/lib/platform/platform-call.ts'
import { consentIn, nextPollAt, POLL_LEASE_MS } from '../rules.ts'
import { cancelMachine, supersede } from '../store/decisions.ts'
import * as store from '../store/polls.ts'

/** The most pages of one visit; the next visit goes on from there. */
const PAGES_AT_MOST = 20
const DUE_AT_ONCE = 200
const RETRY_MS = 2 * 60_000
const REAUTH_MS = 15 * 60_000

/** Names the platforms whose comments can be read here. */
const readable = ({ platforms }: Pick<SystemCtx, 'platforms'>) =>
  platforms.filter(({ comments }) => comments !== undefined).map(({ manifest }) => manifest.id)

/** Finds the posts whose comments are to be read now, and has them read. Returns how many. */
export async function sweepPolls(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const [, { rows }] = await ctx.db.batch((db) => [
    store.watch(db, { platforms: readable(ctx), now }),
    store.due(db, { now, limit: DUE_AT_ONCE }),
  ])
  if (rows.length > 0)
    await ctx.deliver(
      rows.map(({ id: postId, workspace_id: workspaceId }) => ({
        id: newId(),
        workspaceId,
        job: { type: 'comments.poll', postId },
      })),
    )
  return rows.length
}

type Post = Awaited<ReturnType<typeof store.claim>>[number]
type Read =
  | { read: number }
  | { stopped: Exclude<CommentPage, { kind: 'page' }> | { kind: 'unknown'; reason: string } }

/**
 * Reads the comments under a post from where the last reader stopped. Each page is stored with the cursor of the next in one transaction, and a
 * comment is stored once, so that a reader may be killed at any time and several may read at once.
 */
export async function pollPost(ctx: Ctx, id: string): Promise<number> {
  const { workspaceId } = ctx
  const now = ctx.now()
  const until = new Date(now.getTime() + POLL_LEASE_MS)
  const [[post]] = await ctx.db.batch((db) => [store.claim(db, { workspaceId, id, now, until })])
  if (!post) return 0
  const read = await readPages(ctx, post)
  const at = ctx.now()
  const released =
    'read' in read
      ? { nextPollAt: nextPollAt(post.postedAt, at), problem: null, polledAt: at }
      : after(read.stopped, at)
  await ctx.db.batch((db) => [store.release(db, { workspaceId, id, claimedUntil: until, ...released })])
  return 'read' in read ? read.read : 0
}

/** Returns when a post that could not be read is tried again; never, where the platform refuses it for good. */
function after(stopped: Extract<Read, { stopped: unknown }>['stopped'], now: Date) {
  const later = (ms: number) => new Date(now.getTime() + ms)
  switch (stopped.kind) {
    case 'limited':
      return { nextPollAt: stopped.until, problem: 'The platform’s limit is reached.' }
    case 'reauth':
      return { nextPollAt: later(REAUTH_MS), problem: stopped.reason }
    case 'rejected':
      return { nextPollAt: null, monitoring: false, problem: `${stopped.reason} ${stopped.advice}`.trim() }
    default:
      return { nextPollAt: later(RETRY_MS), problem: stopped.reason }
  }
}

async function readPages(ctx: Ctx, post: Post): Promise<Read> {
  const { workspaceId } = ctx
  const [[account]] = await ctx.db.batch((db) => [accountsById(db, { workspaceId, ids: [post.accountId] })])
  const connector = account && ctx.connector(account.platform)
  const comments = connector?.comments
  if (!account || !connector || !comments)
    return {
      stopped: {
        kind: 'rejected',
        code: 'unsupported',
        reason: 'Comments cannot be read there.',
        advice: 'Read them on the platform.',
      },
    }
  let cursor = post.cursor
  let read = 0
  for (let pages = 0; pages < PAGES_AT_MOST; pages++) {
    const from = cursor
    const page = await callPlatform<Extract<CommentPage, { kind: 'page' }>>(
      ctx,
      account,
      connector,
      comments.rules.quotas('list'),
      (opened) => comments.list(opened, post.externalId, from),
    )
    if (page.kind !== 'page') {
      if (page.kind === 'sent' || page.kind === 'accepted') throw new Error('A list cannot be sent.')
      if (page.kind === 'reauth' && account.status === 'active')
        await ctx.db.batch((_db, enqueue) => {
          const { id: accountId, credentialsVersion: version } = account
          enqueue({ type: 'account.expired', accountId, version, reason: page.reason })
          return []
        })
      return { stopped: page }
    }
    read += await keep(ctx, { post, ownId: account.externalId, page })
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return { read }
}

/** Stores a page of comments and how far the post is read. Returns how many were new. */
async function keep(
  ctx: Ctx,
  { post, ownId, page }: { post: Post; ownId: string; page: Extract<CommentPage, { kind: 'page' }> },
): Promise<number> {
  const { workspaceId } = ctx
  const { id: postId, accountId } = post
  const listed = new Map(page.comments.map((one) => [one.id, one]))
  const now = ctx.now()
  return ctx.db.tx(async (tx, enqueue) => {
    const known =
      listed.size === 0
        ? []
        : await store.known(tx, { workspaceId, accountId, externalIds: [...listed.keys()] })
    let changed = 0
    for (const row of known) {
      const seen = listed.get(row.externalId)
      listed.delete(row.externalId)
      if (seen && (await change(row, seen))) changed++
    }
    const rows = [...listed.values()].map((one) => rowOf(one))
    const made = rows.length === 0 ? [] : await store.insert(tx, rows)
    const answered = rows.flatMap(({ isOwn, parentExternalId }) =>
      isOwn && parentExternalId ? [parentExternalId] : [],
    )
    if (answered.length > 0)
      await store.answeredElsewhere(tx, { workspaceId, accountId, externalIds: answered })
    const lastCommentAt = page.comments.reduce<Date | null>(
      (last, { createdAt }) => (last === null || createdAt > last ? createdAt : last),
      null,
    )
    await store.saveCursor(tx, { workspaceId, postId, cursor: page.nextCursor, lastCommentAt })
    const added = made.filter(({ isOwn }) => !isOwn)
    if (added.length > 0) await store.recount(tx, { workspaceId, postId, added: added.length })
    for (const { id: commentId } of added) enqueue({ type: 'comments.decide', commentId })
    if (made.length + changed > 0) enqueue({ type: 'feed.changed', topic: 'comments', id: postId })
    return added.length

    /** Brings a stored comment up to date. One whose words have changed is decided anew, until it was answered. */
    async function change(row: store.CommentRow, seen: PlatformComment): Promise<boolean> {
      const reworded = row.text !== seen.text
      if (!reworded && row.likes === seen.likes && row.authorName === seen.author.name) return false
      const anew =
        reworded &&
        !row.isOwn &&
        (await cancelMachine(tx, { workspaceId, commentId: row.id }, 'The comment was changed.'))
      await store.change(tx, {
        workspaceId,
        id: row.id,
        likes: seen.likes,
        authorName: seen.author.name,
        authorHandle: seen.author.handle,
        authorAvatarUrl: seen.author.avatarUrl,
        handle: seen.handle,
        ...(reworded
          ? { text: seen.text, formerTexts: [...row.formerTexts, row.text], consent: consentIn(seen.text) }
          : {}),
        ...(anew ? { status: 'new' as const, triage: null, decisionId: null, decideAt: now, tries: 0 } : {}),
      })
      if (anew) {
        await supersede(tx, { workspaceId, commentId: row.id })
        enqueue({ type: 'comments.decide', commentId: row.id })
      }
      return true
    }

    function rowOf({
      id: externalId,
      parentId,
      author,
      text,
      likes,
      url,
      handle,
      createdAt,
    }: PlatformComment) {
      const isOwn = author.id === ownId
      return {
        id: newId(),
        workspaceId,
        accountId,
        postId,
        externalId,
        parentExternalId: parentId,
        isOwn,
        authorId: author.id,
        authorName: author.name,
        authorHandle: author.handle,
        authorAvatarUrl: author.avatarUrl,
        text,
        likes,
        url,
        handle,
        postedAt: createdAt,
        status: isOwn ? ('closed' as const) : ('new' as const),
        consent: isOwn ? null : consentIn(text),
        decideAt: isOwn ? null : now,
      }
    }
  })
}
