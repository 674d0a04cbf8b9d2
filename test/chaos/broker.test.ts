import { describe, expect, it } from 'vitest'
import { Broker, type Faults } from './broker.ts'
import type { Process } from './process.ts'
import { seeded } from './random.ts'

const calm: Faults = { redelivered: 0, window: 0, broken: 0, kills: 0, killsWithinMs: 0 }
const RULES = { maxBatchSize: 10, maxRetries: 2, retryDelayMs: 1_000, deadLetters: 'dead' }

/** Runs a queue of 100 messages; `consume` is the consumer. Returns how often each was taken in, and the dead ones. */
async function run({
  faults = {},
  consumers = 1,
  seed = 1,
  consume,
}: {
  faults?: Partial<Faults>
  consumers?: number
  seed?: number
  consume: (message: Message, process: Process) => Promise<void>
}) {
  const broker = new Broker({
    random: seeded(seed),
    faults: { ...calm, ...faults },
    abreast: { consumers, steps: 1 },
    startAt: 0,
  })
  const order: unknown[] = []
  const dead: unknown[] = []
  broker.queue('work', RULES, async (batch, process) => {
    for (const message of batch.messages) {
      order.push(message.body)
      await consume(message, process)
    }
  })
  broker.queue('dead', { maxBatchSize: 10, maxRetries: 0, retryDelayMs: 0 }, async (batch) => {
    dead.push(...batch.messages.map(({ body }) => body))
  })
  for (let n = 0; n < 100; n++) broker.send('work', n)
  await broker.run()
  return { broker, order, dead, times: (body: number) => order.filter((one) => one === body).length }
}

const works = (process: Process) => process.step('trip', async () => undefined)

describe('the broker', () => {
  it('brings each message once and in order when nothing goes wrong', async () => {
    const { order } = await run({ consume: async (message) => message.ack() })
    expect(order).toEqual(Array.from({ length: 100 }, (_, n) => n))
  })

  it('brings again what was given back, and puts it among the dead letters after its last try', async () => {
    const { times, dead } = await run({ consume: async (m) => (m.body === 7 ? m.retry() : m.ack()) })
    expect(times(7)).toBe(3)
    expect(times(8)).toBe(1)
    expect(dead).toEqual([7])
  })

  it('counts what a consumer that came to its end said nothing of as done', async () => {
    const { order } = await run({ consume: async () => undefined })
    expect(order).toHaveLength(100)
  })

  it('brings again what a consumer that threw had not acknowledged, and only that', async () => {
    let thrown = false
    const { times } = await run({
      consume: async (message) => {
        if (message.body === 3 && !thrown) {
          thrown = true
          throw new Error('Once.')
        }
        message.ack()
      },
    })
    expect([2, 3, 4].map(times)).toEqual([1, 2, 1])
  })

  it('kills as many as it was told to, and nothing is lost by it', async () => {
    const done = new Set<unknown>()
    const { broker, times } = await run({
      faults: { kills: 5, killsWithinMs: 100 },
      consume: async (message, process) => {
        await works(process)
        done.add(message.body)
        message.ack()
      },
    })
    expect(broker.figures.kills).toBe(5)
    expect(done.size).toBe(100)
    expect(Array.from({ length: 100 }, (_, n) => times(n)).some((count) => count > 1)).toBe(true)
  })

  it('hears nothing more of a consumer that is dead', async () => {
    const acked: unknown[] = []
    const { times } = await run({
      consume: async (message, process) => {
        if (message.body === 5 && acked.length === 5) process.die()
        message.ack()
        acked.push(message.body)
      },
    })
    expect(times(4)).toBe(1)
    expect(times(5)).toBe(2)
    expect(times(9)).toBe(2)
  })

  it('brings acknowledged messages once more, and out of order, where it is told to', async () => {
    const { order, broker } = await run({
      faults: { redelivered: 0.2, window: 20 },
      consume: async (message) => message.ack(),
    })
    expect(broker.figures.redelivered).toBeGreaterThan(5)
    expect(order.length).toBe(100 + broker.figures.redelivered)
    expect(order).not.toEqual(order.toSorted((a, b) => Number(a) - Number(b)))
  })

  it('runs consumers side by side, in turns', async () => {
    let inside = 0
    let most = 0
    await run({
      consumers: 4,
      consume: async (_message, process) => {
        most = Math.max(most, ++inside)
        await works(process)
        inside--
      },
    })
    expect(most).toBe(4)
  })

  it('does the same for the same seed, and another thing for another', async () => {
    const traceOf = async (seed: number) => {
      const faults = { redelivered: 0.1, window: 20, broken: 0.05, kills: 3, killsWithinMs: 200 }
      return (await run({ seed, faults, consumers: 4, consume: async (_m, process) => works(process) }))
        .broker.trace
    }
    const [first, again, other] = [await traceOf(5), await traceOf(5), await traceOf(6)]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })
})
