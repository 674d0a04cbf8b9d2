import { readFileSync } from 'node:fs'
import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createCharacter, setAccounts, updateCharacter } from '#core/characters/actions/characters.ts'
import {
  addContent,
  getContent,
  getThumbnail,
  listContent,
  removeContent,
  updateContent,
} from '#core/characters/actions/content.ts'
import { decideContent } from '#core/characters/actions/decide.ts'
import { setAppearance } from '#core/characters/actions/parts.ts'
import { type ContentRefusal, REFUSALS } from '#core/characters/rules/refusals.ts'
import type { ApprovalStatus, DecideContent } from '#core/characters/schemas.ts'
import { sendAsPerson } from '#core/inbox/actions/reply.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { addMedium, deleteMedium } from '#core/media/actions.ts'
import { mp4, png, wav } from '#core/media/sample-files.ts'
import { checkPost } from '#core/publishing/actions/check.ts'
import { prepareHinted } from '#core/publishing/actions/preparing.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { change, read, schedule, take } from '#core/publishing/actions/scheduled-posts.ts'
import { retryTarget } from '#core/publishing/actions/targets.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { updateWorkspace } from '#core/workspaces/actions/workspaces.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { stopPublishing } from '#test/publishing.ts'

const rooms = startRooms()
const { outside } = rooms
let room: Room
let ctx: Ctx
beforeEach(async () => {
  await stopPublishing()
  Object.assign(outside, { now: new Date(), outcomes: [], calls: [], contents: [], delivered: [] })
  room = await rooms.newWorkspace()
  ctx = room.ctx
})
const inbox = stageInbox(rooms, () => room)

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
/** Adds a file to the library. */
function file(bytes: Uint8Array, fileName = 'file') {
  const chunks = (async function* () {
    yield bytes
  })()
  return addMedium(ctx, { fileName, claimed: null, chunks })
}
/** Makes a character that is an adult and speaks through the room's account. */
async function mira(): Promise<string> {
  const { id } = await createCharacter(ctx, { name: 'Mira', age: 29, disclosure: false })
  await setAppearance(ctx, id, { ageRange: '25-30' })
  await setAccounts(ctx, id, { accountIds: [room.accountId] })
  return id
}
const decide = (ids: string[], to: ApprovalStatus, more: Partial<DecideContent> = {}) =>
  decideContent(ctx, { ids, from: 'pending', to, ...more })
/** Adds a picture to a character's media. */
async function picture(characterId: string, { size = 1080, isNsfw = false } = {}) {
  return addContent(ctx, { characterId, mediaId: (await file(png(size, size))).id, isNsfw })
}
const post = (text: string, mediaIds: readonly string[] = []) => ({
  text,
  accountIds: [room.accountId],
  publishAt: outside.now.toISOString(),
  timezone: 'UTC',
  media: mediaIds.map((mediaId) => ({ mediaId, altText: null })),
})
const hintsOf = ({ targets, publishAt }: ScheduledPost, version = 1) =>
  targets.map(({ id }) => ({
    ...{ type: 'publishing.hint' as const, targetId: id, version, dueAt: publishAt },
  }))

