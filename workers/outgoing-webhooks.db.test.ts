import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { guardedFetch, publicProblem } from '#connectors/guarded-fetch.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import {
  deliverTo,
  listDeliveries,
  replayDelivery,
  sendTest,
  sweepDeliveries,
} from '#core/webhooks/actions/deliveries.ts'
import {
  createEndpoint,
  getEndpoint,
  listEndpoints,
  rotateSecret,
  updateEndpoint,
} from '#core/webhooks/actions/endpoints.ts'
import { mailOff } from '#core/webhooks/actions/off-mail.ts'
import { EVENT_TYPES } from '#core/webhooks/schemas.ts'
import { asOwner, startRooms } from '#test/database.ts'

const rooms = startRooms()
const URL_GIVEN = 'https://hooks.example.com/chorus'
interface Received {
  headers: Record<string, string>
  body: string
}
let server: Server
let received: Received[] = []
let answer: (request: Received) => { status: number; body?: string; location?: string }
let addresses = ['93.184.215.14']
let ctx: Ctx

const bodyOf = async (request: IncomingMessage) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const got = { headers: request.headers as Record<string, string>, body: await bodyOf(request) }
    received.push(got)
    const { status, body = 'Thanks.', location } = answer(got)
    response.writeHead(status, location === undefined ? {} : { location }).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  received = []
  answer = () => ({ status: 200 })
  addresses = ['93.184.215.14']
  rooms.outside.now = new Date()
  const resolve = async () => addresses
  ctx = {
    ...(await rooms.newWorkspace()).ctx,
    publicProblem: publicProblem({ resolve }),
    fetchPublic: guardedFetch({
      resolve,
      deadlineMs: 2_000,
      fetch: (_, init) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, init),
    }),
  }
})
const later = (ms: number) => {
  rooms.outside.now = new Date(rooms.outside.now.getTime() + ms)
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.message,
  )
const endpoint = (events: readonly (typeof EVENT_TYPES)[number][] = EVENT_TYPES) =>
  createEndpoint(ctx, { url: URL_GIVEN, events: [...events] })
const statuses = async (id: string) =>
  (await listDeliveries(ctx, id, { limit: 50 })).items.map(({ status }) => status)

/** Brings the clock of the rooms behind the database's, which dates what triggers write. */
const catchUp = () => {
  rooms.outside.now = new Date(Math.max(rooms.outside.now.getTime(), Date.now() + 1000))
}

/** Adds a contact, past the inbox: what the triggers see is the same. */
const contact = async (name: string) => {
  const id = await ctx.db.tx(async (tx) => {
    const { customers } = await import('#drizzle/schema/inbox.ts')
    const [row] = await tx
      .insert(customers)
      .values({ workspaceId: ctx.workspaceId, name })
      .returning({ id: customers.id })
    return row?.id ?? ''
  })
  catchUp()
  return id
}
const rename = async (id: string, name: string) => {
  await ctx.db.tx(async (tx) => {
    const { customers } = await import('#drizzle/schema/inbox.ts')
    const { eq } = await import('drizzle-orm')
    await tx.update(customers).set({ name }).where(eq(customers.id, id))
  })
  catchUp()
}

