import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { asOwner } from '#test/database.ts'
import { connectWhatsapp, eventually, type House, newWorkspace, startHouse } from '#test/house.ts'

/** Messages that come in while the database is away; four from each contact. */
const MESSAGES = Number(process.env.CHORUS_CHAOS_COUNT ?? 40)
/** The shortest outage; without it, the outage lasts until everything has come in and has been tried. */
const OUTAGE_MS = Number(process.env.CHORUS_CHAOS_OUTAGE_S ?? 0) * 1_000
const STORED_WITHIN_MS = 60_000
const AT_A_TIME = 20

const FACTS = '# Hours\n\nThe shop is open on Saturdays from nine to five.'

/** The connection to the database, which can be cut. */
let way: Awaited<ReturnType<typeof openWay>>
let house: House
beforeAll(async () => {
  way = await openWay(new URL(inject('neonUrl')))
  // Set a long deadline, as in production: a slow machine must not look like a platform that does not answer.
  house = await startHouse({ NEON_LOCAL_URL: way.url, CHORUS_CALL_DEADLINE_MS: '30000' })
})
afterAll(async () => {
  await house?.close()
  await way?.close()
})

async function openWay({ hostname, port }: URL) {
  const open = new Set<Socket>()
  let isCut = false
  let refused = 0
  const server = createServer((near) => {
    if (isCut) {
      refused++
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      cutAll()
    },
    restore() {
      isCut = false
    },
    refused: () => refused,
    async close() {
      cutAll()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Standing {
  stored: number
  undecided: number
  unsent: number
  unknown: number
  answers: number
  decisions: number
}
async function standing(workspaceId: string): Promise<Standing> {
  const [row] = await asOwner<Standing & Record<string, unknown>>(
    `select count(*) filter (where direction = 'inbound')::int as stored,
       count(*) filter (where direction = 'inbound' and ai_decision_id is null)::int as undecided,
       count(*) filter (where status in ('queued', 'waiting', 'sending'))::int as unsent,
       count(*) filter (where status = 'unknown')::int as unknown,
       count(*) filter (where direction = 'outbound')::int as answers,
       (select count(*)::int from ai_decisions d where d.workspace_id = $1) as decisions
     from conversation_messages where workspace_id = $1`,
    [workspaceId],
  )
  if (!row) throw new Error('A count without a row.')
  return row
}

it('while the database is away messages are accepted; when it is back all are stored within a minute and each burst is answered once', {
  timeout: 60_000 + OUTAGE_MS + MESSAGES * 1_000,
}, async () => {
  const { owner, workspaceId } = await newWorkspace(house)
  const account = await connectWhatsapp(house, owner)
  const { id } = await owner.post<KnowledgeDocument>('/v1/knowledge/documents', {
    title: 'Facts',
    text: FACTS,
  })
  await eventually(
    () => owner.get<KnowledgeDocument>(`/v1/knowledge/documents/${id}`),
    ({ status }) => status === 'indexed',
  )

  way.cut()
  const awayUntil = Date.now() + OUTAGE_MS
  const before = way.refused()
  const statuses: (number | null)[] = []
  for (let at = 0; at < MESSAGES; at += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, MESSAGES - at) }, (_, n) =>
      house.emulators.inbound({
        platform: 'whatsapp',
        account: account.externalId,
        from: { id: `3360000${String(Math.floor((at + n) / 4)).padStart(4, '0')}`, name: 'Ana' },
        text: 'When are you open on Saturdays?',
      }),
    )
    statuses.push(...(await Promise.all(some)).map(({ deliveredStatus }) => deliveredStatus))
  }
  expect(new Set(statuses)).toEqual(new Set([200]))
  await eventually(
    async () => way.refused() - before,
    (tries) => tries > 0,
  )
  if (OUTAGE_MS > 0) await pause(Math.max(0, awayUntil - Date.now()))
  expect((await standing(workspaceId)).stored).toBe(0)

  way.restore()
  const backAt = Date.now()
  const { stored } = await eventually(
    () => standing(workspaceId),
    (now) => now.stored === MESSAGES,
    STORED_WITHIN_MS,
  )
  console.warn(`${stored} messages were stored ${Date.now() - backAt} ms after the database was back.`)
  const settled = await eventually(
    () => standing(workspaceId),
    (now) => now.undecided === 0 && now.unsent === 0,
    60_000 + MESSAGES * 500,
  )
  console.warn(`All was decided and sent ${Date.now() - backAt} ms after: ${JSON.stringify(settled)}.`)
  expect(settled).toMatchObject({ stored: MESSAGES, unknown: 0, answers: settled.decisions })
  const landed = (await house.emulators.sent('whatsapp')).filter(({ to }) => to?.startsWith('3360000'))
  expect(landed).toHaveLength(settled.answers)
})
