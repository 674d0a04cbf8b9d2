import { expect, it } from 'vitest'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { Consumer } from '../domain.ts'
import { inLanes } from './lanes.ts'

/** Makes a batch of messages with these bodies, and tells what becomes of each. */
function batchOf(...bodies: unknown[]) {
  const ends: (string | undefined)[] = bodies.map(() => undefined)
  const messages = bodies.map((body, n) => ({
    id: `${n}`,
    body,
    attempts: 1,
    timestamp: new Date(),
    ack() {
      ends[n] = 'acknowledged'
    },
    retry() {
      ends[n] = 'retried'
    },
  }))
  const batch = { queue: 'work', messages, metadata: {} }
  return { batch: batch as unknown as MessageBatch, ends }
}

const told: object[] = []
const ctx = { log: { error: (event: string, detail: object) => told.push({ event, ...detail }) } }
const run = (lanes: Record<string, Consumer>, batch: MessageBatch) =>
  inLanes(lanes, batch, ctx as unknown as SystemCtx, {} as Env)
const takesAll: Consumer = async (batch) => batch.ackAll()

it('each lane gets its own messages, in their order, and what it does to its batch is done to them alone', async () => {
  const seen: unknown[] = []
  const { batch, ends } = batchOf({ lane: 'a', n: 1 }, { lane: 'b' }, { lane: 'a', n: 2 }, { lane: 'c' })
  await run(
    {
      a: async (own) => {
        seen.push(...own.messages.map(({ body }) => body))
        own.ackAll()
      },
      b: async (own) => own.retryAll(),
      c: async () => undefined,
    },
    batch,
  )
  expect(seen).toEqual([
    { lane: 'a', n: 1 },
    { lane: 'a', n: 2 },
  ])
  expect(ends).toEqual(['acknowledged', 'retried', 'acknowledged', undefined])
})

it('a lane that waits holds up no other', async () => {
  const { batch, ends } = batchOf({ lane: 'slow' }, { lane: 'quick' })
  const gate = Promise.withResolvers<void>()
  const done = run(
    {
      slow: async (own) => {
        await gate.promise
        own.ackAll()
      },
      quick: async (own) => {
        own.ackAll()
        gate.resolve()
      },
    },
    batch,
  )
  await done
  expect(ends).toEqual(['acknowledged', 'acknowledged'])
})

it.each<[string, unknown]>([
  ['that fails', { lane: 'broken' }],
  ['of no domain', { lane: 'of tomorrow' }],
  ['of a name that every object has', { lane: 'constructor' }],
  ['that is not named', { job: {} }],
  ['of no message at all', null],
])('messages of a lane %s are retried, those of others are not', async (_, body) => {
  const { batch, ends } = batchOf(body, { lane: 'good' }, body)
  await run({ good: takesAll, broken: () => Promise.reject(new Error('It broke.')) }, batch)
  expect(ends).toEqual(['retried', 'acknowledged', 'retried'])
  expect(told.at(-1)).toMatchObject({ event: 'queue.lane_failed', messages: 2 })
})