describe('an outgoing webhook', () => {
  it('is verified by the library of Standard Webhooks, and says thinly what happened', async () => {
    const { id, secret } = await endpoint()
    const contactId = await contact('Grace')
    expect(await deliverTo(ctx, id)).toEqual({ processed: 1, failed: 0 })
    const [got] = received
    const payload = new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {})
    expect(payload).toEqual({ type: 'contact.created', timestamp: expect.any(String), data: { contactId } })
    const { items } = await listDeliveries(ctx, id, { limit: 10 })
    expect(items).toMatchObject([
      {
        id: got?.headers['webhook-id'],
        status: 'delivered',
        attempts: 1,
        answer: { status: 200, text: 'Thanks.' },
      },
    ])
    expect(await deliverTo(ctx, id)).toEqual({ processed: 0, failed: 0 })
  })

  it('is written with the change, and not when the change is undone', async () => {
    const { id } = await endpoint()
    await ctx.db
      .tx(async (tx) => {
        const { customers } = await import('#drizzle/schema/inbox.ts')
        await tx.insert(customers).values({ workspaceId: ctx.workspaceId, name: 'Nobody' })
        throw new Error('undone')
      })
      .catch((error: Error) => expect(error.message).toBe('undone'))
    expect(await statuses(id)).toEqual([])
  })

  it('goes to those endpoints alone that want its type, of its own workspace', async () => {
    const wants = await endpoint(['contact.changed'])
    const others = await endpoint(['post.changed'])
    const elsewhere = await rooms.newWorkspace()
    const foreign = await createEndpoint(
      { ...ctx, ...elsewhere.ctx, publicProblem: ctx.publicProblem },
      { url: URL_GIVEN, events: ['contact.changed'] },
    )
    await rename(await contact('Grace'), 'Grace H.')
    const { items } = await listDeliveries(ctx, wants.id, { limit: 10 })
    expect(items.map(({ payload }) => payload.data)).toEqual([
      { contactId: expect.any(String), changed: ['name'] },
    ])
    expect(await statuses(others.id)).toEqual([])
    expect((await listDeliveries(elsewhere.ctx, foreign.id, { limit: 10 })).items).toEqual([])
  })

  it('keeps the order of one thing while others go on', async () => {
    const { id } = await endpoint()
    const first = await contact('First')
    await rename(first, 'First, renamed')
    answer = ({ body }) => ({ status: body.includes(first) ? 500 : 200 })
    await contact('Second')
    await deliverTo(ctx, id)
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['contact.created', 'contact.created'])
    answer = () => ({ status: 200 })
    later(5_000)
    await deliverTo(ctx, id)
    expect(received.slice(2).map(({ body }) => JSON.parse(body).type)).toEqual([
      'contact.created',
      'contact.changed',
    ])
  })

  it('is repeated under the same id when its sender dies between the call and its record', async () => {
    const { id } = await endpoint()
    await contact('Grace')
    const dying = {
      ...ctx,
      db: {
        ...ctx.db,
        tx: async () => {
          throw new Error('killed')
        },
      },
    } as Ctx
    await expect(deliverTo(dying, id)).rejects.toThrow('killed')
    expect(await deliverTo(ctx, id)).toEqual({ processed: 0, failed: 0 })
    later(60_000)
    await sweepDeliveries(rooms.system)
    expect(rooms.outside.delivered).toContainEqual(
      expect.objectContaining({ job: { type: 'webhook.deliver', endpointId: id } }),
    )
    expect(await deliverTo(ctx, id)).toEqual({ processed: 1, failed: 0 })
    expect(received).toHaveLength(2)
    expect(received[0]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id'])
    expect(received[0]?.body).toBe(received[1]?.body)
  })

  it('is sent once by two senders at the same time', async () => {
    const { id } = await endpoint()
    for (let n = 0; n < 8; n++) await contact(`Contact ${n}`)
    await Promise.all([deliverTo(ctx, id), deliverTo(ctx, id)])
    const ids = received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(8)
    expect(new Set(ids).size).toBe(8)
  })

  it('is tried for three days, then shown as failed, and replayed under the same id', async () => {
    const { id } = await endpoint()
    answer = () => ({ status: 503, body: 'Busy.' })
    await contact('Grace')
    for (let tries = 0; tries < 30 && (await statuses(id))[0] === 'pending'; tries++) {
      await deliverTo(ctx, id)
      later(10 * 3_600_000)
    }
    const { items } = await listDeliveries(ctx, id, { limit: 10 })
    expect(items).toMatchObject([{ status: 'failed', answer: { status: 503, text: 'Busy.' } }])
    answer = () => ({ status: 204, body: '' })
    await replayDelivery(ctx, id, items[0]?.id ?? '')
    expect(await deliverTo(ctx, id)).toEqual({ processed: 1, failed: 0 })
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('signs with the old secret too for a day after a rotation', async () => {
    const { id, secret } = await endpoint()
    const rotated = await rotateSecret(ctx, id)
    await sendTest(ctx, id)
    await deliverTo(ctx, id)
    const verifies = (key: string, { body, headers }: Received) => {
      try {
        return Boolean(new Webhook(key).verify(body, headers))
      } catch {
        return false
      }
    }
    const [during] = received
    expect([secret, rotated.secret].map((key) => during && verifies(key, during))).toEqual([true, true])
    const [row] = await asOwner<{ secret: string }>('select secret from webhook_endpoints where id = $1', [
      id,
    ])
    expect(row?.secret).not.toContain('whsec_')
    later(24 * 3_600_000)
    await sendTest(ctx, id)
    await deliverTo(ctx, id)
    const signatures = received[1]?.headers['webhook-signature'] ?? ''
    expect(signatures.split(' ')).toHaveLength(1)
  })
})

describe('an endpoint', () => {
  it('is refused where a workspace has twenty, and leaves nothing', async () => {
    for (let n = 0; n < 20; n++) await endpoint(['post.changed'])
    expect(await refusal(endpoint(['post.changed']))).toMatch(/at most 20 endpoints/)
    expect((await listEndpoints(ctx, { limit: 50 })).items).toHaveLength(20)
  })

  it.each([
    'http://127.0.0.1/hook',
    'http://[::ffff:10.0.0.1]/',
    'https://user:pw@example.com/',
    'http://2130706433/',
  ])('at %s is refused when it is made, and when it is changed', async (url) => {
    expect(await refusal(createEndpoint(ctx, { url, events: ['post.changed'] }))).not.toBe('done')
    const { id } = await endpoint()
    expect(await refusal(updateEndpoint(ctx, id, { url }))).not.toBe('done')
  })

  it('whose name comes to point inside is not sent to, and one that redirects is not followed', async () => {
    const { id } = await endpoint()
    await sendTest(ctx, id)
    addresses = ['10.0.0.7']
    expect(await deliverTo(ctx, id)).toEqual({ processed: 0, failed: 1 })
    expect(received).toEqual([])
    addresses = ['93.184.215.14']
    answer = () => ({ status: 302, location: 'https://elsewhere.example.com/' })
    later(5_000)
    expect(await deliverTo(ctx, id)).toEqual({ processed: 0, failed: 1 })
    expect(received).toHaveLength(1)
  })

  it('that takes nothing for five days is switched off and says why; switched on, it takes what waited', async () => {
    const { id } = await endpoint(['contact.created'])
    answer = () => ({ status: 500 })
    for (let day = 0; day <= 5; day++) {
      await contact(`Day ${day}`)
      // The database dates rows by the real clock.
      await asOwner(
        `update outgoing_webhooks set created_at = $2 where endpoint_id = $1 and attempts = 0 and status = 'pending'`,
        [id, rooms.outside.now],
      )
      await deliverTo(ctx, id)
      later(24 * 3_600_000)
    }
    expect(await getEndpoint(ctx, id)).toMatchObject({
      enabled: false,
      problem: 'The endpoint took nothing for five days.',
    })
    expect(await refusal(sendTest(ctx, id))).toContain('switched off')
    answer = () => ({ status: 200 })
    await updateEndpoint(ctx, id, { enabled: true })
    const { processed } = await deliverTo(ctx, id)
    expect(processed).toBeGreaterThan(0)
    expect(await getEndpoint(ctx, id)).toMatchObject({ problem: null, failingSince: null })
  })

  it('that says it is gone is switched off at once', async () => {
    const { id } = await endpoint()
    answer = () => ({ status: 410 })
    await sendTest(ctx, id)
    await deliverTo(ctx, id)
    expect(await getEndpoint(ctx, id)).toMatchObject({ enabled: false })
  })

  it('and is switched off is told by mail to each who manages the workspace, once, while it is off', async () => {
    const { id } = await endpoint()
    answer = () => ({ status: 410 })
    await sendTest(ctx, id)
    Object.assign(rooms.outside, { delivered: [], mails: [] })
    await deliverTo(ctx, id)
    const jobs = rooms.outside.delivered.flatMap(({ job }) => (job.type === 'webhook.off_mail' ? [job] : []))
    expect(jobs).toHaveLength(1)
    for (const job of jobs) await mailOff(ctx, job)
    expect(rooms.outside.mails).toMatchObject([
      { subject: 'Switched off: the webhooks to hooks.example.com' },
    ])
    expect(rooms.outside.mails[0]?.text).not.toContain('/chorus')
    answer = () => ({ status: 200 })
    await updateEndpoint(ctx, id, { enabled: true })
    for (const job of jobs) await mailOff(ctx, job)
    expect(rooms.outside.mails).toHaveLength(1)
  })
})
