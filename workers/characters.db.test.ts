import { beforeEach, describe, expect, it } from 'vitest'
import {
  createCharacter,
  deleteCharacter,
  getCharacter,
  listCharacters,
  restoreCharacter,
  setAccounts,
  updateCharacter,
} from '#core/characters/actions/characters.ts'
import { addMemory, forget, listMemory, updateMemory } from '#core/characters/actions/memory.ts'
import {
  getAppearance,
  getPersonality,
  setAppearance,
  setPersonality,
} from '#core/characters/actions/parts.ts'
import { tryVoice } from '#core/characters/actions/voice.ts'
import type { Character } from '#core/characters/schemas.ts'
import { createDraft } from '#core/drafts/actions/drafts.ts'
import { generateHooks } from '#core/drafts/actions/hooks.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { respondInputSchema } from '#core/inbox/schemas.ts'
import type { Ai } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { addMedium, deleteMedium } from '#core/media/actions.ts'
import { png } from '#core/media/sample-files.ts'
import { checkPost } from '#core/publishing/actions/check.ts'
import { lookForUnknown } from '#core/publishing/actions/look.ts'
import { prepareHinted } from '#core/publishing/actions/preparing.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { listPublished } from '#core/publishing/actions/published.ts'
import { schedule } from '#core/publishing/actions/scheduled-posts.ts'
import { resolveTarget } from '#core/publishing/actions/targets.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { stopPublishing } from '#test/publishing.ts'

const LINE = 'An AI character wrote this.'
const rooms = startRooms()
const { outside } = rooms
let room: Room
let ctx: Ctx
beforeEach(async () => {
  await stopPublishing()
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], delivered: [] })
  room = await rooms.newWorkspace()
  ctx = room.ctx
})
const inbox = stageInbox(rooms, () => room)

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
/** Makes a character that speaks through the room's account. */
async function mira({ disclosure = true } = {}): Promise<Character> {
  const { id } = await createCharacter(ctx, { name: 'Mira', disclosure })
  return setAccounts(ctx, id, { accountIds: [room.accountId] })
}
const post = (text: string) => ({
  text,
  accountIds: [room.accountId],
  publishAt: outside.now.toISOString(),
  timezone: 'UTC',
})
/** Publishes a text through the room's account. */
async function publish(text: string) {
  const made = await schedule(ctx, post(text))
  const [target] = made.targets
  await publishHinted(rooms.system, [
    { type: 'publishing.hint', targetId: target?.id ?? '', version: 1, dueAt: made.publishAt },
  ])
}
/** Schedules a post and sets its target to a state. */
async function waiting(
  text: string,
  { status = 'waiting', reason = null }: { status?: string; reason?: string | null },
) {
  const { id: postId, targets } = await schedule(ctx, post(text))
  const targetId = targets[0]?.id ?? ''
  await asOwner(
    `update scheduled_post_accounts set status = $2, waiting_reason = $3, due_at = $4, started_at = $4,
       look_at = case $2 when 'unknown' then $4::timestamptz end where id = $1`,
    [targetId, status, reason, outside.now],
  )
  return { postId, targetId }
}
const ownPosts = () => {
  const connector = rooms.system.connector('telegram')
  if (!connector.posts) throw new Error('The platform of the tests takes posts.')
  return { connector, posts: connector.posts }
}
/** The platform, which notes the texts of posts whose files it takes in. */
function preparing(seen: string[]): Connector {
  const { connector, posts } = ownPosts()
  const step = async (_account: unknown, { text }: { text: string }) => {
    seen.push(text)
    return { kind: 'ready' as const, handle: 'taken' }
  }
  return { ...connector, posts: { ...posts, prepare: { kinds: ['video'], aheadMs: 0, step } } }
}
/** The platform, which shows one post. */
function showing(text: string): Connector {
  const { connector, posts } = ownPosts()
  const found = { id: 'found-1', url: null, text, createdAt: new Date(outside.now.getTime() + 1000) }
  return { ...connector, posts: { ...posts, find: async () => ({ kind: 'found', posts: [found] }) } }
}
/** The workspace's context, with what its models are asked. */
function noting() {
  const calls: { input: unknown; temperature: number | null | undefined }[] = []
  const ai: Ai = {
    ...ctx.ai,
    generate: (task, input, wish) => {
      calls.push({ input, temperature: wish?.temperature })
      return ctx.ai.generate(task, input, wish)
    },
  }
  return { calls, ctx: { ...ctx, ai } }
}
const profileOf = async () =>
  (
    await asOwner<{ id: string }>('select profile_id as id from social_accounts where id = $1', [
      room.accountId,
    ])
  )[0]?.id

