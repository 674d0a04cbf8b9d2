import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { sqlState } from '#core/lib/kernel/errors.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { keepLogs, listSystemLogs, listWorkspaceLogs } from '#core/operations/actions/logs.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const PERMISSION_DENIED = '42501'

const rooms = startRooms()
const { outside, system } = rooms
let room: Room
beforeAll(async () => {
  room = await rooms.newWorkspace()
})
beforeEach(() => {
  outside.now = new Date()
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => sqlState(error) ?? error,
  )

describe('a line of the log', () => {
  const line = (workspaceId: string | null, event: string) => ({
    level: 'error' as const,
    event,
    workspaceId,
    detail: { why: 'It ended.' },
    loggedAt: outside.now,
  })

  it('of a workspace that is gone by now is kept, as the installation’s, together with those of others', async () => {
    const event = `test.${randomUUID()}`
    await keepLogs(system.db, [line(randomUUID(), event), line(room.workspaceId, event), line(null, event)])
    const { items } = await listSystemLogs(system, { event, limit: 10 })
    const owners = items.map(({ workspaceId }) => workspaceId)
    expect(owners.filter((owner) => owner === null)).toHaveLength(2)
    expect(owners.filter((owner) => owner === room.workspaceId)).toHaveLength(1)
    expect(items.every(({ detail }) => detail.why === 'It ended.')).toBe(true)
  })

  it('of another workspace, or of the installation, is not shown to a workspace, whatever it filters by', async () => {
    const other = await rooms.newWorkspace()
    const event = `test.${randomUUID()}`
    await keepLogs(system.db, [
      { ...line(other.workspaceId, event), requestId: event, reference: 'ERR-AAAAAA' },
      { ...line(null, event), requestId: event, reference: 'ERR-AAAAAA' },
    ])
    for (const filter of [{ event }, { event: 'test.' }, { requestId: event }, { reference: 'ERR-AAAAAA' }])
      expect((await listWorkspaceLogs(room.ctx, { ...filter, limit: 100 })).items).not.toContainEqual(
        expect.objectContaining({ requestId: event }),
      )
    expect((await listWorkspaceLogs(other.ctx, { event, limit: 10 })).items).toHaveLength(1)
  })

  it('is found by a prefix that ends in a dot, where % and _ mean themselves', async () => {
    const name = randomUUID()
    await keepLogs(system.db, [line(null, `a%_${name}.one`), line(null, `axx${name}.two`)])
    const found = async (event: string) =>
      (await listSystemLogs(system, { event, limit: 10 })).items.map((item) => item.event)
    expect(await found(`a%_${name}.`)).toEqual([`a%_${name}.one`])
    expect(await found(`axx${name}.`)).toEqual([`axx${name}.two`])
    expect(await found(`axx${name}`)).toEqual([])
  })

  it('cannot be written, changed or taken away by a workspace', async () => {
    const id = randomUUID()
    await asOwner(
      `insert into system_logs (id, workspace_id, level, event, detail, logged_at) values ($1, $2, 'error', 'test.line', '{}', now())`,
      [id, room.workspaceId],
    )
    const tried = [
      room.ctx.db.batch((db) => [audit.recordForInstallation(db, room.ctx, { action: 'worker.switch' })]),
      room.ctx.db.tx((tx) => tx.execute(`update system_logs set level = 'info' where id = '${id}'`)),
      room.ctx.db.tx((tx) => tx.execute(`delete from system_logs where id = '${id}'`)),
    ]
    expect(await Promise.all(tried.map(refusal))).toEqual(tried.map(() => PERMISSION_DENIED))
  })
})

describe('the record of who did what', () => {
  const entry = { action: 'test.forge', objectType: 'test', objectId: randomUUID() }
  const kept = (workspaceId: string) =>
    asOwner('select id from audit_log where workspace_id = $1 and action = $2', [workspaceId, entry.action])

  it('cannot be forged into another workspace', async () => {
    const other = await rooms.newWorkspace()
    const forged = { ...room.ctx, workspaceId: other.workspaceId }
    const tried = room.ctx.db.batch((db) => [audit.record(db, forged, entry)])
    expect(await refusal(tried)).toBe(PERMISSION_DENIED)
    expect(await kept(other.workspaceId)).toEqual([])
    // The same entry in one's own workspace is accepted: only the workspace was refused.
    await room.ctx.db.batch((db) => [audit.record(db, room.ctx, entry)])
    expect(await kept(room.workspaceId)).toHaveLength(1)
  })

  it('cannot be changed or shortened by its subjects, nor changed by the system', async () => {
    const change = `update audit_log set actor = 'nobody' where action = '${entry.action}'`
    const tried = [
      room.ctx.db.tx((tx) => tx.execute(change)),
      room.ctx.db.tx((tx) => tx.execute(`delete from audit_log where action = '${entry.action}'`)),
      system.db.tx((tx) => tx.execute(change)),
    ]
    expect(await Promise.all(tried.map(refusal))).toEqual(tried.map(() => PERMISSION_DENIED))
  })

  it('of calls of models cannot be forged into another workspace either', async () => {
    const other = await rooms.newWorkspace()
    const call = {
      functionName: 'embed',
      model: 'offline/lexical-1',
      prompt: null,
      usage: { inputTokens: 1, outputTokens: 0, costMicros: 0 },
      calledAt: outside.now,
      latencyMs: 1,
      failure: null,
    }
    const record = (ctx: Ctx) => ctx.db.batch((db) => modelCalls.record(db, ctx, [call]))
    expect(await refusal(record({ ...room.ctx, workspaceId: other.workspaceId }))).toBe(PERMISSION_DENIED)
    const calls = 'select count(*)::int as n from ai_usage_logs where workspace_id = $1'
    expect(await asOwner(calls, [other.workspaceId])).toEqual([{ n: 0 }])
    await record(room.ctx)
    expect(await asOwner(calls, [room.workspaceId])).toEqual([{ n: 1 }])
  })
})