describe('a character’s media', () => {
  it('know of each file how large it is, how long, and what its quality is made of', async () => {
    const characterId = await mira()
    const film = await file(mp4({ seconds: 61, width: 1080, height: 1920 }))
    const sound = await file(wav(4))
    const added = [
      await picture(characterId),
      await addContent(ctx, { characterId, mediaId: film.id, contentCategory: 'reel', isNsfw: false }),
      await addContent(ctx, { characterId, mediaId: sound.id, isNsfw: false }),
      await addContent(ctx, { characterId, text: 'We open at eight tomorrow.', isNsfw: false }),
    ]
    expect(added).toMatchObject([
      { contentType: 'image', medium: { width: 1080, height: 1080, duration: null }, qualityScore: 0.7 },
      {
        ...{ contentType: 'video', contentCategory: 'reel', qualityScore: 0.95 },
        medium: { width: 1080, height: 1920, duration: 61 },
      },
      { contentType: 'audio', medium: { width: null, duration: 4 }, qualityScore: 1 },
      { contentType: 'text', medium: null, text: 'We open at eight tomorrow.', origin: 'written' },
    ])
    for (const one of added)
      expect(one).toMatchObject({ approvalStatus: 'pending', timesUsed: 0, characterName: 'Mira' })
    const { items } = await listContent(ctx, { characterId, contentType: 'video', limit: 10 })
    expect(items.map(({ id }) => id)).toEqual([added[1]?.id])
  })

  it('take a file once, point at the same one, and refuse the same text and other files', async () => {
    const characterId = await mira()
    const first = await picture(characterId, { size: 64 })
    expect(await picture(characterId, { size: 64 })).toMatchObject({ duplicateOf: first.id })
    const again = { characterId, mediaId: first.medium?.id ?? '', isNsfw: false }
    expect(await refusal(addContent(ctx, again))).toBe('content_exists')
    const text = { characterId, text: 'Good morning.', isNsfw: false }
    await addContent(ctx, text)
    expect(await refusal(addContent(ctx, text))).toBe('content_exists')
    const list = await file(new TextEncoder().encode('A list.'), 'list.txt')
    expect(await refusal(addContent(ctx, { characterId, mediaId: list.id, isNsfw: false }))).toBe(
      'invalid_input',
    )
  })

  it('point at a picture that looks almost the same, and are shown small', async () => {
    const characterId = await mira()
    const cup = new Uint8Array(readFileSync('local/demo/files/cup.jpg'))
    const small = resize(PhotonImage.new_from_byteslice(cup), 440, 330, SamplingFilter.Triangle)
    const add = async (bytes: Uint8Array) =>
      addContent(ctx, { characterId, mediaId: (await file(bytes)).id, isNsfw: false })
    const first = await add(cup)
    expect(first).toMatchObject({
      ...{ duplicateOf: null, comparedBy: 'look', thumbnailUrl: `/v1/content/${first.id}/thumbnail` },
    })
    expect(await add(small.get_bytes())).toMatchObject({ duplicateOf: first.id })
    expect(await picture(characterId)).toMatchObject({ duplicateOf: null, comparedBy: 'bytes' })
    const thumbnail = await getThumbnail(ctx, { id: first.id })
    const stored = await ctx.blobs.get(thumbnail.objectName)
    expect(stored?.byteLength).toBe(thumbnail.sizeBytes)
    await deleteMedium(ctx, first.medium?.id ?? '')
    expect(await ctx.blobs.get(thumbnail.objectName)).toBeNull()
  })

  it('take a picture that the reader breaks on, compared by its bytes alone', async () => {
    const characterId = await mira()
    const { id: mediaId } = await file(png(64, 64))
    const reader = { ...ctx.reader, picture: () => Promise.reject(new Error('Out of memory.')) }
    expect(await addContent({ ...ctx, reader }, { characterId, mediaId, isNsfw: false })).toMatchObject({
      ...{ comparedBy: 'bytes', thumbnailUrl: null },
    })
  })

  it('leave with their file, or alone; a file that comes back is to be approved anew and stays flagged', async () => {
    const characterId = await mira()
    const [gone, removed] = [await picture(characterId, { isNsfw: true }), await picture(characterId)]
    await removeContent(ctx, removed.id)
    expect(await refusal(getContent(ctx, removed.id))).toBe('not_found')
    await decide([gone.id], 'approved')
    await removeContent(ctx, gone.id)
    const mediaId = gone.medium?.id ?? ''
    expect(await addContent(ctx, { characterId, mediaId, isNsfw: false })).toMatchObject({
      ...{ id: gone.id, isNsfw: true, approvalStatus: 'pending', decidedBy: null },
    })
    await deleteMedium(ctx, mediaId)
    expect((await listContent(ctx, { limit: 10 })).items).toEqual([])
  })

  it('are counted in each published post that shows them or says them', async () => {
    const characterId = await mira()
    const shown = await picture(characterId, { size: 64 })
    const said = await addContent(ctx, { characterId, text: 'Good morning.', isNsfw: false })
    await decide([shown.id, said.id], 'approved')
    for (const text of ['Good morning.', 'Good evening.']) {
      const made = await schedule(ctx, post(text, [shown.medium?.id ?? '']))
      await publishHinted(rooms.system, hintsOf(made))
    }
    expect(await getContent(ctx, shown.id)).toMatchObject({
      timesUsed: 2,
      lastUsedAt: outside.now.toISOString(),
    })
    expect(await getContent(ctx, said.id)).toMatchObject({ timesUsed: 1 })
  })
})

