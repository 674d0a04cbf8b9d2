import { describe, expect, it } from 'vitest'
import { capturePost } from '#core/bank/actions/capture.ts'
import { getPost, listPosts } from '#core/bank/actions/posts.ts'
import { createDraft } from '#core/drafts/actions/drafts.ts'
import { getDraft } from '#core/drafts/actions/view.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import { muteAuthor } from '#core/listening/actions/choices.ts'
import { listProjectPosts } from '#core/listening/actions/figures.ts'
import { bringIntoBank, watchAuthor } from '#core/listening/actions/heard.ts'
import { importIntoProject } from '#core/listening/actions/import.ts'
import { createProject, deleteProject, getProject } from '#core/listening/actions/projects.ts'
import { draftFromSignal, getRelated, pausePosts } from '#core/listening/actions/signal-acts.ts'
import { mailSignals } from '#core/listening/actions/signal-mail.ts'
import { findSignals, listSignals, settleSignal } from '#core/listening/actions/signals.ts'
import { changeNotificationSettings } from '#core/notifications/actions/settings.ts'
import { takeTo } from '#core/publishing/actions/drafts.ts'
import { read, schedule } from '#core/publishing/actions/scheduled-posts.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const rooms = startRooms()
const { outside } = rooms
const DAY_MS = 86_400_000
const NOW = Date.parse('2026-03-20T00:12:00Z')
const acting = { takeBack: (ctx: Room['ctx'], id: string) => takeTo(ctx, id, 'draft'), createDraft }
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const dayAgo = (days: number) => new Date(NOW - days * DAY_MS).toISOString().slice(0, 10)
const said = (daysAgo: number, voices: number, text = 'About #tea') =>
  Array.from({ length: voices }, (_, n) => ({
    platform: 'web',
    externalId: `${daysAgo}-${n}-${text}`,
    author: `author-${n}`,
    text,
    postedAt: `${dayAgo(daysAgo)}T09:00:00Z`,
    metrics: { likes: n },
  }))

/** Makes a workspace whose project heard much yesterday, where little is usual. */
async function loud() {
  outside.now = new Date(NOW)
  const room = await rooms.newWorkspace()
  const { id } = await createProject(room.ctx, {
    name: 'Tea',
    platforms: ['web'],
    scope: { hashtags: ['tea'] },
  })
  const days = Array.from({ length: 27 }, (_, n) => said(n + 1, n === 0 ? 20 : 3)).flat()
  await importIntoProject(room.ctx, id, { items: days })
  outside.delivered = []
  await findSignals(rooms.system)
  const { items } = await listSignals(room.ctx, id, { limit: 10 })
  const signal = items.find(({ kind }) => kind === 'hashtag')?.id ?? ''
  return { room, ctx: room.ctx, projectId: id, which: { projectId: id, id: signal } }
}
const queue = ({ ctx, accountId }: Room, text: string, days = 1) =>
  schedule(ctx, {
    text,
    accountIds: [accountId],
    publishAt: new Date(NOW + days * DAY_MS).toISOString(),
    timezone: 'UTC',
  })

