import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetOld, RETENTION_DAYS } from '#core/operations/actions/retention.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const DAY_MS = 24 * 3_600_000

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeAll(async () => {
  room = await rooms.newWorkspace()
  // Remove rows of other suites first, so that the figures below are of this suite's rows alone.
  await forgetOld(system)
})
beforeEach(() => {
  outside.now = new Date()
})

const daysAgo = (days: number) => new Date(outside.now.getTime() - days * DAY_MS)
type Kind = keyof typeof RETENTION_DAYS
/** The table of a kind, and how to add a row of a given age: `insert` returns the value that finds it by `key`. */
interface Stage {
  table: string
  key?: string
  insert: (at: Date) => Promise<string>
}

const insertLog = async (level: string, at: Date) => {
  const id = randomUUID()
  await asOwner(
    `insert into system_logs (id, workspace_id, level, event, detail, logged_at) values ($1, $2, $3, 'test.line', '{}', $4)`,
    [id, room.workspaceId, level, at],
  )
  return id
}
const insertEvent = async (
  at: Date,
  { workspaceId, applied }: { workspaceId: string | null; applied: boolean },
) => {
  const id = randomUUID()
  await asOwner(
    `insert into webhook_events (id, workspace_id, source, event_type, dedupe_key, payload, attempts, error, occurred_at, received_at, processed_at)
     values ($1, $2, 'meta', 'message', $5, '{}', 5, 'Poison.', $3, $3, $4)`,
    [id, workspaceId, at, applied ? at : null, id],
  )
  return id
}
const insertDelivery = async (at: Date, objectName: string | null = null) => {
  const id = randomUUID()
  await asOwner(
    `insert into webhook_deliveries (id, source, body, object_name, update_count, received_at) values ($1, 'meta', '{}', $2, 0, $3)`,
    [id, objectName, at],
  )
  return id
}
const insertRun = async (at: Date, status = 'completed') => {
  const id = randomUUID()
  await asOwner(
    `insert into task_runs (id, task, status, processed, request_id, started_at, finished_at) values ($1, 'sweep', $2, 1, 'test', $3, $4)`,
    [id, status, at, status === 'running' ? null : at],
  )
  return id
}

const stages: Record<Kind, Stage> = {
  rawDeliveries: { table: 'webhook_deliveries', insert: (at) => insertDelivery(at) },
  webhookEvents: {
    table: 'webhook_events',
    insert: (at) => insertEvent(at, { workspaceId: room.workspaceId, applied: true }),
  },
  logs: { table: 'system_logs', insert: (at) => insertLog('warn', at) },
  errors: { table: 'system_logs', insert: (at) => insertLog('error', at) },
  taskRuns: { table: 'task_runs', insert: (at) => insertRun(at) },
  modelCalls: {
    table: 'ai_usage_logs',
    insert: async (at) => {
      const id = randomUUID()
      await asOwner(
        `insert into ai_usage_logs (id, workspace_id, function_name, provider, model, input_tokens, output_tokens, cost_micros, latency_ms, success, request_id, called_at)
         values ($1, $2, 'embed', 'offline', 'lexical-1', 1, 0, 0, 1, true, 'test', $3)`,
        [id, room.workspaceId, at],
      )
      return id
    },
  },
  modelErrors: {
    table: 'ai_errors',
    insert: async (at) => {
      const id = randomUUID()
      await asOwner(
        `insert into ai_errors (id, workspace_id, reference, function_name, provider, model, error, request_id, created_at)
         values ($1, $2, $3, 'embed', 'offline', 'lexical-1', 'Broken.', 'test', $4)`,
        [id, room.workspaceId, `ERR-${id.slice(-12)}`, at],
      )
      return id
    },
  },
  audit: {
    table: 'audit_log',
    insert: async (at) => {
      const id = randomUUID()
      await asOwner(
        `insert into audit_log (id, workspace_id, actor, action, object_type, created_at) values ($1, $2, 'user:x', 'test.do', 'test', $3)`,
        [id, room.workspaceId, at],
      )
      return id
    },
  },
  idempotencyKeys: {
    table: 'idempotency_keys',
    key: 'key',
    insert: async (at) => {
      const key = randomUUID()
      await asOwner(
        `insert into idempotency_keys (workspace_id, key, request_hash, status, created_at) values ($1, $2, 'h', 'finished', $3)`,
        [room.workspaceId, key, at],
      )
      return key
    },
  },
  replayedDeadLetters: {
    table: 'dead_letters',
    insert: async (at) => {
      const id = randomUUID()
      await asOwner(
        `insert into dead_letters (id, queue, message_id, body, attempts, dead_at, replayed_at) values ($1, 'webhooks', $2, '{}', 5, $3, $3)`,
        [id, randomUUID(), at],
      )
      return id
    },
  },
}

const stands = async (table: string, id: string, key = 'id') =>
  (await asOwner(`select from ${table} where ${key}::text = $1`, [id])).length === 1