describe('a decision', () => {
  it('is made about many at once, by whom and why is kept, and each is recorded', async () => {
    const characterId = await mira()
    const [one, two] = [await picture(characterId), await picture(characterId)]
    const { changed } = await decide([one.id, two.id], 'rejected', { reason: 'Too dark.' })
    expect(changed).toMatchObject([
      { approvalStatus: 'rejected', rejectionReason: 'Too dark.', decidedBy: expect.any(String) },
      { approvalStatus: 'rejected' },
    ])
    const rows = await asOwner(
      `select action, after->>'reason' as reason from audit_log where workspace_id = $1 and object_type = 'content'`,
      [room.workspaceId],
    )
    expect(rows).toEqual(Array(2).fill({ action: 'content.reject', reason: 'Too dark.' }))
  })

  it('leaves alone what somebody else has decided meanwhile, and can be taken back', async () => {
    const { id } = await picture(await mira())
    await decide([id], 'approved')
    expect(await decide([id], 'rejected', { reason: 'Late.' })).toMatchObject({
      changed: [],
      unchanged: [{ id, code: 'wrong_state' }],
    })
    await decideContent(ctx, { ids: [id], from: 'approved', to: 'pending' })
    expect(await getContent(ctx, id)).toMatchObject({ approvalStatus: 'pending', decidedAt: null })
  })

  it('of two people at the same moment counts once', async () => {
    const { id } = await picture(await mira())
    const both = await Promise.all([decide([id], 'approved'), decide([id], 'rejected', { reason: 'No.' })])
    expect(both.map(({ changed }) => changed.length).sort()).toEqual([0, 1])
  })

  it('does not approve what is NSFW of a character that is not stated to be an adult', async () => {
    const characterId = await mira()
    const { id } = await picture(characterId, { isNsfw: true })
    for (const age of [null, 17]) {
      await updateCharacter(ctx, characterId, { age })
      expect((await decide([id], 'approved')).unchanged).toMatchObject([{ code: 'nsfw_not_adult' }])
    }
  })

  it('holds until the medium is flagged otherwise', async () => {
    const { id } = await picture(await mira())
    await decide([id], 'approved')
    expect(await updateContent(ctx, id, { contentCategory: 'story' })).toMatchObject({
      approvalStatus: 'approved',
    })
    expect(await updateContent(ctx, id, { isNsfw: true })).toMatchObject({
      approvalStatus: 'pending',
      decidedBy: null,
    })
  })
})

/** What a post to an account meets. */
interface World {
  /** Who speaks through the account. */
  speaker: 'nobody' | 'mira' | 'other'
  /** The picture in Mira's media; null where it is only in the team's library. */
  filed: { approval: ApprovalStatus; removed: boolean; nsfw: boolean } | null
  age: number | null
  ageRange: string | null
  confirmed: boolean
  platformTakesIt: boolean
}

/** The policy once more, from its words: what may not be shown, and why. */
function refused(world: World): ContentRefusal | null {
  const { speaker, filed } = world
  const approved = filed?.approval === 'approved' && !filed.removed
  if (speaker !== 'nobody' && !(speaker === 'mira' && approved)) return 'not_approved'
  if (!filed?.nsfw) return null
  const years = world.ageRange?.match(/\d+/g)?.map(Number) ?? [0]
  const isAdult = (world.age ?? 0) >= 18 && Math.min(...years) >= 18
  if (!isAdult) return 'nsfw_not_adult'
  if (!world.confirmed) return 'nsfw_unconfirmed'
  return world.platformTakesIt ? null : 'nsfw_platform'
}

const worlds: fc.Arbitrary<World> = fc.record({
  speaker: fc.constantFrom('nobody', 'mira', 'mira', 'mira', 'other'),
  filed: fc.option(
    fc.record({
      approval: fc.constantFrom('approved', 'approved', 'pending', 'rejected'),
      removed: fc.constantFrom(false, false, false, true),
      nsfw: fc.boolean(),
    }),
    { freq: 8 },
  ),
  age: fc.constantFrom(null, 17, 18, 29, 29),
  ageRange: fc.constantFrom(null, '16-20', '17–19', '18-18', '25 - 30', '25-30'),
  confirmed: fc.boolean(),
  platformTakesIt: fc.boolean(),
})
/** A world in which everything may be shown. */
const FREE: World = {
  ...{ speaker: 'mira', age: 29, ageRange: '25-30', confirmed: true },
  filed: { approval: 'approved', removed: false, nsfw: false },
  platformTakesIt: true,
}