describe('what is done about a signal', () => {
  it('queued posts about the same are found and become drafts again, others and those that began stay; the signal remembers it', async () => {
    const { room, ctx, which } = await loud()
    const about = await queue(room, 'Our new tea')
    const begun = await queue(room, 'Last #tea', 2)
    const other = await queue(room, 'Our new coffee')
    expect((await getRelated(ctx, which)).posts).toMatchObject([
      { id: about.id, found: ['#tea'] },
      { id: begun.id, found: ['#tea'] },
    ])
    await asOwner(`update scheduled_post_accounts set status = 'sending' where scheduled_post_id = $1`, [
      begun.id,
    ])
    const postIds = [about.id, begun.id, about.id]
    const { paused, refused, signal } = await pausePosts(ctx, which, { postIds }, acting)
    expect({ paused, refused: refused.map(({ id }) => id) }).toEqual({
      paused: [about.id],
      refused: [begun.id],
    })
    expect(signal).toMatchObject({ status: 'acted', acts: [{ kind: 'posts_paused', ids: [about.id] }] })
    expect([(await read(ctx, about.id)).status, (await read(ctx, other.id)).status]).toEqual([
      'draft',
      'queued',
    ])
    expect((await getRelated(ctx, which)).posts).toEqual([])
  })

  it('nothing is remembered of what was refused, and another workspace’s posts and signals do not exist', async () => {
    const { room, ctx, which } = await loud()
    const theirs = await loud()
    const { id } = await queue(room, 'Our tea')
    const there = await pausePosts(theirs.ctx, theirs.which, { postIds: [id] }, acting)
    expect(there).toMatchObject({ paused: [], signal: { status: 'new', acts: [] } })
    expect(await refusal(pausePosts(theirs.ctx, which, { postIds: [id] }, acting))).toBe('not_found')
    expect(await refusal(draftFromSignal(theirs.ctx, which, acting))).toBe('not_found')
    expect((await read(ctx, id)).status).toBe('queued')
  })

  it('a draft begins with the posts behind it, those with most engagement first', async () => {
    const { ctx, which } = await loud()
    const { id } = await draftFromSignal(ctx, which, acting)
    const { title, source } = await getDraft(ctx, id)
    expect(title).toBe('#tea')
    expect(source?.text.split('\n\n')).toHaveLength(5)
    expect(source?.text).toMatch(/^author-19: About #tea\n\nauthor-18:/)
    expect((await listSignals(ctx, which.projectId, { limit: 10, status: 'acted' })).items).toMatchObject([
      { id: which.id, acts: [{ kind: 'draft_started', ids: [id] }] },
    ])
  })
})

/** Does the jobs of mails, and returns who was mailed what. */
async function mails(workspaceId: string) {
  for (let jobs = outside.delivered.splice(0); jobs.length > 0; jobs = outside.delivered.splice(0))
    for (const { job } of jobs)
      if (job.type === 'signal.mail')
        await mailSignals(rooms.system, workspaceId, job as JobOf<'signal.mail'>)
  return outside.mails.splice(0)
}

describe('people are told of signals', () => {
  it('by one mail for a project, to those who listen and want it, with numbers and without anybody’s words', async () => {
    const { room } = await loud()
    const got = await mails(room.workspaceId)
    expect(got).toHaveLength(1)
    expect(got[0]?.subject).toBe('2 things stood out: Tea')
    expect(got[0]?.text).toContain('A hashtag rises (#tea): 20, where 3')
    expect(got[0]?.text).not.toContain('author-')
  })

  it('not where they want no such mails, nor of what somebody settled meanwhile, nor of days that are long past', async () => {
    const silent = await loud()
    const asPerson = rooms.as(silent.room.workspaceId, silent.room.userId)
    await changeNotificationSettings(asPerson, silent.room.userId, { signals: false })
    expect(await mails(silent.room.workspaceId)).toEqual([])

    const settled = await loud()
    const { items } = await listSignals(settled.ctx, settled.projectId, { limit: 10 })
    for (const { id } of items)
      await settleSignal(settled.ctx, { projectId: settled.projectId, id }, { status: 'dismissed' })
    expect(await mails(settled.room.workspaceId)).toEqual([])

    const late = await loud()
    await mails(late.room.workspaceId)
    await importIntoProject(late.ctx, late.projectId, { items: said(5, 60, 'Late #tea') })
    await findSignals(rooms.system)
    expect((await listSignals(late.ctx, late.projectId, { limit: 10 })).items).toHaveLength(4)
    expect(await mails(late.room.workspaceId)).toEqual([])
  })
})

describe('from a post that was heard', () => {
  const bank = { capture: capturePost }
  const first = async (made: { ctx: Room['ctx']; projectId: string }) => {
    const { items } = await listProjectPosts(made.ctx, made.projectId, { limit: 1 })
    return { projectId: made.projectId, postId: items[0]?.id ?? '' }
  }

  it('it comes into the bank once, where it is read and scored, and stays when its project goes', async () => {
    const made = await loud()
    const post = await first(made)
    expect(await bringIntoBank(made.ctx, post, bank)).toMatchObject({ id: post.postId, inBank: true })
    expect(await bringIntoBank(made.ctx, post, bank)).toMatchObject({ inBank: true })
    expect(await getPost(made.ctx, post.postId)).toMatchObject({
      score: expect.any(Number),
      waiting: expect.arrayContaining(['extract_hooks', 'generate_embeddings']),
    })
    await deleteProject(made.ctx, made.projectId)
    expect((await listPosts(made.ctx, { limit: 5 })).items).toMatchObject([{ id: post.postId }])
  })

  it('of another workspace, nothing does', async () => {
    const [ours, theirs] = [await loud(), await loud()]
    expect(await refusal(bringIntoBank(theirs.ctx, await first(ours), bank))).toBe('not_found')
  })

  it('a draft is written from it, and keeps its text when the post goes', async () => {
    const made = await loud()
    const { postId } = await first(made)
    const { id } = await createDraft(made.ctx, { source: { type: 'post', postId } })
    expect((await getDraft(made.ctx, id)).source).toMatchObject({ type: 'post', postId, text: 'About #tea' })
    await deleteProject(made.ctx, made.projectId)
    expect((await getDraft(made.ctx, id)).source).toMatchObject({ postId: null, text: 'About #tea' })
  })

  it('its author is watched in the project: what they wrote already comes in, and what they write', async () => {
    const { ctx, projectId } = await loud()
    const other = await createProject(ctx, { name: 'All', platforms: ['web'], scope: { query: 'weather' } })
    const weather = {
      platform: 'web',
      externalId: 'w1',
      author: 'Ada',
      text: 'Fine weather',
      postedAt: `${dayAgo(2)}T09:00:00Z`,
    }
    await importIntoProject(ctx, other.id, { items: [weather] })
    const ada = { platform: 'web', username: '@ada' }
    const watching = await watchAuthor(ctx, projectId, ada)
    expect(watching).toMatchObject({ id: projectId, scopeType: 'both', counts: { creators: 1 } })
    const byAda = async (id: string) =>
      (await listProjectPosts(ctx, id, { limit: 10, author: 'Ada' })).items.length
    expect(await byAda(projectId)).toBe(1)
    await importIntoProject(ctx, other.id, { items: [{ ...weather, externalId: 'w2' }] })
    expect(await byAda(projectId)).toBe(2)
    expect((await watchAuthor(ctx, projectId, ada)).counts.creators).toBe(1)
  })

  it('where a query would leave most of it out, they are watched in a project of their own, made once', async () => {
    const { ctx } = await loud()
    const { id } = await createProject(ctx, {
      name: 'Query',
      platforms: ['web'],
      scope: { query: 'weather' },
    })
    const ada = { platform: 'web', username: 'ada' }
    const own = await watchAuthor(ctx, id, ada)
    expect(own).toMatchObject({
      name: '@ada',
      scopeType: 'creators',
      scope: { creators: [ada], query: null },
    })
    expect((await watchAuthor(ctx, id, { ...ada, username: 'ADA' })).id).toBe(own.id)
    expect((await getProject(ctx, id)).scope.creators).toEqual([])
  })

  it('an author who is muted, or of a platform that the project does not listen to, is refused', async () => {
    const { ctx, projectId } = await loud()
    await muteAuthor(ctx, projectId, { platform: 'web', username: 'Ada' })
    expect(await refusal(watchAuthor(ctx, projectId, { platform: 'web', username: 'ada' }))).toBe('muted')
    expect(await refusal(watchAuthor(ctx, projectId, { platform: 'x', username: 'ada' }))).toBe(
      'invalid_input',
    )
  })
})
