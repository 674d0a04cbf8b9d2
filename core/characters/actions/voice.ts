import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { effectiveTemperature, personalityPrompt } from '../rules/traits.ts'
import {
  type PersonalityValues,
  type TriedVoice,
  type TryVoice,
  type VoiceInput,
  voiceTask,
} from '../schemas.ts'
import { speakerOf } from './parts.ts'

/**
 * Has a text said as a character says it, and as it would with other traits. Stores nothing.
 * @throws not_found, model_failed
 */
export async function tryVoice(ctx: Ctx, id: string, { text, traits }: TryVoice): Promise<TriedVoice> {
  const { character, personality } = await speakerOf(ctx, id)
  const language = detectLanguage(text) === 'fr' ? 'fr' : 'en'
  const say = async (as: PersonalityValues) => {
    const { extroversion, creativity, humor, professionalism, authenticity } = as
    const prompt = personalityPrompt(character, as)
    const temperature = effectiveTemperature(as)
    const input: VoiceInput = {
      text,
      language,
      instructions: prompt,
      traits: { extroversion, creativity, humor, professionalism, authenticity },
    }
    const { output, model } = await ctx.ai.generate(voiceTask, input, { temperature })
    return { said: { text: output.text, prompt, temperature }, model }
  }
  const stored = await say(personality)
  const tried = traits === undefined ? null : (await say({ ...personality, ...given(traits) })).said
  return { stored: stored.said, tried, model: stored.model }
}

const given = (traits: NonNullable<TryVoice['traits']>): Partial<PersonalityValues> =>
  Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined))
