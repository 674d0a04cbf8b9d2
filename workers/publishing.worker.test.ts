import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Begun, Connection } from '#core/accounts/schemas.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { BEGINNINGS } from '#core/media/sample-files.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import {
  connectTelegram,
  connectWhatsapp,
  enterHouse,
  eventually,
  type House,
  newWorkspace,
} from '#test/house.ts'

let house: House
let owner: Awaited<ReturnType<typeof newWorkspace>>['owner']
let channel: { id: string; externalId: string }
beforeAll(async () => {
  house = await enterHouse()
  owner = (await newWorkspace(house)).owner
})
afterAll(() => house?.close())
beforeEach(async () => {
  await house.emulators.clearFaults()
  channel = await connectTelegram(house, owner)
})

const inSeconds = (seconds: number) => new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toISOString()
const schedule = (text: string, publishAt: string, extra = {}) =>
  owner.post<ScheduledPost>('/v1/scheduled-posts', { text, accountIds: [channel.id], publishAt, ...extra })
const read = (id: string) => owner.get<ScheduledPost>(`/v1/scheduled-posts/${id}`)
const shown = async () =>
  (await house.emulators.sent('telegram')).filter((sent) => sent.account === channel.externalId)
const ended = (post: ScheduledPost) => !['queued', 'publishing'].includes(post.status)

describe('a scheduled post', () => {
  it('leaves in its second, once, and says where it is', async () => {
    const publishAt = inSeconds(7)
    const { id, status } = await schedule('On the second', publishAt)
    expect(status).toBe('queued')
    // Hints may come twice with ticks: only the row counts.
    await house.tick()
    await house.tick()
    const post = await eventually(() => read(id), ended)
    expect(post).toMatchObject({ status: 'published', targets: [{ status: 'sent', error: null }] })
    const posts = await shown()
    expect(posts.map((sent) => sent.text)).toEqual(['On the second'])
    expect(post.targets[0]?.externalId).toBe(posts[0]?.id)
    const lateByMs = new Date(posts[0]?.at ?? 0).getTime() - new Date(publishAt).getTime()
    expect(lateByMs).toBeGreaterThanOrEqual(0)
    expect(post.runs).toMatchObject([{ status: 'success', fence: 1 }])
  })

  it('whose answer is lost is on the platform once, is unknown, and waits for a person', async () => {
    await house.emulators.fault({
      platform: 'telegram',
      match: 'Lost answer',
      times: 1,
      fault: 'timeout-after',
    })
    const { id } = await schedule('Lost answer', inSeconds(1))
    const post = await eventually(() => read(id), ended)
    expect(post).toMatchObject({
      status: 'needs_person',
      targets: [{ status: 'unknown' }],
      runs: [{ status: 'unknown' }],
    })
    await house.tick()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    expect(await shown()).toHaveLength(1)

    const target = post.targets[0]?.id
    const resolved = await owner.post<ScheduledPost>(`/v1/scheduled-posts/${id}/targets/${target}/resolve`, {
      outcome: 'sent',
    })
    expect(resolved.status).toBe('published')
    expect(await shown()).toHaveLength(1)
  })

  it('that surely was not taken is tried again when its backoff is over, not before', async () => {
    await house.emulators.fault({
      platform: 'telegram',
      match: 'Try again',
      times: 1,
      fault: {
        status: 429,
        body: {
          ok: false,
          error_code: 429,
          description: 'Too Many Requests: retry after 1',
          parameters: { retry_after: 1 },
        },
      },
    })
    const { id } = await schedule('Try again', inSeconds(1))
    const waiting = await eventually(
      () => read(id),
      (post) => post.targets[0]?.status === 'waiting',
    )
    expect(waiting.targets[0]).toMatchObject({ waitingReason: 'limited' })
    const post = await eventually(async () => {
      await house.tick()
      return read(id)
    }, ended)
    expect(post).toMatchObject({ status: 'published' })
    expect(await shown()).toHaveLength(1)
  })

  it('that was cancelled does not go out, whatever hints are under way', async () => {
    const { id } = await schedule('Never mind', inSeconds(8))
    expect((await owner.post<ScheduledPost>(`/v1/scheduled-posts/${id}/cancel`)).status).toBe('cancelled')
    await house.tick()
    await new Promise((resolve) => setTimeout(resolve, 9_000))
    expect(await shown()).toEqual([])
    await expect(owner.post(`/v1/scheduled-posts/${id}/cancel`)).rejects.toMatchObject({
      status: 409,
      body: { code: 'already_publishing' },
    })
  })

  it('that was edited goes out as it was edited, once', async () => {
    const { id } = await schedule('First words', inSeconds(60))
    await owner.patch(`/v1/scheduled-posts/${id}`, { text: 'Better words', publishAt: inSeconds(1) })
    await eventually(() => read(id), ended)
    expect((await shown()).map((sent) => sent.text)).toEqual(['Better words'])
  })

  it('of a revoked token waits, and the account says that a person must reconnect it', async () => {
    await house.emulators.fault({
      platform: 'telegram',
      match: 'Revoked',
      times: 1,
      fault: { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } },
    })
    const { id } = await schedule('Revoked', inSeconds(1))
    const post = await eventually(
      () => read(id),
      (p) => p.targets[0]?.status === 'waiting',
    )
    expect(post).toMatchObject({ status: 'needs_person', targets: [{ waitingReason: 'reauth' }] })
    await eventually(
      () => owner.get<{ items: { id: string; status: string }[] }>('/v1/accounts'),
      ({ items }) => items.find((account) => account.id === channel.id)?.status === 'expired',
    )
    expect(await shown()).toEqual([])
  })

  it('is refused per target before it is scheduled: too long, in the past, nowhere to publish, not ours', async () => {
    const number = await connectWhatsapp(house, owner)
    const stranger = await newWorkspace(house)
    const theirs = await connectTelegram(house, stranger.owner)
    const attempt = (body: object) => schedule('Hi', inSeconds(60), body)
    await expect(attempt({ text: 'x'.repeat(4097) })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'accountIds.0' }] },
    })
    await expect(attempt({ publishAt: inSeconds(-400) })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'publishAt' }] },
    })
    await expect(attempt({ accountIds: [channel.id, number.id] })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'accountIds.1' }] },
    })
    await expect(attempt({ accountIds: [theirs.id] })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'accountIds.0' }] },
    })
    await expect(attempt({ timezone: 'Mars/Olympus' })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'timezone' }] },
    })
    await expect(attempt({ colour: 'red' })).rejects.toMatchObject({ status: 422 })
  })
})

