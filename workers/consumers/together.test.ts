import { NeonDbError } from '@neondatabase/serverless'
import { describe, expect, it } from 'vitest'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { DeadlinePassed } from '#core/lib/kernel/deadline.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { retryDelayS, together, webhookRetryDelayS } from './together.ts'

const nothing = () => undefined
const ctx = { log: { info: nothing, warn: nothing, error: nothing } } as unknown as SystemCtx
const withState = (code: string) => Object.assign(new Error('The database says no.'), { code })

/** Makes a batch of three messages, and records the fate of each. */
function batchOfThree() {
  const became: Record<string, string> = {}
  const messages = ['a', 'b', 'c'].map((id) => ({
    id,
    body: id,
    timestamp: new Date(),
    attempts: 1,
    ack: () => {
      became[id] = 'done'
    },
    retry: ({ delaySeconds }: QueueRetryOptions = {}) => {
      became[id] = `again in ${delaySeconds} s`
    },
  }))
  return { batch: { queue: 'webhooks', messages } as unknown as MessageBatch, became }
}
const again = { a: 'again in 10 s', b: 'again in 10 s', c: 'again in 10 s' }

describe('while the database is away, a batch asks once and all of it is tried again', () => {
  it.each([
    ['it was not reached', () => new NeonDbError('Error connecting to database: fetch failed')],
    ['it did not answer', () => new DeadlinePassed('No answer within 30 seconds.')],
    ['the ORM wraps that', () => new Error('Failed query', { cause: new DeadlinePassed('No answer.') })],
    ['no connection', () => withState('08006')],
    ['too many connections', () => withState('53300')],
    ['its disk is full', () => withState('53100')],
    ['it is shutting down', () => withState('57P01')],
    ['it is starting', () => withState('57P03')],
    ['its system fails', () => withState('58030')],
  ])('%s', async (_, error) => {
    const { batch, became } = batchOfThree()
    let asked = 0
    const figures = await together(batch, ctx, async () => {
      asked++
      throw error()
    })
    expect({ asked, became, figures }).toEqual({
      asked: 1,
      became: again,
      figures: { processed: 0, failed: 3 },
    })
  })

  it('also when it goes away in the middle', async () => {
    const { batch, became } = batchOfThree()
    let asked = 0
    await together(batch, ctx, async (messages) => {
      asked++
      if (messages.length > 1) throw withState('22P02')
      if (messages[0]?.id === 'b') throw withState('57P01')
    })
    expect({ asked, became }).toEqual({ asked: 3, became: { ...again, a: 'done' } })
  })
})

describe('one message that cannot be worked on keeps no other back', () => {
  it.each([
    ['bad text', () => withState('22P02')],
    ['a broken rule', () => withState('23505')],
    ['a deadlock', () => withState('40P01')],
    ['a cancelled statement', () => withState('57014')],
    ['a fault of the input', () => invalid('No.')],
    ['a mistake of ours', () => new TypeError('undefined is no function')],
    ['nothing', () => undefined],
  ])('%s', async (_, error) => {
    const { batch, became } = batchOfThree()
    const figures = await together(batch, ctx, async (messages) => {
      if (messages.some(({ id }) => id === 'b')) throw error()
    })
    expect(became).toEqual({ a: 'done', b: 'again in 10 s', c: 'done' })
    expect(figures).toEqual({ processed: 2, failed: 1 })
  })
})

describe('what could not be done is tried again', () => {
  const tries = (delayS: (attempts: number) => number, count: number) =>
    Array.from({ length: count }, (_, n) => delayS(n + 1))

  it('after ten seconds, then ever later', () => {
    expect([1, 2, 3, 7, 8, 20].map(retryDelayS)).toEqual([10, 20, 40, 640, 900, 900])
  })

  it('of webhooks so often that an outage delays them by a third of its length and five seconds at most, through hours', () => {
    let elapsed = 0
    for (const delay of tries(webhookRetryDelayS, 60)) {
      expect(delay).toBeLessThanOrEqual(5 + elapsed / 3)
      elapsed += delay
    }
    expect(elapsed / 3600).toBeGreaterThan(3.5)
  })
})
