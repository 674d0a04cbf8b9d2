import { expect, test } from 'vitest'
import * as z from 'zod'
import type { MeteredCall } from '#core/lib/ai.ts'
import { AppError } from '#core/lib/errors.ts'
import { type FailureKind, ModelFailure } from './failure.ts'
import { withFallback } from './fallback.ts'
import { metered } from './meter.ts'
import type { Provider } from './provider.ts'

const task = { name: 'test.task', input: z.string(), output: z.string() }
const usage = { inputTokens: 7, outputTokens: 5, costMicros: 31 }

function meterOf(fails?: FailureKind) {
  const calls: MeteredCall[] = []
  let time = 0
  const one: Provider = {
    name: 'openai',
    local: false,
    generationModel: 'openai/m',
    offers: [],
    generate: async ({ output }) => {
      time += 40
      if (fails) throw new ModelFailure(fails, 'Not with Bearer sk-0123456789abcdef', { usage })
      return { output: output.parse('done'), model: 'openai/m', prompt: 'test.task@3', usage }
    },
    embeddings: { model: 'openai/v', embed: () => Promise.reject(new Error('unused')) },
  }
  const now = () => new Date(time)
  const ports = { deadlineMs: 9000, tryMs: 9000, now, sleep: async () => undefined, random: () => 0 }
  return { calls, ai: metered(withFallback([one], ports), { now, record: (call) => calls.push(call) }) }
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