describe('a character', () => {
  it('is made with a profile, a middling personality and an empty appearance, and says that it is an AI', async () => {
    const made = await createCharacter(ctx, { name: 'Mira', age: 27 })
    expect(made).toMatchObject({
      name: 'Mira',
      age: 27,
      status: 'active',
      accounts: [],
      disclosureLine: LINE,
    })
    expect(await getPersonality(ctx, made.id)).toMatchObject({ humor: 0.5, temperature: 0.7 })
    expect(await getAppearance(ctx, made.id)).toMatchObject({ hairColor: null, assembled: { prompt: '' } })
  })

  it('is changed, paused, deleted and restored, paused', async () => {
    const { id } = await createCharacter(ctx, { name: 'Mira' })
    expect(await updateCharacter(ctx, id, { name: 'Mira R.', status: 'paused' })).toMatchObject({
      name: 'Mira R.',
      status: 'paused',
    })
    await deleteCharacter(ctx, id)
    expect((await listCharacters(ctx, { limit: 10 })).items).toEqual([])
    expect((await listCharacters(ctx, { status: 'deleted', limit: 10 })).items).toMatchObject([{ id }])
    expect(await refusal(updateCharacter(ctx, id, { name: 'Nobody' }))).toBe('character_deleted')
    expect(await restoreCharacter(ctx, id)).toMatchObject({ status: 'paused', deletedAt: null })
    expect(await refusal(restoreCharacter(ctx, id))).toBe('character_not_deleted')
  })

  it('speaks through several accounts, and an account that it leaves has a profile of its own again', async () => {
    const before = await profileOf()
    const second = await rooms.addAccount(room.workspaceId)
    const { id, profileId } = await mira()
    const both = [room.accountId, second.accountId]
    expect((await setAccounts(ctx, id, { accountIds: both })).accounts.map((one) => one.id).sort()).toEqual(
      both.sort(),
    )
    expect(await profileOf()).toBe(profileId)
    await setAccounts(ctx, id, { accountIds: [second.accountId] })
    expect(await profileOf()).toBe(before)
    expect(await refusal(setAccounts(ctx, id, { accountIds: [id] }))).toBe('invalid_input')
    expect((await getCharacter(ctx, id)).accounts.map((one) => one.id)).toEqual([second.accountId])
  })

  it('has a picture of the library as its face, until that leaves the library', async () => {
    const { id } = await createCharacter(ctx, { name: 'Mira' })
    const add = (bytes: Uint8Array) => {
      const chunks = (async function* () {
        yield bytes
      })()
      return addMedium(ctx, { fileName: 'face', claimed: null, chunks })
    }
    const face = await add(png(8, 8))
    expect(await updateCharacter(ctx, id, { profileImageId: face.id })).toMatchObject({
      profileImageUrl: face.url,
    })
    await deleteMedium(ctx, face.id)
    expect(await getCharacter(ctx, id)).toMatchObject({ profileImageId: null, profileImageUrl: null })
    const text = await add(new TextEncoder().encode('No picture.'))
    expect(await refusal(updateCharacter(ctx, id, { profileImageId: text.id }))).toBe('invalid_input')
  })

  it('keeps what is left out of its personality and its appearance', async () => {
    const { id } = await createCharacter(ctx, { name: 'Mira' })
    await setPersonality(ctx, id, { humor: 1, contentTone: 'positive' })
    expect(await setPersonality(ctx, id, { creativity: 1 })).toMatchObject({
      humor: 1,
      contentTone: 'positive',
      effectiveTemperature: 0.9,
      prompt: expect.stringContaining('humor 100 %'),
    })
    await setAppearance(ctx, id, { hairColor: 'red' })
    expect((await setAppearance(ctx, id, { eyeColor: 'green' })).assembled.prompt).toBe(
      'red hair, green eyes',
    )
  })

  it('lets its people hear what other traits would change, and stores nothing of that', async () => {
    const { id } = await createCharacter(ctx, { name: 'Mira' })
    const { stored, tried } = await tryVoice(ctx, id, { text: 'We open at eight.', traits: { humor: 1 } })
    expect([stored.text, tried?.text]).toEqual(['We open at eight.', 'We open at eight. 😄'])
    expect(tried?.temperature).toBe(0.75)
    expect((await getPersonality(ctx, id)).humor).toBe(0.5)
  })
})

