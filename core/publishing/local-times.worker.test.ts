import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { connectTelegram, enterHouse, type House, newWorkspace } from '#test/house.ts'

/** The Worker looks zones up under workerd; the Node that runs this file has older zone data. */

let house: House
let owner: Client
let workspaceId: string
let accountId: string
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  accountId = (await connectTelegram(house, owner)).id
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = $1', [workspaceId])
  await house?.close()
})

const schedule = (body: Record<string, unknown>) =>
  owner.post<ScheduledPost>('/v1/scheduled-posts', { text: randomUUID(), accountIds: [accountId], ...body })
const timesOf = ({ publishAt, timezone, localTime }: ScheduledPost) => ({ publishAt, timezone, localTime })

describe('a local time', () => {
  it.each([
    ['America/Vancouver', '2026-12-15T09:00', '2026-12-15T16:00:00.000Z', '2026-12-15T09:00:00-07:00'],
    ['America/Edmonton', '2026-12-15T09:00', '2026-12-15T15:00:00.000Z', '2026-12-15T09:00:00-06:00'],
    ['Africa/Casablanca', '2026-12-15T09:00', '2026-12-15T09:00:00.000Z', '2026-12-15T09:00:00+00:00'],
    ['Europe/Paris', '2027-07-01T09:00:30', '2027-07-01T07:00:30.000Z', '2027-07-01T09:00:30+02:00'],
    // This time does not exist: it moves forward as far as the clocks did.
    ['Europe/Paris', '2027-03-28T02:30', '2027-03-28T01:30:00.000Z', '2027-03-28T03:30:00+02:00'],
    // This time exists twice: the first is meant.
    ['Europe/Paris', '2027-10-31T02:30', '2027-10-31T00:30:00.000Z', '2027-10-31T02:30:00+02:00'],
    ['America/New_York', '2027-03-14T02:30', '2027-03-14T07:30:00.000Z', '2027-03-14T03:30:00-04:00'],
    ['Asia/Kathmandu', '2027-01-01T00:00', '2026-12-31T18:15:00.000Z', '2027-01-01T00:00:00+05:45'],
    ['Australia/Lord_Howe', '2027-01-01T09:00', '2026-12-31T22:00:00.000Z', '2027-01-01T09:00:00+11:00'],
    ['UTC', '2027-01-01T09:00:00', '2027-01-01T09:00:00.000Z', '2027-01-01T09:00:00+00:00'],
  ])('in %s, %s is %s', async (timezone, publishAtLocal, publishAt, localTime) => {
    const expected = { publishAt, timezone, localTime }
    const made = await schedule({ publishAtLocal, timezone })
    expect(timesOf(made)).toEqual(expected)
    expect(timesOf(await owner.get<ScheduledPost>(`/v1/scheduled-posts/${made.id}`))).toEqual(expected)
    // A post that is moved there, a draft and the first occurrence of a series resolve to these times as well.
    const moved = await schedule({ publishAt: '2027-05-05T05:05:00Z', timezone })
    expect(
      timesOf(await owner.patch<ScheduledPost>(`/v1/scheduled-posts/${moved.id}`, { publishAtLocal })),
    ).toEqual(expected)
    const draft = await schedule({ publishAt: '2027-05-05T05:05:00Z', timezone, status: 'draft' })
    expect(
      timesOf(
        await owner.post<ScheduledPost>(`/v1/scheduled-posts/${draft.id}/schedule`, { publishAtLocal }),
      ),
    ).toEqual(expected)
    const { series } = await schedule({ publishAtLocal, timezone, rrule: 'FREQ=YEARLY' })
    expect(series?.next[0]).toMatchObject({ publishAt, at: localTime })
  })

  it('of a post that is put into another zone is one of that zone', async () => {
    const { id } = await schedule({ publishAtLocal: '2027-01-01T09:00', timezone: 'UTC' })
    const change = { publishAtLocal: '2027-01-01T09:00', timezone: 'Asia/Kathmandu' }
    expect(timesOf(await owner.patch<ScheduledPost>(`/v1/scheduled-posts/${id}`, change))).toEqual({
      publishAt: '2027-01-01T03:15:00.000Z',
      timezone: 'Asia/Kathmandu',
      localTime: '2027-01-01T09:00:00+05:45',
    })
  })

  it('stands in the calendar beside what series will bring, each with its offset', async () => {
    await schedule({
      publishAtLocal: '2027-06-01T09:00',
      timezone: 'Europe/Paris',
      rrule: 'FREQ=DAILY;COUNT=2',
    })
    const { items } = await owner.get<{ items: ScheduledPost[] }>(
      '/v1/scheduled-posts?from=2027-06-01T00:00:00Z&to=2027-06-03T00:00:00Z',
    )
    expect(items.map(({ localTime }) => localTime)).toEqual([
      '2027-06-01T09:00:00+02:00',
      '2027-06-02T09:00:00+02:00',
    ])
  })

  it.each<[what: string, when: Record<string, unknown>]>([
    ['no time at all', {}],
    [
      'both an instant and a local time',
      { publishAt: '2027-01-01T09:00:00Z', publishAtLocal: '2027-01-01T09:00' },
    ],
    ['a local time that names a zone', { publishAtLocal: '2027-01-01T09:00Z' }],
    ['a local time with an offset', { publishAtLocal: '2027-01-01T09:00+01:00' }],
    ['a day that does not exist', { publishAtLocal: '2027-02-29T09:00' }],
    ['an hour that does not exist', { publishAtLocal: '2027-01-01T24:00' }],
    ['a local time that is past', { publishAtLocal: '2026-01-01T09:00' }],
    ['a year beyond all reckoning', { publishAtLocal: '9999-01-01T09:00' }],
    ['a zone that is none', { publishAtLocal: '2027-01-01T09:00', timezone: 'Mars/Olympus' }],
    ['words', { publishAtLocal: 'tomorrow at nine' }],
  ])('is refused when there is %s', async (_what, when) => {
    const text = randomUUID()
    const response = await owner.raw('POST', '/v1/scheduled-posts', {
      text,
      accountIds: [accountId],
      ...when,
    })
    expect(response.status).toBe(422)
    expect(await asOwner('select id from scheduled_posts where text = $1', [text])).toEqual([])
  })
})