describe('what may not be shown is refused, whatever the age, the flag, the approval, the workspace and the platform', () => {
  /** Stages a picture of Mira's and the worlds around it. */
  async function stage() {
    const characterId = await mira()
    const other = await createCharacter(ctx, { name: 'Other', disclosure: false })
    const { id, medium } = await picture(characterId, { size: 64 })
    const mediaId = medium?.id ?? ''
    const profiles = await asOwner<{ id: string; profile_id: string }>(
      `select id, profile_id from characters where workspace_id = $1`,
      [room.workspaceId],
    )
    const [team] = await asOwner<{ id: string }>(
      `insert into profiles (id, workspace_id, type, full_name, platform, handle)
       values (gen_random_uuid(), $1, 'internal', 'Team', 'telegram', 'team') returning id`,
      [room.workspaceId],
    )
    const profileOf = (speaker: World['speaker']) =>
      speaker === 'nobody'
        ? team?.id
        : profiles.find((row) => row.id === (speaker === 'mira' ? characterId : other.id))?.profile_id
    async function enter(world: World) {
      const { filed } = world
      await asOwner('update social_accounts set profile_id = $2 where id = $1', [
        room.accountId,
        profileOf(world.speaker),
      ])
      await asOwner('delete from content where workspace_id = $1', [room.workspaceId])
      if (filed)
        await asOwner(
          `insert into content (id, workspace_id, character_id, content_type, media_id, sha256, quality_score, quality, approval_status, is_nsfw, removed_at)
           values ($1, $2, $3, 'image', $4, 'x', 1, '[]', $5, $6, case when $7 then now() end)`,
          [id, room.workspaceId, characterId, mediaId, filed.approval, filed.nsfw, filed.removed],
        )
      await asOwner('update characters set age = $2 where id = $1', [characterId, world.age])
      await asOwner('update character_appearances set age_range = $2 where character_id = $1', [
        characterId,
        world.ageRange,
      ])
      await asOwner('update workspaces set age_confirmed_at = case when $2 then now() end where id = $1', [
        room.workspaceId,
        world.confirmed,
      ])
    }
    return { mediaId, enter }
  }
  /** The platform of the tests, as a world has it. */
  function over<C extends Ctx | SystemCtx>(base: C, { platformTakesIt }: World, byHand = false): C {
    const connector = base.connector('telegram')
    const { posts } = connector
    if (!posts) throw new Error('The platform of the tests takes posts.')
    const { nsfw: _nsfw, ...rules } = posts.rules
    const own: Connector = {
      ...connector,
      posts: {
        ...{ ...posts, rules: { ...rules, ...(platformTakesIt ? { nsfw: true as const } : {}) } },
        ...(byHand ? { byHand: true as const } : {}),
      },
    }
    return { ...base, platforms: [own], connector: () => own }
  }
  const said = (code: ContentRefusal | null) => code && REFUSALS[code].reason
  const reasonIn = (text: string) =>
    Object.values(REFUSALS).find(({ reason }) => text.includes(reason))?.reason ?? text
  const saved = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: Error) => reasonIn(error.message),
    )
  const targetOf = async (id: string) => {
    const [target] = (await read(ctx, id)).targets
    return { status: target?.status, reason: target?.error ? reasonIn(target.error) : null }
  }
  const RUNS = { numRuns: 25 }

  it('when a post is saved, changed, checked and approved, and when its series is', async () => {
    const { mediaId, enter } = await stage()
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const expected = said(refused(world))
        await enter(FREE)
        const draft = await schedule(ctx, { ...post('Look.', [mediaId]), status: 'draft' })
        const bare = await schedule(ctx, { ...post('Look.'), status: 'draft' })
        const later = { ...post('Look.', [mediaId]), rrule: 'FREQ=DAILY;COUNT=2', status: 'draft' as const }
        const series = await schedule(ctx, {
          ...later,
          publishAt: new Date(outside.now.getTime() + 3_600_000).toISOString(),
        })
        await enter(world)
        const as = over(ctx, world)
        expect(await saved(schedule(as, post('Look.', [mediaId])))).toBe(expected)
        expect(await saved(change(as, bare.id, { media: [{ mediaId, altText: null }] }))).toBe(expected)
        expect(await saved(take(as, draft.id, 'awaiting_approval'))).toBe(expected)
        expect(await saved(take(as, draft.id, 'queued'))).toBe(expected)
        expect(await saved(take(as, series.id, 'queued'))).toBe(expected)
        const { accounts } = await checkPost(as, post('Look.', [mediaId]))
        expect(accounts[0]?.errors.map(({ code }) => code)).toEqual([refused(world)].filter(Boolean))
      }),
      RUNS,
    )
  })

  it('when it is published, whatever changed since it was saved; then nothing reaches the platform', async () => {
    const { mediaId, enter } = await stage()
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        await enter(FREE)
        const made = await schedule(ctx, post('Look.', [mediaId]))
        await enter(world)
        outside.contents = []
        await publishHinted(over(rooms.system, world), hintsOf(made))
        const expected = said(refused(world))
        expect(await targetOf(made.id)).toEqual({ status: expected ? 'failed' : 'sent', reason: expected })
        expect(outside.contents).toHaveLength(expected ? 0 : 1)
        // What is for adults only carries the platform's label.
        if (!expected) expect(outside.contents[0]?.nsfw ?? false).toBe(world.filed?.nsfw ?? false)
      }),
      RUNS,
    )
  })

  it('before its files are taken to the platform ahead of it', async () => {
    const { mediaId, enter } = await stage()
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        await enter(FREE)
        const made = await schedule(ctx, post('Look.', [mediaId]))
        const targetId = made.targets[0]?.id ?? ''
        await asOwner(
          `update scheduled_post_accounts set status = 'waiting', waiting_reason = 'preparing', due_at = $2 where id = $1`,
          [targetId, outside.now],
        )
        await enter(world)
        outside.handles.steps = []
        const job = { type: 'publishing.prepare' as const, targetId, at: outside.now.toISOString() }
        await prepareHinted(over(rooms.system, world), [job])
        const expected = said(refused(world))
        expect(outside.handles.steps).toHaveLength(expected ? 0 : 1)
        expect(await targetOf(made.id)).toEqual({ status: expected ? 'failed' : 'queued', reason: expected })
      }),
      RUNS,
    )
  })

  it('before it is handed to a person to be published', async () => {
    const { mediaId, enter } = await stage()
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        await enter(FREE)
        const made = await schedule(ctx, post('Look.', [mediaId]))
        await enter(world)
        outside.delivered = []
        await publishHinted(over(rooms.system, world, true), hintsOf(made))
        const expected = said(refused(world))
        expect(await targetOf(made.id)).toEqual({ status: expected ? 'failed' : 'waiting', reason: expected })
        const mails = outside.delivered.filter(({ job }) => job.type === 'publishing.by_hand_mail')
        expect(mails).toHaveLength(expected ? 0 : 1)
      }),
      RUNS,
    )
  })

  it('and what was refused goes out when it is tried again after the approval', async () => {
    const { mediaId, enter } = await stage()
    await enter(FREE)
    const made = await schedule(ctx, post('Look.', [mediaId]))
    await enter({ ...FREE, filed: { approval: 'pending', removed: false, nsfw: false } })
    await publishHinted(rooms.system, hintsOf(made))
    expect(outside.contents).toEqual([])
    await enter(FREE)
    await retryTarget(ctx, made.id, made.targets[0]?.id ?? '')
    await publishHinted(rooms.system, hintsOf(made))
    expect(outside.contents).toHaveLength(1)
  })

  it('a text that is said word for word as well', async () => {
    const characterId = await mira()
    const { id } = await addContent(ctx, { characterId, text: 'Only for adults.', isNsfw: true })
    const as = over(ctx, FREE)
    expect(await saved(schedule(as, post('Only for adults. ')))).toBe(said('not_approved'))
    await decide([id], 'approved')
    expect(await saved(schedule(as, post('Only for adults. ')))).toBe(said('nsfw_unconfirmed'))
    await updateWorkspace(ctx, { ageConfirmed: true })
    expect(await saved(schedule(ctx, post('Only for adults.')))).toBe(said('nsfw_platform'))
    const made = await schedule(as, post('Only for adults.'))
    await publishHinted(over(rooms.system, FREE), hintsOf(made))
    expect(outside.contents).toMatchObject([{ text: 'Only for adults.', nsfw: true }])
  })

  it('in a conversation too', async () => {
    const { id, medium } = await picture(await mira(), { isNsfw: true })
    await inbox.receive(inbox.message('Hello?'))
    const conversationId = await inbox.conversationId()
    const send = () => refusal(sendAsPerson(ctx, conversationId, { mediaIds: [medium?.id ?? ''] }))
    expect(await send()).toBe('invalid_input')
    await updateContent(ctx, id, { isNsfw: false })
    expect(await send()).not.toBe('invalid_input')
  })
})
