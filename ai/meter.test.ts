import { expect, test } from 'vitest'
import * as z from 'zod'
import type { Ai, MeteredCall } from '#core/lib/kernel/ai.ts'
import { type Credits, creditsUsedUp, unlimitedCredits } from '#core/lib/kernel/credits.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { type FailureKind, ModelFailure } from './failure.ts'
import { withFallback } from './fallback.ts'
import { metered } from './meter.ts'
import { offlineAi } from './offline.ts'
import type { Provider } from './provider.ts'

const task = { name: 'test.task', credits: 3, input: z.string(), output: z.string() }
const usage = { inputTokens: 7, outputTokens: 5, costMicros: 31 }

function meterOf(fails?: FailureKind, credits: Credits = unlimitedCredits) {
  const calls: MeteredCall[] = []
  let time = 0
  const one: Provider = {
    name: 'openai',
    local: false,
    generationModel: 'openai/m',
    offers: [],
    converse: () => Promise.reject(new Error('Nobody asked in a chat.')),
    generate: async ({ output }) => {
      time += 40
      if (fails) throw new ModelFailure(fails, 'Not with Bearer sk-0123456789abcdef', { usage })
      return { output: output.parse('done'), model: 'openai/m', prompt: 'test.task@3', usage }
    },
    embeddings: { model: 'openai/v', embed: () => Promise.reject(new Error('unused')) },
  }
  const now = () => new Date(time)
  const ports = { deadlineMs: 9000, tryMs: 9000, now, sleep: async () => undefined, random: () => 0 }
  return {
    calls,
    ai: metered(withFallback([one], ports), { now, credits, record: (call) => calls.push(call) }),
  }
}

test('a call is recorded with its model, prompt, usage, cost and length', async () => {
  const { ai, calls } = meterOf()
  await ai.generate(task, 'x')
  expect(calls).toEqual([
    {
      functionName: 'test.task',
      model: 'openai/m',
      prompt: 'test.task@3',
      usage,
      calledAt: new Date(0),
      latencyMs: 40,
      failure: null,
    },
  ])
})

test.each<[FailureKind, string]>([
  ['rejected', 'model_failed'],
  ['refused', 'model_refused'],
])('what failed (%s) is recorded with its cost, and told as %s under one reference', async (fails, code) => {
  const { ai, calls } = meterOf(fails)
  const error = await ai.generate(task, 'x').catch((cause: unknown) => cause)
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`)
  expect(error.code).toBe(code)
  const reference = calls[0]?.failure?.reference ?? 'none'
  expect(error.message).toContain(reference)
  expect(calls).toMatchObject([{ usage, latencyMs: 40, failure: { error: expect.stringContaining(fails) } }])
  expect(JSON.stringify(calls)).not.toContain('0123456789')
})

/** Credits that write down what is asked of them. */
function book() {
  const lines: string[] = []
  const credits: Credits = {
    reserve: async (act, price) => {
      lines.push(`${act} sets ${price} aside`)
      return {
        settle: (spent) => void lines.push(`${act} costs ${spent}`),
        release: () => void lines.push(`${act} costs nothing`),
      }
    },
  }
  return { lines, credits }
}

test('a call sets its price aside before it is made, and is settled when it is done', async () => {
  const { lines, credits } = book()
  await meterOf(undefined, credits).ai.generate(task, 'x')
  expect(lines).toEqual(['test.task sets 3 aside', 'test.task costs 3'])
})

test('a call that fails costs nothing', async () => {
  const { lines, credits } = book()
  await meterOf('rejected', credits)
    .ai.generate(task, 'x')
    .catch(() => undefined)
  expect(lines).toEqual(['test.task sets 3 aside', 'test.task costs nothing'])
})

test('an engine of our own answers for nothing', async () => {
  const { lines, credits } = book()
  const offline = {
    ...offlineAi(),
    generate: async () => ({ output: 'done', model: 'offline/extractive-1', prompt: null, usage }),
  }
  await metered(offline as Ai, { now: () => new Date(0), record: () => undefined, credits }).generate(
    task,
    'x',
  )
  expect(lines).toEqual(['test.task sets 0 aside', 'test.task costs 0'])
})

/** A call of each function of a model: a new one does not compile before it is here. */
const CALLS: {
  [Name in keyof Ai as Required<Ai>[Name] extends (...args: never[]) => unknown ? Name : never]-?: (
    ai: Ai,
  ) => unknown
} = {
  generate: (ai) => ai.generate(task, 'x'),
  embed: (ai) => ai.embed(['x']),
  converse: (ai) =>
    ai.converse(
      {
        name: 'test.chat',
        credits: 1,
        language: 'en',
        facts: {},
        turns: [{ role: 'user', text: 'x' }],
        tools: [],
      },
      { text: () => undefined, signal: new AbortController().signal },
    ),
  noting: (ai) => ai.noting?.([]).generate(task, 'x'),
}

test.each(Object.entries(CALLS))('%s asks nothing of a model that cannot be paid', async (_name, call) => {
  let asked = 0
  const count = async () => {
    asked++
    throw new Error('It was asked.')
  }
  const refusing: Credits = { reserve: () => Promise.reject(creditsUsedUp()) }
  const models: Ai = { ...offlineAi(), generate: count, embed: count, converse: count }
  const ai = metered(models, { now: () => new Date(0), record: () => undefined, credits: refusing })
  await expect(call(ai)).rejects.toMatchObject({ kind: 'unpaid', code: 'credits_used_up' })
  expect(asked).toBe(0)
})
