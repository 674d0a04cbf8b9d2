import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { respondTask } from '#core/inbox/schemas.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { aiVars, configuredAi } from './configured.ts'
import { inputOf } from './offline/golden.ts'

const INPUT = inputOf({ shelf: 'cafe', burst: ['Do you have wifi?'] })
const ports = { now: () => new Date(), sleep: async () => undefined, random: () => 0.5 }
const ai = (vars: Record<string, string>) => configuredAi(z.object(aiVars).parse(vars), ports)

describe('the configuration of language models', () => {
  it('needs nothing: the offline engine does it all', async () => {
    const { generationModel, embeddingModel, generate } = ai({})
    expect({ generationModel, embeddingModel }).toEqual({
      generationModel: 'offline/extractive-1',
      embeddingModel: 'offline/lexical-1',
    })
    expect((await generate(respondTask, INPUT)).usage.costMicros).toBe(0)
  })

  it.each([
    [{ AI_ORDER: 'openai,offline' }, 'AI_ORDER is openai,offline, but OPENAI_API_KEY is not set.'],
    [{ AI_ORDER: 'anthropic,offline' }, 'ANTHROPIC_API_KEY is not set'],
    [
      { AI_ORDER: 'openai', OPENAI_API_KEY: 'k', AI_GENERATION_MODEL_OPENAI: 'gpt-9' },
      'gpt-9 is not in the table',
    ],
    [{ AI_ORDER: 'anthropic', ANTHROPIC_API_KEY: 'k' }, 'No embeddings'],
    [{ AI_ORDER: 'openai,gemini' }, 'is one of openai, anthropic, offline'],
    [{ AI_ORDER: '' }, 'is one of openai, anthropic, offline'],
    [{ AI_EMBEDDINGS: 'openai' }, 'No embeddings of openai'],
  ])('is refused when it is %j, in words that say why', (vars, words) => {
    expect(() => ai(vars)).toThrow(words)
  })

  it('asks the providers in their order, from a copy of the product to its emulators and back', async () => {
    const emulators = await startEmulators({
      port: 0,
      workerUrl: 'http://x',
    })
    try {
      const vars = {
        AI_ORDER: 'anthropic, openai, offline',
        AI_EMBEDDINGS: 'offline',
        ANTHROPIC_API_KEY: 'k',
        ANTHROPIC_BASE_URL: `${emulators.url}/nothing/here`,
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: `${emulators.url}/openai/v1/`,
      }
      const made = await ai(vars).generate(respondTask, INPUT)
      expect(made).toMatchObject({ model: 'openai/gpt-5.6-terra', output: { decision: 'respond' } })
      expect(ai(vars).embeddingModel).toBe('offline/lexical-1')
    } finally {
      await emulators.stop()
    }
  })
})