describe('what a character publishes says that an AI wrote it', () => {
  it('on every path to a platform: at once, after its files, by hand, and where it was found again', async () => {
    await mira()
    await publish('Good morning.')
    expect(outside.contents.at(-1)?.text).toBe(`Good morning.\n\n${LINE}`)

    const prepared = await waiting('With a film.', { reason: 'preparing' })
    const seen: string[] = []
    const system = { ...rooms.system, connector: () => preparing(seen) }
    const { targetId } = prepared
    await prepareHinted(system, [{ type: 'publishing.prepare', targetId, at: outside.now.toISOString() }])
    expect(seen).toEqual([`With a film.\n\n${LINE}`])

    const handed = await waiting('By hand.', { reason: 'by_hand' })
    await resolveTarget(ctx, handed.postId, handed.targetId, { outcome: 'sent' })

    const lost = await waiting('Lost.', { status: 'unknown' })
    const reading = { ...rooms.system, connector: () => showing(`Lost.\n\n${LINE}`) }
    await lookForUnknown(reading, [
      { type: 'publishing.look', targetId: lost.targetId, fence: 0, at: outside.now.toISOString() },
    ])
    const { items } = await listPublished(ctx, { limit: 10 })
    expect(items.map(({ text }) => text).sort()).toEqual(
      ['By hand.', 'Good morning.', 'Lost.'].map((text) => `${text}\n\n${LINE}`),
    )
  })

  it('in its own words, until that is switched off; also while it is paused or deleted', async () => {
    const { id } = await mira()
    const said = async () => {
      await publish('Hello.')
      return outside.contents.at(-1)?.text
    }
    await updateCharacter(ctx, id, { disclosureText: 'Mira is an AI.' })
    expect(await said()).toBe('Hello.\n\nMira is an AI.')
    await updateCharacter(ctx, id, { disclosure: false })
    expect(await said()).toBe('Hello.')
    await updateCharacter(ctx, id, { disclosure: true, status: 'paused' })
    expect(await said()).toBe('Hello.\n\nMira is an AI.')
    await deleteCharacter(ctx, id)
    expect(await said()).toBe('Hello.\n\nMira is an AI.')
  })

  it('and the line counts where the platform limits the length', async () => {
    await mira()
    const text = 'a'.repeat(4096 - LINE.length - 2)
    expect((await checkPost(ctx, post(text))).accounts).toMatchObject([
      { length: 4096, disclosure: LINE, errors: [] },
    ])
    expect((await checkPost(ctx, post(`${text}a`))).accounts).toMatchObject([
      { length: 4097, errors: [{ code: 'text_length' }] },
    ])
    expect(await refusal(schedule(ctx, post(`${text}a`)))).toBe('invalid_input')
  })

  it('posts of other accounts say nothing of it', async () => {
    await createCharacter(ctx, { name: 'Mira' })
    await publish('Hello.')
    expect(outside.contents.at(-1)?.text).toBe('Hello.')
  })
})

describe('what a character remembers', () => {
  it('are its posts, each once, and what its people add, correct and have it forget', async () => {
    const { id } = await mira({ disclosure: false })
    await publish('We roast on Mondays.')
    const { items } = await listMemory(ctx, id, { kind: 'said', limit: 10 })
    expect(items).toMatchObject([{ text: 'We roast on Mondays.', source: 'post' }])
    const likes = await addMemory(ctx, id, { kind: 'likes', text: 'Tea.' })
    expect(await updateMemory(ctx, id, likes.id, { text: 'Coffee.' })).toMatchObject({
      text: 'Coffee.',
      kind: 'likes',
    })
    await forget(ctx, id, items[0]?.id ?? '')
    expect((await listMemory(ctx, id, { limit: 10 })).items.map(({ text }) => text)).toEqual(['Coffee.'])
    expect(await refusal(forget(ctx, id, items[0]?.id ?? ''))).toBe('not_found')
  })

  it('is a source of its answers, with its voice and temperature, as data', async () => {
    const { id } = await mira()
    await setPersonality(ctx, id, { humor: 1 })
    await addMemory(ctx, id, {
      kind: 'promised',
      text: 'The roastery tour begins at ten o’clock on Saturday.',
    })
    const asked = noting()
    await inbox.receive(inbox.message('When does the roastery tour begin?'))
    await respond(asked.ctx, await inbox.conversationId())
    const [call] = asked.calls
    const input = respondInputSchema.parse(call?.input)
    expect(input.instructions).toContain('You speak as Mira')
    expect(input.instructions).not.toContain('roastery tour')
    expect(input.passages).toMatchObject([
      { kind: 'memory', content: expect.stringContaining('ten o’clock') },
    ])
    expect(call?.temperature).toBe(0.75)
    const [answer] = await inbox.outbound()
    expect(answer?.text).toContain('ten o’clock')
  })

  it('is not said by a character that is paused: its answer waits for a person', async () => {
    const { id } = await mira()
    await addMemory(ctx, id, {
      kind: 'promised',
      text: 'The roastery tour begins at ten o’clock on Saturday.',
    })
    await updateCharacter(ctx, id, { status: 'paused' })
    await inbox.receive(inbox.message('When does the roastery tour begin?'))
    expect(await inbox.answer()).toEqual([])
    const [asked] = await inbox.messages()
    expect(asked?.triage).toBe('auto_reply')
  })

  it('is material of drafts that are written for it', async () => {
    const { id, profileId } = await mira()
    await addMemory(ctx, id, { kind: 'likes', text: 'Filter coffee, never with sugar.' })
    const asked = noting()
    const draft = await createDraft(ctx, {
      authorId: profileId,
      source: { type: 'text', text: 'We open a second roastery. It stands by the river.' },
    })
    await generateHooks(asked.ctx, draft.id, { count: 2 })
    expect(asked.calls[0]?.input).toMatchObject({
      author: { name: 'Mira', style: expect.stringContaining('You speak as Mira') },
      notes: [{ name: 'likes', content: 'Filter coffee, never with sugar.' }],
    })
  })
})