describe('retention', () => {
  it('promises what the product promises, in days', () => {
    expect(RETENTION_DAYS).toEqual({
      rawDeliveries: 30,
      webhookEvents: 90,
      logs: 30,
      errors: 180,
      taskRuns: 30,
      modelCalls: 180,
      modelErrors: 180,
      audit: 730,
      idempotencyKeys: 2,
      replayedDeadLetters: 30,
    })
  })

  it.each(Object.keys(stages) as Kind[])(
    'of %s forgets what is a day older than was promised, and keeps what is a day younger',
    async (kind) => {
      const { table, key, insert } = stages[kind]
      const older = await insert(daysAgo(RETENTION_DAYS[kind] + 1))
      const younger = await insert(daysAgo(RETENTION_DAYS[kind] - 1))
      const figures = await forgetOld(system)
      expect({ [kind]: figures[kind] }).toEqual({ [kind]: 1 })
      expect([await stands(table, older, key), await stands(table, younger, key)]).toEqual([false, true])
      // The younger one's day comes.
      outside.now = new Date(outside.now.getTime() + 2 * DAY_MS)
      expect((await forgetOld(system))[kind]).toBeGreaterThanOrEqual(1)
      expect(await stands(table, younger, key)).toBe(false)
    },
  )

  it('keeps errors for longer than what was merely said', async () => {
    const at = daysAgo(RETENTION_DAYS.logs + 1)
    const [info, warning, error] = [
      await insertLog('info', at),
      await insertLog('warn', at),
      await insertLog('error', at),
    ]
    expect(await forgetOld(system)).toMatchObject({ logs: 2, errors: 0 })
    expect([
      await stands('system_logs', info),
      await stands('system_logs', warning),
      await stands('system_logs', error),
    ]).toEqual([false, false, true])
  })

  it('never forgets an update that has not been applied, but forgets one that no account ever asked for', async () => {
    const at = daysAgo(RETENTION_DAYS.webhookEvents + 300)
    const unapplied = await insertEvent(at, { workspaceId: room.workspaceId, applied: false })
    const nobodys = await insertEvent(at, { workspaceId: null, applied: false })
    expect(await forgetOld(system)).toMatchObject({ webhookEvents: 1 })
    expect(await stands('webhook_events', unapplied)).toBe(true)
    expect(await stands('webhook_events', nobodys)).toBe(false)
    await asOwner('delete from webhook_events where id = $1', [unapplied])
  })

  it('of a raw delivery takes its body in the blob store along, and leaves its updates and other bodies', async () => {
    const [oldBody, youngBody] = [`webhooks/${randomUUID()}`, `webhooks/${randomUUID()}`]
    await system.blobs.put(oldBody, 'old')
    await system.blobs.put(youngBody, 'young')
    const gone = await insertDelivery(daysAgo(RETENTION_DAYS.rawDeliveries + 1), oldBody)
    await insertDelivery(daysAgo(RETENTION_DAYS.rawDeliveries - 1), youngBody)
    const update = await insertEvent(daysAgo(RETENTION_DAYS.rawDeliveries + 1), {
      workspaceId: room.workspaceId,
      applied: true,
    })
    await asOwner('update webhook_events set delivery_id = $2 where id = $1', [update, gone])

    expect(await forgetOld(system)).toMatchObject({ rawDeliveries: 1, webhookEvents: 0 })
    expect(await system.blobs.get(oldBody)).toBeNull()
    expect(await system.blobs.get(youngBody)).not.toBeNull()
    expect(await asOwner('select delivery_id from webhook_events where id = $1', [update])).toEqual([
      { delivery_id: null },
    ])
  })

  it('goes on with the next night when the blob store fails, and never leaves a row that names a missing body', async () => {
    const body = `webhooks/${randomUUID()}`
    await system.blobs.put(body, 'kept')
    const row = await insertDelivery(daysAgo(31), body)
    const run = await insertRun(daysAgo(31))
    const failing = {
      ...system,
      blobs: { ...system.blobs, delete: () => Promise.reject(new Error('The store is away.')) },
    }
    await expect(forgetOld(failing)).rejects.toThrow('The store is away.')
    expect(await stands('webhook_deliveries', row)).toBe(false)
    expect(await forgetOld(system)).toMatchObject({ taskRuns: 1 })
    expect(await stands('task_runs', run)).toBe(false)
  })

  it('works in steps of 5,000, each of which stays done when the next one fails', async () => {
    await asOwner(
      `insert into task_runs (id, task, status, request_id, started_at)
       select gen_random_uuid(), 'sweep', 'completed', 'old', $1 from generate_series(1, 5003)`,
      [daysAgo(31)],
    )
    const left = () => asOwner(`select count(*)::int as n from task_runs where request_id = 'old'`)
    // The database goes away after the first step that deletes anything.
    let away = false
    const batch: typeof system.db.batch = async (build) => {
      if (away) throw new Error('The database is away.')
      const results = await system.db.batch(build)
      const [step] = results as unknown as { rows: unknown[] }[]
      away = (step?.rows.length ?? 0) > 0
      return results
    }
    await expect(forgetOld({ ...system, db: { ...system.db, batch } })).rejects.toThrow('away')
    expect(await left()).toEqual([{ n: 3 }])
    expect(await forgetOld(system)).toMatchObject({ taskRuns: 3 })
  })

  it('forgets more in one night than fits in one step', async () => {
    await asOwner(
      `insert into task_runs (id, task, status, request_id, started_at)
       select gen_random_uuid(), 'sweep', 'completed', 'old', $1 from generate_series(1, 5003)`,
      [daysAgo(31)],
    )
    expect(await forgetOld(system)).toMatchObject({ taskRuns: 5003 })
  })

  it('has nothing to do the second time', async () => {
    await insertRun(daysAgo(31))
    expect(await forgetOld(system)).toMatchObject({ taskRuns: 1 })
    expect(Object.values(await forgetOld(system)).every((figure) => figure === 0)).toBe(true)
  })
})
