import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDocument } from '#core/knowledge/actions.ts'
import type { Ctx } from '#core/lib/context.ts'
import { addMedium } from '#core/media/actions.ts'
import { bytesOf } from '#core/media/sample-files.ts'
import { PLANS, type Plan, quotaProblem } from '#core/workspaces/rules/plans.ts'
import { asOwner, type Room, type Rooms, startRooms } from '#test/database.ts'

const MB = 1024 * 1024
let rooms: Rooms
const made: string[] = []
beforeAll(() => {
  rooms = startRooms()
})
afterAll(() => asOwner('delete from workspaces where id = any($1)', [made]))

/** Makes a workspace (free plan by default) that keeps this much already. */
async function room({ megabytes = 0, documents = 0, plan = 'free' as Plan }): Promise<{ ctx: Ctx } & Room> {
  const one = await rooms.newWorkspace()
  made.push(one.workspaceId)
  const { workspaceId } = one
  if (megabytes > 0)
    await asOwner(
      `insert into media (id, workspace_id, kind, mime_type, file_name, size_bytes, sha256, object_name)
       values ($1, $2, 'video', 'video/mp4', 'a.mp4', $3, '', 'media/x')`,
      [randomUUID(), workspaceId, Math.round(megabytes * MB)],
    )
  for (let n = 0; n < documents; n++)
    await asOwner(
      `insert into knowledge_documents (id, workspace_id, title, source, object_name, status, file_size_bytes)
       values ($1, $2, 'D', 'text', 'knowledge/x', 'indexed', 10)`,
      [randomUUID(), workspaceId],
    )
  return { ...one, ctx: { ...one.ctx, plan } }
}
async function* once(bytes: Uint8Array) {
  yield bytes
}
const pdf = (bytes: number) => {
  const file = new Uint8Array(bytes)
  file.set(bytesOf('%PDF-1.7\n'))
  return file
}
const add = (ctx: Ctx, bytes: number) =>
  addMedium(ctx, { fileName: 'a.pdf', claimed: 'application/pdf', chunks: once(pdf(bytes)) })
const write = (ctx: Ctx) => createDocument(ctx, { title: 'Hours', text: 'Open at noon.' })
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: { code?: string }) => error.code ?? String(error),
  )
const count = async (table: string, workspaceId: string) =>
  (await asOwner(`select id from ${table} where workspace_id = $1`, [workspaceId])).length

describe('a workspace keeps as much as its plan says', () => {
  it.each<
    [
      what: string,
      has: { megabytes?: number; documents?: number; plan?: Plan },
      act: (ctx: Ctx) => Promise<unknown>,
      says: string,
    ]
  >([
    ['a file where there is room', { megabytes: 198 }, (ctx) => add(ctx, MB), 'kept'],
    ['a file that fills it', { megabytes: 199 }, (ctx) => add(ctx, MB), 'kept'],
    ['a file that is a byte too large', { megabytes: 199 }, (ctx) => add(ctx, MB + 1), 'quota_reached'],
    ['a file where it is full', { megabytes: 200 }, (ctx) => add(ctx, 100), 'quota_reached'],
    [
      'a file where more is kept than the plan allows, as after a downgrade',
      { megabytes: 300 },
      (ctx) => add(ctx, 100),
      'quota_reached',
    ],
    ['a document where files fill it', { megabytes: 200 }, write, 'quota_reached'],
    ['the twentieth document', { documents: 19 }, write, 'kept'],
    ['the twenty-first', { documents: 20 }, write, 'quota_reached'],
    ['a file beside twenty documents', { documents: 20 }, (ctx) => add(ctx, 100), 'kept'],
    ['the twenty-first of a larger plan', { documents: 20, plan: 'starter' }, write, 'kept'],
    [
      'a file beyond all plans, by contract',
      { megabytes: 2_000, plan: 'enterprise' },
      (ctx) => add(ctx, MB),
      'kept',
    ],
  ])('%s: %s', async (_what, has, act, says) => {
    const { ctx, workspaceId } = await room(has)
    const before = [await count('media', workspaceId), await count('knowledge_documents', workspaceId)]
    expect(await outcome(act(ctx))).toBe(says)
    const after = [await count('media', workspaceId), await count('knowledge_documents', workspaceId)]
    expect(after.reduce((sum, n) => sum + n) - before.reduce((sum, n) => sum + n)).toBe(
      says === 'kept' ? 1 : 0,
    )
  })

  it('also where several come at once: one takes the last place', async () => {
    const { ctx, workspaceId } = await room({ documents: 19 })
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(write(ctx))))
    expect(outcomes.sort()).toEqual(['kept', 'quota_reached', 'quota_reached', 'quota_reached'])
    expect(await count('knowledge_documents', workspaceId)).toBe(20)
  })
})

it('the plans are those that were settled', () => {
  expect(PLANS).toEqual({
    free: { bytes: 200 * MB, documents: 20 },
    starter: { bytes: 5 * 1024 * MB, documents: 200 },
    pro: { bytes: 50 * 1024 * MB, documents: 2_000 },
    enterprise: null,
  })
  expect(quotaProblem('free', { bytes: 200 * MB + 1, documents: 0 })).toMatch(/200 MB.*Delete/)
  expect(quotaProblem('starter', { bytes: 0, documents: 201 })).toMatch(/200 documents/)
})
