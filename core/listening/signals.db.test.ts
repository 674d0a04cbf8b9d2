import { describe, expect, it } from 'vitest'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { importIntoProject } from './actions/import.ts'
import { createProject, getProject, updateProject } from './actions/projects.ts'
import { findSignals, listSignals, replaySignals, settleSignal } from './actions/signals.ts'

const rooms = startRooms()
const DAY_MS = 86_400_000
const NOW = Date.parse('2026-03-20T00:12:00Z')
const dayAgo = (days: number) => new Date(NOW - days * DAY_MS).toISOString().slice(0, 10)

/** Says something by so many people on a day. */
const said = (daysAgo: number, voices: number, text = '#a') =>
  Array.from({ length: voices }, (_, n) => ({
    platform: 'web',
    externalId: `${daysAgo}-${n}-${text}`,
    author: `author-${n}`,
    text,
    postedAt: `${dayAgo(daysAgo)}T09:00:00Z`,
  }))
async function stage(room: Room) {
  rooms.outside.now = new Date(NOW)
  const { id } = await createProject(room.ctx, { name: 'A', platforms: ['web'], scope: { hashtags: ['a'] } })
  const usual = Array.from({ length: 40 }, (_, n) => said(n + 1, n === 4 ? 30 : 5 + (n % 2))).flat()
  await importIntoProject(room.ctx, id, { items: usual })
  return id
}
const kinds = async ({ ctx }: Room, id: string) =>
  (await listSignals(ctx, id, { limit: 50 })).items.map(({ kind, day }) => `${kind} ${day}`).sort()

describe('signals', () => {
  it('are found in whole days once, with the numbers and the days behind them', async () => {
    const room = await rooms.newWorkspace()
    const id = await stage(room)
    await findSignals(rooms.system)
    expect(await kinds(room, id)).toEqual([`hashtag ${dayAgo(5)}`, `volume ${dayAgo(5)}`])
    const [first] = (await listSignals(room.ctx, id, { limit: 50 })).items
    expect(first).toMatchObject({ status: 'new', numbers: { observed: 30, days: 35 } })
    expect(first?.series.at(-1)).toBe(30)
    expect((await getProject(room.ctx, id)).counts.signals).toBe(2)
    await findSignals(rooms.system)
    await asOwner('update projects set signals_day = null where id = $1', [id])
    await findSignals(rooms.system)
    expect(await kinds(room, id)).toHaveLength(2)
  })

  it('are looked for again where posts of past days come in late', async () => {
    const room = await rooms.newWorkspace()
    const id = await stage(room)
    await findSignals(rooms.system)
    await importIntoProject(room.ctx, id, { items: said(2, 60, '#a late') })
    await findSignals(rooms.system)
    expect(await kinds(room, id)).toContain(`volume ${dayAgo(2)}`)
  })

  it('are told of the days before a project was made, as the replay shows them, whichever way their posts came', async () => {
    const room = await rooms.newWorkspace()
    const first = await stage(room)
    const { id } = await createProject(room.ctx, {
      name: 'Later',
      platforms: ['web'],
      scope: { hashtags: ['a'] },
    })
    await findSignals(rooms.system)
    const replayed = (await replaySignals(room.ctx, id, 'normal')).signals.map(
      ({ kind, day }) => `${kind} ${day}`,
    )
    expect(await kinds(room, id)).toEqual(replayed.sort())
    expect(await kinds(room, id)).toEqual([`hashtag ${dayAgo(5)}`, `volume ${dayAgo(5)}`])
    // Brought into one project, it is late in the other too.
    await importIntoProject(room.ctx, first, { items: said(2, 60, '#a late') })
    await findSignals(rooms.system)
    expect(await kinds(room, id)).toContain(`volume ${dayAgo(2)}`)
  })

  it('of a post that breaks out days after it was written are found when its numbers come', async () => {
    const room = await rooms.newWorkspace()
    const id = await stage(room)
    const posts = said(3, 12, '#a counted').map((post, n) => ({
      ...post,
      author: 'ada',
      metrics: { likes: n },
    }))
    await importIntoProject(room.ctx, id, { items: posts })
    await findSignals(rooms.system)
    expect(await kinds(room, id)).not.toContain(`post ${dayAgo(3)}`)
    await importIntoProject(room.ctx, id, {
      items: posts.slice(0, 1).map((post) => ({ ...post, metrics: { likes: 900 } })),
    })
    await findSignals(rooms.system)
    expect(await kinds(room, id)).toContain(`post ${dayAgo(3)}`)
  })

  it('of a new sensitivity are told of as its replay showed before it was saved', async () => {
    const room = await rooms.newWorkspace()
    const id = await stage(room)
    await importIntoProject(room.ctx, id, { items: said(2, 4, '#a some') })
    await updateProject(room.ctx, id, { sensitivity: 'low' })
    await findSignals(rooms.system)
    const shown = (await replaySignals(room.ctx, id, 'high')).signals.map(({ kind, day }) => `${kind} ${day}`)
    await updateProject(room.ctx, id, { sensitivity: 'high' })
    await findSignals(rooms.system)
    expect(await kinds(room, id)).toEqual(expect.arrayContaining(shown))
  })

  it('of another sensitivity are shown over the past thirty days before it is saved', async () => {
    const room = await rooms.newWorkspace()
    const id = await stage(room)
    const count = async (sensitivity: 'low' | 'high') =>
      (await replaySignals(room.ctx, id, sensitivity)).signals.length
    expect(await count('high')).toBeGreaterThanOrEqual(await count('low'))
    expect(await kinds(room, id)).toEqual([])
    expect(await updateProject(room.ctx, id, { sensitivity: 'low' })).toMatchObject({ sensitivity: 'low' })
  })

  it('keep what was done about them', async () => {
    const room = await rooms.newWorkspace()
    const id = await stage(room)
    await findSignals(rooms.system)
    const [first] = (await listSignals(room.ctx, id, { limit: 1 })).items
    const where = { projectId: id, id: first?.id ?? '' }
    await settleSignal(room.ctx, where, { status: 'acted', note: 'Answered in the shop.' })
    expect((await listSignals(room.ctx, id, { limit: 5, status: 'acted' })).items).toMatchObject([
      { id: where.id, note: 'Answered in the shop.' },
    ])
    expect((await listSignals(room.ctx, id, { limit: 5, status: 'new' })).items).toHaveLength(1)
  })
})
