import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#core/inbox/schemas.ts'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import type { DeadLetter, Health, ModelCall, SystemLog, TaskRun } from '#core/operations/schemas.ts'
import { ApiFailure, type Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { connectWhatsapp, enterHouse, eventually, type House, newWorkspace, startHouse } from '#test/house.ts'
import { newMember, newOperator } from '#test/people.ts'

let house: House
let operator: Client
let operatorId: string
let owner: Client
let workspaceId: string
const made: string[] = []
beforeAll(async () => {
  // Remove other suites' committed jobs that were never delivered, and their posts that fall due.
  await asOwner('delete from outbox')
  await asOwner(`update scheduled_post_accounts set status = 'cancelled', waiting_reason = null
    where status in ('queued', 'waiting', 'sending')`)
  house = await enterHouse()
  ;({ as: operator, id: operatorId } = await newOperator(house))
  ;({ owner, workspaceId } = await workspaceHere())
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = any($1)', [made])
  await house?.close()
})

async function workspaceHere() {
  const here = await newWorkspace(house)
  made.push(here.workspaceId)
  return here
}

type List<T> = { items: T[] }
const runs = async (query: string) =>
  (await operator.get<List<TaskRun>>(`/v1/operations/task-runs?limit=100&${query}`)).items
const logs = async (query: string, as = operator, path = '/v1/operations/system-logs') =>
  (await as.get<List<SystemLog>>(`${path}?limit=100&${query}`)).items
const ownLogs = (as: Client, query: string) => logs(query, as, '/v1/system-logs')
/** Hands a batch of one message to a consumer, as the platform would. */
async function enqueue(queue: string, body: unknown, attempts = 1) {
  const service = (await house.worker.getExport()) as unknown as {
    queue(name: string, messages: unknown[]): Promise<unknown>
  }
  await service.queue(queue, [{ id: randomUUID(), timestamp: new Date(), attempts, body }])
}

describe('the runs of workers', () => {
  it('of cron tell what was done and how long it took, and idle ones do not pile up', async () => {
    // One job whose delivery was lost.
    await asOwner(
      `insert into outbox (id, workspace_id, job, not_before) values ($1, $2, '{"type":"feed.changed","topic":"accounts"}', now() - interval '1 minute')`,
      [randomUUID(), workspaceId],
    )
    await house.tick()
    const [swept] = await runs('task=sweep')
    expect(swept).toMatchObject({ status: 'completed', failed: 0, error: null })
    expect(swept?.processed).toBeGreaterThanOrEqual(1)
    expect(swept?.durationMs).toBe(
      new Date(swept?.finishedAt ?? 0).getTime() - new Date(swept?.startedAt ?? 0).getTime(),
    )
    expect(swept?.durationMs).toBeGreaterThanOrEqual(0)

    const before = await runs('task=due')
    for (let i = 0; i < 3; i++) await house.tick()
    for (const task of ['due', 'sweep']) {
      const idle = (await runs(`task=${task}`)).filter(({ processed }) => processed === 0)
      expect([task, idle.length <= 1]).toEqual([task, true])
    }
    // Only the latest stays.
    const [latest] = await runs('task=due')
    expect(latest).toMatchObject({ status: 'completed', processed: 0 })
    expect(before.map(({ id }) => id)).not.toContain(latest?.id)
    expect(await runs('task=sweep')).toContainEqual(swept)
  })

  it('of a queue whose message fails are failed, and the system log says which and why', async () => {
    const before = new Set((await runs('status=failed')).map(({ id }) => id))
    await enqueue('work', {
      lane: 'knowledge',
      workspaceId,
      job: { type: 'feed.changed', topic: 'accounts' },
    })
    await enqueue('webhooks', { not: 'a webhook' })
    const failed = (await runs('status=failed')).filter(({ id }) => !before.has(id))
    expect(failed).toMatchObject([{ task: 'webhooks', processed: 0, failed: 1 }])
    expect(failed[0]?.error).toContain('the system log says why')
    const requestId = failed[0]?.requestId
    const lines = await eventually(
      () => logs(`requestId=${requestId}`),
      (items) => items.length > 0,
    )
    expect(lines).toMatchObject([
      { level: 'error', event: 'queue.message_failed', actor: 'worker:webhooks', workspaceId: null },
    ])
    // Indexing keeps a run of every batch: its figures say that the message failed.
    expect((await runs('task=knowledge'))[0]).toMatchObject({ processed: 0, failed: 1 })
  })

  it('that never ended are given up by the sweep', async () => {
    const id = randomUUID()
    await asOwner(
      `insert into task_runs (id, task, status, request_id, started_at) values ($1, 'publishing', 'running', 'lost', now() - interval '20 minutes')`,
      [id],
    )
    expect(await runs('status=running')).toContainEqual(expect.objectContaining({ id, durationMs: null }))
    await house.tick()
    expect((await runs('status=failed&task=publishing')).find((run) => run.id === id)).toMatchObject({
      error: expect.stringContaining('did not end'),
      finishedAt: expect.any(String),
    })
  })
})

describe('an error on our side', () => {
  it('is found by the reference that the person was told: by operators, and by managers of that workspace alone', async () => {
    const { owner: stranger } = await workspaceHere()
    const { as: viewer } = await newMember(house, workspaceId, 'viewer')
    const failure = await whileAway('ai_errors', () => failureOf(owner.get('/v1/model-calls')))
    expect(failure).toMatchObject({ status: 500, body: { code: 'internal' } })
    const reference = /ERR-[0-9A-Z]{6}/.exec(failure.body.detail ?? '')?.[0] ?? ''
    expect(failure.body.detail).toBe(`Something broke on our side. Tell support ${reference}.`)

    const lines = await eventually(
      () => logs(`reference=${reference}`),
      (items) => items.length > 0,
    )
    expect(lines).toMatchObject([
      { level: 'error', event: 'http.failed', workspaceId, reference, detail: { path: '/v1/model-calls' } },
    ])
    expect(lines[0]?.actor).toMatch(/^user:/)
    expect(lines[0]?.detail.error).toContain('ai_errors')
    expect(await ownLogs(owner, `reference=${reference}`)).toEqual(lines)
    expect(await ownLogs(stranger, `reference=${reference}`)).toEqual([])
    await expect(ownLogs(viewer, `reference=${reference}`)).rejects.toMatchObject({ status: 403 })
    await expect(logs(`reference=${reference}`, owner)).rejects.toMatchObject({ status: 403 })
  })

  it('of one workspace is never among the lines of another, whatever is asked', async () => {
    const { owner: stranger, workspaceId: other } = await workspaceHere()
    await whileAway('ai_errors', () => failureOf(owner.get('/v1/model-calls')))
    await whileAway('ai_errors', () => failureOf(stranger.get('/v1/model-calls')))
    await eventually(
      () => ownLogs(stranger, 'level=error'),
      (items) => items.length > 0,
    )
    for (const query of ['', 'level=info', 'level=error', 'event=http.', 'event=http.failed'])
      expect(new Set((await ownLogs(stranger, query)).map((line) => line.workspaceId))).toEqual(
        new Set([other]),
      )
  })

  /** Takes a table away during some work, as a failed migration would. */
  async function whileAway<T>(table: string, work: () => Promise<T>): Promise<T> {
    await asOwner(`alter table ${table} rename to ${table}_away`)
    try {
      return await work()
    } finally {
      await asOwner(`alter table ${table}_away rename to ${table}`)
    }
  }

  const failureOf = async (call: Promise<unknown>): Promise<ApiFailure> => {
    const error = await call.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (error instanceof ApiFailure) return error
    throw new Error(`It did not fail: ${error}`)
  }
})

describe('the calls of models', () => {
  it('that an answered question took are recorded, for its workspace alone', async () => {
    const { owner: stranger } = await workspaceHere()
    const number = await connectWhatsapp(house, owner)
    const { id } = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', {
      title: 'Hours',
      text: '# Opening hours\n\nOn Saturdays we open from 10:00 to 14:00. We are closed on Sundays.',
    })
    await eventually(
      () => owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${id}`),
      ({ status }) => status === 'indexed',
    )
    await house.emulators.inbound({
      platform: 'whatsapp',
      account: number.externalId,
      from: { id: '33655667788', name: 'Zoé' },
      text: 'At what time do you open on Saturdays?',
    })
    await eventually(
      () => owner.get<List<{ id: string }>>('/v1/conversations'),
      ({ items }) => items.length > 0,
    ).then(({ items }) =>
      eventually(
        () => owner.get<List<Message>>(`/v1/conversations/${items[0]?.id}/messages`),
        (thread) => thread.items.some(({ author, status }) => author === 'machine' && status === 'sent'),
      ),
    )
    const calls = async (query = '', as = owner) =>
      (await as.get<List<ModelCall>>(`/v1/model-calls?limit=100${query}`)).items
    const made = await eventually(calls, (items) =>
      items.some((call) => call.functionName === 'inbox.respond'),
    )
    expect(new Set(made.map(({ functionName }) => functionName))).toEqual(new Set(['embed', 'inbox.respond']))
    for (const call of made) {
      expect(call).toMatchObject({ provider: 'offline', success: true, error: null, costMicros: 0 })
      expect(call.latencyMs).toBeGreaterThanOrEqual(0)
      expect(call.inputTokens).toBeGreaterThan(0)
    }
    expect((await calls('&functionName=inbox.respond')).map(({ functionName }) => functionName)).toEqual([
      'inbox.respond',
    ])
    expect(await calls('&success=false')).toEqual([])
    const ours = new Set(made.map(({ id }) => id))
    expect((await calls('', stranger)).filter(({ id }) => ours.has(id))).toEqual([])
  })
})

describe('what an operator does', () => {
  it('to a dead letter stands in the system log with their name', async () => {
    const { user } = await operator.get<{ user: { name: string } }>('/v1/me')
    await enqueue(
      'dead-letters',
      {
        queue: 'work',
        lane: 'knowledge',
        workspaceId,
        job: { type: 'knowledge.index', documentId: randomUUID() },
      },
      6,
    )
    const { items } = await operator.get<List<DeadLetter>>('/v1/operations/dead-letters')
    const dead = items.find(({ queue, replayedAt }) => queue === 'work' && replayedAt === null)
    await operator.post(`/v1/operations/dead-letters/${dead?.id}/replay`)
    expect(
      (await logs('event=audit.dead_letter.')).find(({ detail }) => isOf(detail, dead?.id)),
    ).toMatchObject({
      level: 'info',
      event: 'audit.dead_letter.replay',
      actor: `user:${operatorId}`,
      workspaceId: null,
      detail: { by: user.name, after: { id: dead?.id, queue: 'work' } },
    })
  })

  const isOf = (detail: Record<string, unknown>, id: string | undefined) =>
    (detail.after as { id?: string } | undefined)?.id === id
})

describe('/health', () => {
  const health = async (url = house.url) => {
    const response = await fetch(`${url}/health`)
    return { status: response.status, body: (await response.json()) as Health }
  }
  const up = { worker: 'up', database: 'up', queues: 'up', cron: 'up' }

  it('is up for whoever asks, and says nothing of what is inside', async () => {
    await house.tick()
    const { status, body } = await health()
    expect([status, body.status, body.parts]).toEqual([200, 'up', up])
    expect(Object.keys(body).sort()).toEqual(['deadLetters', 'parts', 'status'])
    expect(body.deadLetters).toEqual(expect.any(Number))
  })

  it('is degraded while a committed job is ten minutes overdue', async () => {
    const id = randomUUID()
    await asOwner(
      `insert into outbox (id, workspace_id, job, not_before) values ($1, $2, '{}', now() - interval '10 minutes')`,
      [id, workspaceId],
    )
    try {
      expect(await health()).toMatchObject({
        status: 200,
        body: { status: 'degraded', parts: { ...up, queues: 'behind' } },
      })
    } finally {
      await asOwner('delete from outbox where id = $1', [id])
    }
    expect((await health()).body.status).toBe('up')
  })

  it('is degraded while cron has been silent, until it ticks again', async () => {
    await asOwner(
      `update task_runs set started_at = started_at - interval '10 minutes', finished_at = finished_at - interval '10 minutes' where task = 'sweep'`,
    )
    // Make the installation look old: other workspaces are older than these ten minutes, or this one is made so.
    await asOwner(`update workspaces set created_at = created_at - interval '1 hour' where id = $1`, [
      workspaceId,
    ])
    expect(await health()).toMatchObject({
      status: 200,
      body: { status: 'degraded', parts: { ...up, cron: 'silent' } },
    })
    await house.tick()
    expect((await health()).body).toMatchObject({ status: 'up', parts: up })
  })

  it('is down without the database, tells no one where that is, and webhooks are taken all the same', async () => {
    const port = await closedPort()
    const lonely = await startHouse({ NEON_LOCAL_URL: `http://127.0.0.1:${port}` })
    try {
      const response = await fetch(`${lonely.url}/health`)
      const text = await response.text()
      expect([response.status, JSON.parse(text)]).toEqual([
        503,
        {
          status: 'down',
          parts: { worker: 'up', database: 'down', queues: 'unknown', cron: 'unknown' },
          deadLetters: null,
        },
      ])
      const sign = await fetch(`${lonely.url}/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost:8788' },
        body: JSON.stringify({ email: 'ada@chorus.test', password: 'correct horse battery' }),
      })
      const said = await sign.text()
      const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
      const signature = createHmac('sha256', lonely.secrets.META_APP_SECRET ?? '')
        .update(body)
        .digest('hex')
      const webhook = await fetch(`${lonely.url}/webhooks/meta`, {
        method: 'POST',
        headers: { 'x-hub-signature-256': `sha256=${signature}` },
        body,
      })
      expect(webhook.status).toBe(200)
      expect(sign.status).toBeGreaterThanOrEqual(500)
      for (const detail of [String(port), '127.0.0.1', 'postgres', 'ECONNREFUSED', 'select'])
        expect([detail, text.includes(detail) || said.includes(detail)]).toEqual([detail, false])
    } finally {
      await lonely.close()
    }
  })

  /** Finds a port on which nobody listens. */
  const closedPort = () =>
    new Promise<number>((resolve, reject) => {
      const server = createServer()
      server.on('error', reject)
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        const port = typeof address === 'object' && address !== null ? address.port : 0
        server.close(() => resolve(port))
      })
    })
})
