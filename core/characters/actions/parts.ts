import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { assemblePrompt } from '../rules/appearance.ts'
import { effectiveTemperature, personalityPrompt } from '../rules/traits.ts'
import {
  type Appearance,
  appearanceValuesSchema,
  type Personality,
  type PersonalityValues,
  type SetAppearance,
  type SetPersonality,
} from '../schemas.ts'
import * as store from '../store/characters.ts'
import { changing, valuesOf } from './characters.ts'

/** Reads a character with its personality. @throws not_found */
export async function speakerOf(
  ctx: Ctx,
  id: string,
): Promise<{ character: store.CharacterRow; personality: PersonalityValues }> {
  const { workspaceId } = ctx
  const [[character], [personality]] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    store.personality(db, { workspaceId, characterId: id }),
  ])
  if (!character || !personality) throw notFound('character')
  const {
    id: _id,
    workspaceId: _tenant,
    characterId: _of,
    createdAt: _at,
    updatedAt: _changed,
    ...values
  } = personality
  return { character, personality: values }
}

/** Reads how a character speaks, and what of it models are told. @throws not_found */
export async function getPersonality(ctx: Ctx, id: string): Promise<Personality> {
  const { character, personality } = await speakerOf(ctx, id)
  return {
    ...personality,
    prompt: personalityPrompt(character, personality),
    effectiveTemperature: effectiveTemperature(personality),
  }
}

/** Changes how a character speaks; what is left out stays. @throws not_found, conflict `character_deleted` */
export async function setPersonality(ctx: Ctx, id: string, input: SetPersonality): Promise<Personality> {
  const where = { workspaceId: ctx.workspaceId, characterId: id }
  if (Object.keys(input).length > 0)
    await changing(ctx, id, async (tx) => {
      const [before] = await store.personality(tx, where)
      await store.changePersonality(tx, where, input)
      return {
        action: 'character.set_personality',
        before: valuesOf(before ?? {}, Object.keys(input)),
        after: input,
      }
    })
  return getPersonality(ctx, id)
}

/** Reads how a character looks, with the prompt that is assembled of it. @throws not_found */
export async function getAppearance(ctx: Ctx, id: string): Promise<Appearance> {
  const where = { workspaceId: ctx.workspaceId, characterId: id }
  const [[row]] = await ctx.db.batch((db) => [store.appearance(db, where)])
  if (!row) throw notFound('character')
  const look = appearanceValuesSchema.parse(row)
  return { ...look, assembled: assemblePrompt(look) }
}

/** Changes how a character looks; what is left out stays. @throws not_found, conflict `character_deleted` */
export async function setAppearance(ctx: Ctx, id: string, input: SetAppearance): Promise<Appearance> {
  const where = { workspaceId: ctx.workspaceId, characterId: id }
  if (Object.keys(input).length > 0)
    await changing(ctx, id, async (tx) => {
      const [before] = await store.appearance(tx, where)
      await store.changeAppearance(tx, where, input)
      return {
        action: 'character.set_appearance',
        before: valuesOf(before ?? {}, Object.keys(input)),
        after: input,
      }
    })
  return getAppearance(ctx, id)
}
