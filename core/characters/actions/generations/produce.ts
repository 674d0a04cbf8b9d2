import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { modelFor } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { IMAGE_CREDITS, type ImageWish } from '#core/lib/kernel/images.ts'
import { loadMedium, mediaByIds } from '#core/media/queries.ts'
import { speakingAs } from '../../queries.ts'
import { assemblePrompt } from '../../rules/appearance.ts'
import { footerOf } from '../../rules/generations/plan.ts'
import { effectiveTemperature, personalityPrompt } from '../../rules/traits.ts'
import { writeTask } from '../../schemas.ts'
import * as items from '../../store/generation-items.ts'
import { getAppearance, speakerOf } from '../parts.ts'
import { isOffline } from './ask.ts'
import { landPicture, landText } from './land.ts'
import { GivenUp, Lost, NotMade, objectNameOf, type Try } from './try.ts'

/** Has a provider make a picture. It is asked once: before that it is noted, and what comes is stored before all else. */
export async function pictured(ctx: Ctx, one: Try): Promise<boolean> {
  const { size, quality, assembled, faceId } = one.generation.generationSettings
  if (!ctx.images) throw new GivenUp('No provider of pictures is set up any more.')
  const reference = faceId === null ? null : await faceOf(ctx, faceId)
  const mediumId = newId()
  if (!(await noteAsked(ctx, one, mediumId))) return false
  const answer = await ctx.images.make({ prompt: assembled, size, quality, reference })
  if (answer.kind === 'unknown') throw new Lost(answer.reason)
  if (answer.kind === 'refused') throw new GivenUp(answer.reason)
  if (answer.kind === 'failed') throw new NotMade(answer.reason)
  const { bytes, usage } = answer
  await ctx.blobs.put(objectNameOf(ctx, mediumId), bytes)
  one.stored = true
  return landPicture(ctx, one, mediumId, bytes, { credits: IMAGE_CREDITS, costMicros: usage.costMicros })
}

/** Notes that something that is paid is about to be asked. Returns false where another worker holds the item by now. */
async function noteAsked(ctx: Ctx, one: Try, mediumId: string | null): Promise<boolean> {
  const [noted] = await ctx.db.batch((db) => [items.ask(db, one.held, { at: ctx.now(), mediumId })])
  one.asked = noted.length > 0
  return one.asked
}

async function faceOf(ctx: Ctx, faceId: string): Promise<ImageWish['reference']> {
  const [medium] = await mediaByIds(ctx, [faceId], () => 'faceId')
  if (!medium) throw new GivenUp('The picture of the face is gone.')
  const { mimeType, fileName } = medium
  const { bytes } = await loadMedium(ctx, medium)
  return { bytes: new Uint8Array(bytes), mimeType, fileName }
}

/** Draws a card. It costs nothing, so that a broken try is simply made again, under the same name. */
export async function drawn(ctx: Ctx, one: Try): Promise<boolean> {
  const { generation, characterName, item } = one
  const [width = 0, height = 0] = generation.generationSettings.size.split('x').map(Number)
  const bytes = await ctx.reader.card({
    text: generation.prompt,
    footer: footerOf(characterName, languageOf(generation.prompt)),
    width,
    height,
    look: item.position,
  })
  await ctx.blobs.put(objectNameOf(ctx, item.id), bytes)
  return landPicture(ctx, one, item.id, bytes, { credits: 0, costMicros: 0 })
}

const languageOf = (text: string) => (detectLanguage(text) === 'fr' ? 'fr' : 'en')

/** Has a model write a text in the character's voice. Where that is paid, it is noted before. */
export async function written(ctx: Ctx, one: Try): Promise<boolean> {
  const { workspaceId } = ctx
  const { generation, item } = one
  const { characterId: id, prompt } = generation
  const [{ character, personality }, look] = await Promise.all([speakerOf(ctx, id), getAppearance(ctx, id)])
  const [[row]] = await ctx.db.batch((db) => [
    speakingAs(db, { workspaceId, profileId: character.profileId }),
  ])
  const { extroversion, creativity, humor, professionalism, authenticity } = personality
  const instructions = personalityPrompt(character, personality)
  const looks = assemblePrompt(look).prompt
  const isPaid = !isOffline(ctx, modelFor(ctx.ai, undefined))
  if (isPaid && !(await noteAsked(ctx, one, null))) return false
  const { output, model, usage } = await ctx.ai.generate(
    writeTask,
    {
      text: prompt,
      language: languageOf(prompt),
      instructions,
      traits: { extroversion, creativity, humor, professionalism, authenticity },
      looks,
      memories: (row?.memories ?? []).map(({ kind, text }) => ({ kind, text })),
      variant: item.position,
    },
    { temperature: effectiveTemperature(personality) },
  )
  const credits = isOffline(ctx, model) ? 0 : writeTask.credits
  const assembled = [instructions, looks && `Looks: ${looks}`].filter(Boolean).join('\n')
  return landText(ctx, one, output.text.trim(), { credits, costMicros: usage.costMicros, model, assembled })
}