describe('a post that recurs', () => {
  const preview = (body: object) => owner.post<{ items: string[] }>('/v1/recurrences/preview', body)

  it('is previewed as wall time with its offset', async () => {
    const body = {
      rrule: 'FREQ=MONTHLY',
      start: '2026-01-01T09:00:00',
      timezone: 'America/New_York',
      limit: 4,
    }
    expect(await preview(body)).toEqual({
      items: [
        '2026-01-01T09:00:00-05:00',
        '2026-02-01T09:00:00-05:00',
        '2026-03-01T09:00:00-05:00',
        '2026-04-01T09:00:00-04:00',
      ],
    })
    const exdate = ['2026-02-01T09:00:00']
    const rdate = ['2026-02-14T12:00:00']
    expect((await preview({ ...body, exdate, rdate, limit: 2 })).items[1]).toBe('2026-02-14T12:00:00-05:00')
  })

  it.each([
    [{ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule'],
    [{ rrule: 'FREQ=SECONDLY' }, 'rrule'],
    [{ rrule: 'every day' }, 'rrule'],
    [{ start: 'noon' }, 'start'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ exdate: ['2026-01-01T09:00', 'x'] }, 'exdate.1'],
    [{ limit: 0 }, 'limit'],
  ])('%j is 422 that names %s', async (change, path) => {
    const body = { rrule: 'FREQ=DAILY', start: '2026-01-01T09:00:00', timezone: 'UTC', limit: 3, ...change }
    await expect(preview(body)).rejects.toMatchObject({ status: 422, body: { errors: [{ path }] } })
  })

  it('leaves at its first second, and shows its run and what comes next', async () => {
    const series = await schedule('Every day', inSeconds(4), { rrule: 'FREQ=DAILY;COUNT=3' })
    expect(series).toMatchObject({ series: { status: 'active' }, seriesId: series.id })
    // A publisher may have taken the first occurrence already, and wait for its time.
    expect(['queued', 'publishing']).toContain(series.status)
    const after = await eventually(
      () => read(series.id),
      ({ runs }) => runs[0]?.status === 'success',
    )
    expect(after).toMatchObject({ status: 'queued', targets: [{ status: 'sent' }] })
    expect(after.series?.next).toHaveLength(2)
    expect((await shown()).map(({ text }) => text)).toEqual(['Every day'])
    const until = new Date(Date.now() + 5 * 86_400_000).toISOString()
    const { items } = await owner.get<{ items: ScheduledPost[] }>(`/v1/scheduled-posts?to=${until}&limit=100`)
    const ours = items.filter(({ seriesId }) => seriesId === series.id)
    expect(ours.map(({ status }) => status)).toEqual(['published', 'queued', 'queued'])
    expect(await owner.post(`/v1/scheduled-posts/${series.id}/cancel`)).toMatchObject({ status: 'cancelled' })
    const { items: published } = await owner.get<{ items: { text: string }[] }>('/v1/published-posts')
    expect(published.map(({ text }) => text)).toContain('Every day')
  })

  it('does not exist for strangers, nor do its occurrences', async () => {
    const series = await schedule('Ours', inSeconds(3600), { rrule: 'FREQ=DAILY' })
    const { owner: stranger } = await newWorkspace(house)
    const far = series.series?.next.at(-1)?.id
    expect((await read(far ?? '')).computed).toBe(true)
    for (const id of [series.id, series.series?.next[0]?.id, far]) {
      for (const [method, path] of [
        ['GET', ''],
        ['PATCH', ''],
        ['DELETE', ''],
        ['POST', '/cancel'],
        ['POST', '/pause'],
        ['POST', '/draft'],
      ] as const) {
        const body = method === 'PATCH' ? { text: 'Mine' } : undefined
        const { status } = await stranger.raw(method, `/v1/scheduled-posts/${id}${path}`, body)
        expect([method, path, status]).toEqual([method, path, 404])
      }
    }
  })
})

describe('a post on a platform that fetches its files', () => {
  const platform = 'instagram'
  afterAll(() => house.emulators.consent({ platform, mode: 'ask' }))

  async function connected(): Promise<string> {
    await house.emulators.consent({ platform, mode: 'approve', as: newId(), pages: ['harbour'] })
    const { id, url } = await owner.post<Begun>('/v1/accounts/connect', { platform })
    const answer = await fetch(url, { redirect: 'manual' })
    const { pathname, search } = new URL(answer.headers.get('location') ?? '')
    await owner.raw('GET', pathname.slice('/api'.length) + search)
    const { accountIds, problem } = await owner.get<Connection>(`/v1/connections/${id}`)
    expect(problem).toBeNull()
    return accountIds[0] ?? ''
  }

  it('is checked for a picture before it is saved, and goes out with the one that the platform fetched by its link', async () => {
    const accountIds = [await connected()]
    const publishAt = inSeconds(1)
    await expect(schedule('Only words', publishAt, { accountIds })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ message: expect.stringContaining('picture') }] },
    })
    const bytes = BEGINNINGS['image/jpeg'] ?? new Uint8Array()
    const form = new FormData()
    form.append('file', new Blob([bytes], { type: 'image/jpeg' }), 'terrace.jpg')
    const { id: mediaId } = await owner.post<{ id: string }>('/v1/media', form)
    const media = [{ mediaId, altText: 'The terrace' }]
    const { id } = await schedule('With a picture', inSeconds(1), { accountIds, media })
    const post = await eventually(
      async () => {
        await house.tick()
        return read(id)
      },
      (one) => !['queued', 'publishing', 'waiting'].includes(one.status),
    )
    expect(post).toMatchObject({
      status: 'published',
      targets: [{ status: 'sent', url: expect.stringContaining('/p/') }],
    })
    const sent = (await house.emulators.sent(platform)).filter(
      ({ id: one }) => one === post.targets[0]?.externalId,
    )
    expect(sent).toMatchObject([
      {
        text: 'With a picture',
        media: [{ kind: 'image', name: 'The terrace', sizeBytes: bytes.byteLength }],
      },
    ])
    const calls = (await house.emulators.calls(platform)) as unknown as {
      body: { image_url?: string } | null
    }[]
    const link = new URL(calls.findLast(({ body }) => body?.image_url)?.body?.image_url ?? '')
    const fetched = await fetch(house.url + link.pathname)
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(bytes)
    expect((await fetch(`${house.url}${link.pathname.slice(0, -1)}_`)).status).toBe(404)
  })
})
