import { expect, test } from 'vitest'
import * as z from 'zod'
import { respondTask } from '#core/inbox/schemas.ts'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import { inputOf } from './offline/golden.ts'
import { offlineAi } from './offline.ts'

const ai = offlineAi()

test('an answer comes with the model, no prompt, and usage', async () => {
  const { output, model, prompt, usage } = await ai.generate(
    respondTask,
    inputOf({ shelf: 'cafe', burst: ['Do you have wifi?'] }),
  )
  expect(output).toMatchObject({
    decision: 'respond',
    reply: 'We have free wifi; the password is on your receipt.',
  })
  expect({ model, prompt }).toEqual({ model: 'offline/extractive-1', prompt: null })
  expect(usage.inputTokens).toBeGreaterThan(100)
  expect(usage.outputTokens).toBeGreaterThan(10)
})

test('a task that it does not know is refused by name', async () => {
  const task = { name: 'studio.hooks', credits: 2, input: z.string(), output: z.string() }
  await expect(ai.generate(task, 'x')).rejects.toThrow(/cannot do “studio\.hooks”; it does bank\.classify, /)
})

test('input that is not what the task declares is refused', async () => {
  const task = { ...respondTask, input: z.string() }
  await expect(ai.generate(task, 'x')).rejects.toThrow(z.ZodError)
})

test('texts are embedded in their order, under the name of the model', async () => {
  const { vectors, model, usage } = await ai.embed(['opening hours', '', 'opening hours'])
  expect(model).toBe(ai.embeddingModel)
  expect(model).toBe('offline/lexical-1')
  expect(vectors.map((vector) => vector.length)).toEqual([
    EMBEDDING_DIMENSIONS,
    EMBEDDING_DIMENSIONS,
    EMBEDDING_DIMENSIONS,
  ])
  expect(vectors[0]).toEqual(vectors[2])
  expect(vectors[0]).not.toEqual(vectors[1])
  expect(usage).toEqual({ inputTokens: 8, outputTokens: 0, costMicros: 0 })
  expect((await ai.embed([])).vectors).toEqual([])
})
