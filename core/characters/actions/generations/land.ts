import { createHash } from 'node:crypto'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { dimensionsOf, safeName } from '#core/media/queries.ts'
import * as items from '../../store/generation-items.ts'
import * as store from '../../store/generations.ts'
import { changing } from '../characters.ts'
import { type Given, keepLook, placeContent, textOf } from '../content.ts'
import { GivenUp, objectNameOf, type Try } from './try.ts'

const MIME_TYPE = 'image/png'

interface Cost {
  credits: number
  costMicros: number
}

/** Another worker holds the item by now, which lands what is there. */
class TakenOver extends Error {}

/**
 * Puts a stored picture into the library and the character's media, where it awaits approval, together with the end of its item: it lands
 * once, however often this is tried. @throws GivenUp, with the file deleted, for what is no picture
 */
export async function landPicture(
  ctx: Ctx,
  one: Try,
  mediumId: string,
  bytes: Uint8Array<ArrayBuffer>,
  cost: Cost,
): Promise<boolean> {
  const { generation, characterName, item } = one
  const objectName = objectNameOf(ctx, mediumId)
  const size = dimensionsOf(bytes, MIME_TYPE)
  const read = size && (await ctx.reader.picture(objectName, size))
  if (!size || !read) {
    await ctx.blobs.delete(objectName)
    one.stored = false
    throw new GivenUp('What came is no picture that can be shown.')
  }
  const look = await keepLook(ctx, objectName, read)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const sizeBytes = bytes.byteLength
  const { engine, model, assembled } = generation.generationSettings
  const place = async (tx: Db) => {
    await one.library.place(tx, ctx, {
      id: mediumId,
      workspaceId: ctx.workspaceId,
      kind: 'image',
      mimeType: MIME_TYPE,
      fileName: safeName(`${characterName} ${item.position + 1}.png`),
      sizeBytes,
      ...size,
      duration: null,
      sha256,
      // A card says its words; what another picture shows, nobody has looked at.
      altText: engine === 'card' ? generation.prompt : null,
      objectName,
      createdBy: generation.createdBy,
    })
  }
  const facts = { ...size, duration: null, sizeBytes }
  const given: Given = { contentType: 'image', mediaId: mediumId, text: null, sha256, facts, look }
  return land(ctx, one, { given, cost, settings: { model, assembled }, place })
}

/** Puts a text into the character's media, where it awaits approval, together with the end of its item. @throws conflict `content_exists` */
export const landText = (
  ctx: Ctx,
  one: Try,
  text: string,
  { model, assembled, ...cost }: Cost & { model: string; assembled: string },
): Promise<boolean> => land(ctx, one, { given: textOf(text), cost, settings: { model, assembled } })

interface Landing {
  given: Given
  cost: Cost
  settings: { model: string | null; assembled: string }
  place?(tx: Db): Promise<void>
}

async function land(ctx: Ctx, one: Try, { given, cost, settings, place }: Landing): Promise<boolean> {
  const { workspaceId } = ctx
  const { generation, item, held } = one
  const { id, characterId, prompt, negativePrompt } = generation
  const at = ctx.now()
  const seconds = Math.round((at.getTime() - (item.startedAt ?? at).getTime()) / 1000)
  try {
    await changing(ctx, characterId, async (tx) => {
      const ended = await items.end(tx, held, { status: 'done', error: null, dueAt: null, endedAt: at })
      if (ended.length === 0) throw new TakenOver()
      await place?.(tx)
      const contentId = await placeContent(
        tx,
        {
          workspaceId,
          characterId,
          origin: 'generated',
          prompt,
          negativePrompt,
          generationSettings: settings,
          generationTimeSeconds: seconds,
        },
        given,
      )
      await items.made(tx, { workspaceId, id: item.id }, { contentId, ...cost })
      await store.lock(tx, { workspaceId, id })
      await store.recount(tx, { workspaceId, id, now: at })
      return { action: 'character.add_content', after: { contentId, contentType: given.contentType } }
    })
  } catch (error) {
    if (error instanceof TakenOver) return false
    throw error
  }
  return true
}
