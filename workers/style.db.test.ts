import { describe, expect, it } from 'vitest'
import { importPosts } from '#core/bank/actions/import.ts'
import { createProfile } from '#core/bank/actions/profiles.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import {
  analyzeStyle,
  askForStyles,
  correctStyle,
  getStyle,
  judgeCloseness,
  refreshStyle,
  sweepStyles,
} from '#core/style/actions.ts'
import { writingStyle } from '#core/style/queries.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const rooms = startRooms()
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const MONTHLY = 21

/** Adds a profile with so many short posts. */
async function author({ ctx }: Room, posts = 6, type: 'internal' | 'external_influencer' = 'internal') {
  const { id } = await createProfile(ctx, { name: 'Ada', type, platform: 'linkedin', handle: `ada-${posts}` })
  const items = Array.from({ length: posts }, (_, n) => ({
    profileId: id,
    platform: 'linkedin',
    externalId: `${id}-${n}`,
    text: `Ship it.\n\nDay ${n}. No meetings.\n\nWe wrote code. It worked.`,
    postedAt: '2026-03-01T09:00:00Z',
  }))
  if (posts > 0) await importPosts(ctx, { items }, { dryRun: false })
  return id
}
const asked = ({ workspaceId }: Room) =>
  rooms.outside.delivered.filter((row) => row.workspaceId === workspaceId && row.job.type === 'style.refresh')
    .length

describe('the style of a profile', () => {
  it('is measured, described and given to drafts as a prompt', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room)
    expect(await getStyle(room.ctx, id)).toEqual({
      profileId: id,
      prompt: null,
      correctedAt: null,
      analysis: null,
    })
    const style = await analyzeStyle(room.ctx, id)
    expect(style.analysis).toMatchObject({
      measured: { posts: 6, language: 'en', closings: [{ text: 'We wrote code. It worked.', posts: 6 }] },
      model: 'offline/extractive-1',
    })
    expect(style.prompt).toContain('Sentences of about 2 words')
    const [[used]] = await room.ctx.db.batch((db) => [
      writingStyle(db, { workspaceId: room.workspaceId, profileId: id }),
    ])
    expect(used?.prompt).toBe(style.prompt)
  })

  it('stays as its author corrected it, whatever is analysed later, until they take the analysis again', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room)
    const found = await analyzeStyle(room.ctx, id)
    const corrected = await correctStyle(room.ctx, id, { prompt: 'Never an exclamation mark.' })
    expect(corrected.correctedAt).not.toBeNull()
    const again = await analyzeStyle(room.ctx, id)
    expect(again).toMatchObject({
      prompt: 'Never an exclamation mark.',
      correctedAt: corrected.correctedAt,
      analysis: { prompt: found.prompt },
    })
    expect(await correctStyle(room.ctx, id, { prompt: null })).toMatchObject({
      prompt: found.prompt,
      correctedAt: null,
    })
  })

  it('keeps a correction made while an analysis was going on', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room)
    const slow = {
      ...room.ctx,
      ai: {
        ...room.ctx.ai,
        generate: async (...asked: Parameters<typeof room.ctx.ai.generate>) => {
          await correctStyle(room.ctx, id, { prompt: 'Mine.' })
          return room.ctx.ai.generate(...asked)
        },
      } as typeof room.ctx.ai,
    }
    expect(await analyzeStyle(slow, id)).toMatchObject({
      prompt: 'Mine.',
      analysis: { model: expect.any(String) },
    })
  })

  it('is refused with the reason where the bank has too few posts', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room, 4)
    expect(await refusal(analyzeStyle(room.ctx, id))).toBe('too_few_posts')
    expect(await refusal(judgeCloseness(room.ctx, id, { text: 'Ship it.' }))).toBe('too_few_posts')
  })
})

describe('the closeness of a text', () => {
  it('is the same before an analysis and after it, and higher for the author’s own words', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room)
    const own = { text: 'Ship it.\n\nDay 9. No meetings.\n\nWe wrote code. It worked.' }
    const other = { text: 'I am thrilled to announce that, after much consideration, you can join us!' }
    const before = await judgeCloseness(room.ctx, id, own)
    await analyzeStyle(room.ctx, id)
    expect(await judgeCloseness(room.ctx, id, own)).toEqual(before)
    const far = await judgeCloseness(room.ctx, id, other)
    expect(before.score).toBeGreaterThan(0.8)
    expect(far.score).toBeLessThan(0.3)
    expect(far.reasons).toContain(
      '100 % of its sentences end with an exclamation mark; with this author 0 %.',
    )
  })
})

describe('the month’s analyses', () => {
  it('are asked for once for those that we write for with more than 20 posts, however often the clock ticks', async () => {
    const room = await rooms.newWorkspace()
    const own = await author(room, MONTHLY)
    await author(room, MONTHLY - 1)
    await author(room, MONTHLY + 1, 'external_influencer')
    await askForStyles(rooms.system)
    await askForStyles(rooms.system)
    expect(asked(room)).toBe(1)
    expect(await Promise.all([refreshStyle(room.ctx, own), refreshStyle(room.ctx, own)])).toContain(true)
    expect((await getStyle(room.ctx, own)).analysis?.measured.posts).toBe(MONTHLY)
    await askForStyles(rooms.system)
    expect(asked(room)).toBe(1)
    expect(await refreshStyle(room.ctx, own)).toBe(false)
  })

  it('are found by the sweep when their message was lost', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room, MONTHLY)
    await askForStyles(rooms.system)
    await asOwner(`update profiles set style_due_at = now() - interval '1 hour' where id = $1`, [id])
    const before = asked(room)
    await sweepStyles(rooms.system)
    expect(asked(room)).toBe(before + 1)
    expect(await refreshStyle(room.ctx, id)).toBe(true)
  })

  it('that fail are due again later, and not at once', async () => {
    const room = await rooms.newWorkspace()
    const id = await author(room, MONTHLY)
    await askForStyles(rooms.system)
    const broken = {
      ...room.ctx,
      ai: { ...room.ctx.ai, generate: () => Promise.reject(new Error('The model is away.')) },
    }
    expect(await refreshStyle(broken, id)).toBe(false)
    expect(await refreshStyle(room.ctx, id)).toBe(false)
    const [row] = await asOwner<{ later: boolean }>(
      `select style_due_at > now() + interval '30 minutes' as later from profiles where id = $1`,
      [id],
    )
    expect(row).toEqual({ later: true })
  })
})
