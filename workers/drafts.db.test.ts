import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { chooseBody, writeAlternatives, writeBody } from '#core/drafts/actions/body.ts'
import { createDraft, deleteDraft, updateDraft } from '#core/drafts/actions/drafts.ts'
import { generateHooks, selectHook, updateHook } from '#core/drafts/actions/hooks.ts'
import { rewritePassage } from '#core/drafts/actions/rewrite.ts'
import { backDraft, scheduleDraft, validateDraft } from '#core/drafts/actions/steps.ts'
import { getDraft, listDrafts, listVersions } from '#core/drafts/actions/view.ts'
import { openingOf } from '#core/drafts/rules/opening.ts'
import type { CreateDraft, Draft } from '#core/drafts/schemas.ts'
import type { Ai } from '#core/lib/kernel/ai.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { measurePost } from '#core/publishing/actions/check.ts'
import { cancelPost, schedulePost } from '#core/publishing/actions/posts.ts'
import { remove } from '#core/publishing/actions/scheduled-posts.ts'
import { createEntry, deleteEntry, mergeTopic } from '#core/taxonomy/actions/entries.ts'
import { CTA, NOTE, POST_TEMPLATE, PRESET, RESOURCE } from '#core/taxonomy/kinds.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'

const rooms = startRooms()
const publishing = { measure: measurePost, schedule: schedulePost, cancel: cancelPost }
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )

const SOURCE = `We lost ten deals in March. We had talked for forty minutes in every call.
Then we began to ask before we explained. The next quarter we closed 23 deals with the same list.
Asking takes patience. It also takes a notebook, because people notice when you forget.`
const text = (said = SOURCE): CreateDraft => ({ source: { type: 'text', text: said } })

/** Makes a workspace with some topics, an audience, a structure and types of hooks. */
async function newRoom(): Promise<Room> {
  const made = await rooms.newWorkspace()
  for (const [table, names] of Object.entries(LABELS))
    await asOwner(
      `insert into ${table} (id, workspace_id, name) select gen_random_uuid(), $1, name from unnest($2::text[]) name`,
      [made.workspaceId, names],
    )
  return made
}
const LABELS = {
  topics: ['Sales', 'Calls'],
  audiences: ['Buyers'],
  post_structures: ['List of tips'],
  hook_types: ['Question', 'Figure', 'Story', 'Confession', 'Contrary opinion', 'How-to'],
}
let shared: Promise<Room> | undefined
/** Most tests share a workspace: each has drafts and a source of its own. */
const room = () => (shared ??= newRoom())

const inAnHour = () => new Date(rooms.outside.now.getTime() + 3_600_000).toISOString()

/** Takes a new draft to a state. */
async function draftAt({ ctx, accountId }: Room, status: Draft['status'], input = text()): Promise<Draft> {
  let draft = await createDraft(ctx, { accountIds: [accountId], ...input })
  const steps: [Draft['status'], () => Promise<Draft>][] = [
    ['hook_gen', () => generateHooks(ctx, draft.id, { count: 4 })],
    ['hook_selected', () => selectHook(ctx, draft.id, draft.hooks[0]?.id ?? '')],
    ['body_gen', () => writeBody(ctx, draft.id)],
    ['validated', () => validateDraft(ctx, draft.id, {}, publishing)],
    [
      'scheduled',
      () =>
        scheduleDraft(
          ctx,
          draft.id,
          { publishAt: inAnHour(), timezone: 'UTC', status: 'queued' },
          publishing,
        ),
    ],
  ]
  for (const [reached, step] of steps) {
    if (draft.status === status) break
    draft = await step()
    expect(draft.status).toBe(reached)
  }
  return draft
}

/** Sets the state of the target of a post, as a publisher does. */
const endPost = (
  draft: Draft,
  status: 'sent' | 'failed' | 'sending' | 'queued',
  error: string | null = null,
) =>
  asOwner('update scheduled_post_accounts set status = $2, error = $3 where scheduled_post_id = $1', [
    draft.scheduledPostId,
    status,
    error,
  ])

describe('a draft', () => {
  it('goes from a source to the calendar, and says at each state what may be done with it', async () => {
    const made = await room()
    const draft = await draftAt(made, 'scheduled')
    expect(draft.moves).toEqual(['back'])
    const [post] = await asOwner<{ text: string; status: string }>(
      'select text, status from scheduled_posts where id = $1',
      [draft.scheduledPostId],
    )
    expect(post).toEqual({ text: draft.text, status: 'queued' })
    expect(draft.text).toBe(`${draft.hook}\n\n${draft.body}`)
  })

  it('says only what its source says', async () => {
    const draft = await draftAt(await room(), 'body_gen')
    const said = SOURCE.replace(/\s+/g, ' ')
    for (const sentence of draft.body.split(/(?<=[.?!])\s+/))
      expect(said).toContain(sentence.replace(/^• /, ''))
    expect(draft.warnings).toEqual([])
  })

  it('is refused what its state does not allow, with what is possible instead', async () => {
    const made = await room()
    const { ctx } = made
    const begun = await draftAt(made, 'draft_input')
    expect(await refusal(writeBody(ctx, begun.id))).toBe('wrong_state')
    expect(await refusal(validateDraft(ctx, begun.id, {}, publishing))).toBe('wrong_state')
    await expect(
      scheduleDraft(ctx, begun.id, { publishAt: inAnHour(), timezone: 'UTC', status: 'queued' }, publishing),
    ).rejects.toThrow('generate hooks first')
    expect(await refusal(backDraft(ctx, begun.id, {}, publishing))).toBe('wrong_state')
    const validated = await draftAt(made, 'validated', text(`${SOURCE} Once more.`))
    expect(await refusal(updateDraft(ctx, validated.id, { body: 'Other words.' }))).toBe('wrong_state')
    expect(await refusal(generateHooks(ctx, validated.id, { count: 4 }))).toBe('wrong_state')
    expect((await getDraft(ctx, validated.id)).body).toBe(validated.body)
  })

  it('has no hooks without a source, since nothing is invented', async () => {
    const { ctx } = await room()
    const { id } = await createDraft(ctx, { targetTopic: 'Sales' })
    expect(await refusal(generateHooks(ctx, id, { count: 4 }))).toBe('no_source')
    await updateDraft(ctx, id, text())
    expect((await generateHooks(ctx, id, { count: 4 })).status).toBe('hook_gen')
  })

  it('is scheduled once, though it is asked for twice at the same time', async () => {
    const made = await newRoom()
    const { ctx, workspaceId } = made
    const { id } = await draftAt(made, 'validated')
    const when = { publishAt: inAnHour(), timezone: 'UTC', status: 'queued' } as const
    const both = await Promise.all([1, 2].map(() => refusal(scheduleDraft(ctx, id, when, publishing))))
    expect(both.toSorted()).toEqual(['done', 'wrong_state'])
    const posts = await asOwner('select id from scheduled_posts where workspace_id = $1', [workspaceId])
    expect(posts).toHaveLength(1)
  })

  it('goes back to be edited, to any earlier state, and keeps its words', async () => {
    const made = await room()
    const { ctx } = made
    const draft = await draftAt(made, 'validated')
    const edited = await backDraft(ctx, draft.id, {}, publishing)
    expect([edited.status, edited.body]).toEqual(['body_gen', draft.body])
    await updateDraft(ctx, draft.id, { body: 'Words of my own.' })
    const again = await validateDraft(ctx, draft.id, {}, publishing)
    expect(again.text).toBe(`${draft.hook}\n\nWords of my own.`)
    const first = await backDraft(ctx, draft.id, { to: 'draft_input' }, publishing)
    expect([first.status, first.hook, first.body]).toEqual(['draft_input', '', 'Words of my own.'])
    expect(await refusal(backDraft(ctx, draft.id, { to: 'scheduled' }, publishing))).toBe('wrong_state')
  })

  it('is not deleted while it is scheduled', async () => {
    const made = await room()
    const draft = await draftAt(made, 'scheduled')
    expect(await refusal(deleteDraft(made.ctx, draft.id))).toBe('wrong_state')
    await backDraft(made.ctx, draft.id, {}, publishing)
    await deleteDraft(made.ctx, draft.id)
    expect(await refusal(getDraft(made.ctx, draft.id))).toBe('not_found')
  })

  it('is found by its state, its author and its topic', async () => {
    const made = await newRoom()
    const { ctx } = made
    const begun = await draftAt(made, 'draft_input')
    const chosen = await draftAt(made, 'hook_gen', text('Another text. It says another thing.'))
    const all = await listDrafts(ctx, { limit: 10 })
    expect(all.items.map(({ id }) => id)).toEqual([chosen.id, begun.id])
    const found = await listDrafts(ctx, { limit: 10, status: 'hook_gen' })
    expect(found.items.map(({ id }) => id)).toEqual([chosen.id])
    expect((await listDrafts(ctx, { limit: 10, topicId: newId() })).items).toEqual([])
  })

  it('goes with its workspace, whatever it names', async () => {
    const mine = await newRoom()
    await draftAt(mine, 'scheduled')
    await asOwner('delete from workspaces where id = $1', [mine.workspaceId])
    expect(
      await asOwner('select id from generated_hooks where workspace_id = $1', [mine.workspaceId]),
    ).toEqual([])
  })

  it('names nothing that is not there', async () => {
    const { ctx } = await room()
    expect(await refusal(createDraft(ctx, { ...text(), topicId: newId() }))).toBe('invalid_input')
    expect(await refusal(createDraft(ctx, { sourceId: newId() }))).toBe('not_found')
    expect(await refusal(createDraft(ctx, { source: { type: 'post', postId: newId() } }))).toBe('not_found')
    const other = await newRoom()
    const { id } = await createDraft(other.ctx, text())
    expect(await refusal(getDraft(ctx, id))).toBe('not_found')
  })

  it('loses what is deleted, and follows a topic that is merged', async () => {
    const { ctx, workspaceId } = await newRoom()
    const [topic, into] = await asOwner<{ id: string }>('select id from topics where workspace_id = $1', [
      workspaceId,
    ])
    const [audience] = await asOwner<{ id: string }>('select id from audiences where workspace_id = $1', [
      workspaceId,
    ])
    const { id } = await createDraft(ctx, {
      ...text(),
      topicId: topic?.id ?? null,
      audienceId: audience?.id ?? null,
    })
    await ctx.db.tx(async (tx) => {
      await tx.execute(sql`select chorus_merge_topics(${topic?.id}, ${into?.id})`)
      await tx.execute(sql`delete from audiences where id = ${audience?.id}`)
      await tx.execute(sql`delete from hook_types`)
    })
    expect(await getDraft(ctx, id)).toMatchObject({ topic: { id: into?.id }, audience: null })
  })
})

describe('the end of a scheduled post', () => {
  it('publishes its draft, for good', async () => {
    const made = await room()
    const draft = await draftAt(made, 'scheduled')
    await endPost(draft, 'sending')
    expect((await getDraft(made.ctx, draft.id)).status).toBe('scheduled')
    await endPost(draft, 'sent')
    expect(await getDraft(made.ctx, draft.id)).toMatchObject({ status: 'published', moves: [], reason: null })
    expect(await refusal(backDraft(made.ctx, draft.id, {}, publishing))).toBe('wrong_state')
  })

  it('brings a draft that failed back with the reason, and takes it along when the post goes out after all', async () => {
    const made = await room()
    const { ctx } = made
    const draft = await draftAt(made, 'scheduled')
    await endPost(draft, 'failed', 'The platform refused the link.')
    expect(await getDraft(ctx, draft.id)).toMatchObject({
      status: 'validated',
      reason: 'The platform refused the link.',
    })
    await endPost(draft, 'queued')
    expect(await getDraft(ctx, draft.id)).toMatchObject({ status: 'scheduled', reason: null })
    await endPost(draft, 'sent')
    expect((await getDraft(ctx, draft.id)).status).toBe('published')
  })

  it('does not touch a draft that was taken back to be edited', async () => {
    const made = await room()
    const { ctx } = made
    const draft = await draftAt(made, 'scheduled')
    await endPost(draft, 'failed', 'Refused.')
    await backDraft(ctx, draft.id, { to: 'body_gen' }, publishing)
    await endPost(draft, 'sent')
    expect(await getDraft(ctx, draft.id)).toMatchObject({ status: 'body_gen', reason: null })
  })

  it('brings back a draft whose post was cancelled or deleted', async () => {
    const made = await room()
    const { ctx } = made
    const cancelled = await draftAt(made, 'scheduled')
    await cancelPost(ctx, cancelled.scheduledPostId ?? '')
    expect(await getDraft(ctx, cancelled.id)).toMatchObject({
      status: 'validated',
      reason: 'The scheduled post was cancelled.',
    })
    const deleted = await draftAt(made, 'scheduled', text('A text of its own. With a second sentence here.'))
    await remove(ctx, deleted.scheduledPostId ?? '')
    expect(await getDraft(ctx, deleted.id)).toMatchObject({
      status: 'validated',
      scheduledPostId: null,
      reason: 'The scheduled post was deleted.',
    })
  })
})

describe('hooks', () => {
  it('are of different types, each with a score and a reason', async () => {
    const { hooks } = await draftAt(await room(), 'hook_gen')
    expect(hooks).toHaveLength(4)
    expect(new Set(hooks.map(({ hookType }) => hookType)).size).toBe(4)
    for (const hook of hooks) {
      expect(hook.score).toBeGreaterThan(0)
      expect(hook.reason).toMatch(/\w+\.$/)
    }
  })

  it('do not begin alike in the drafts of one source', async () => {
    const made = await room()
    const { ctx } = made
    const first = await draftAt(made, 'body_gen')
    const drafts = [first]
    for (let n = 1; n < 4; n++)
      drafts.push(await draftAt(made, 'body_gen', { sourceId: first.source?.id ?? '' }))
    expect(new Set(drafts.map(({ text: said }) => openingOf(said))).size).toBe(4)
    expect(new Set(drafts.map(({ source }) => source?.id)).size).toBe(1)
    await expect(selectHookLike(ctx, drafts[0], drafts[1])).rejects.toMatchObject({ code: 'opening_taken' })
  })

  /** Has a draft begin with the words of another. */
  async function selectHookLike(ctx: Room['ctx'], mine: Draft | undefined, other: Draft | undefined) {
    if (!mine || !other) throw new Error('There are not two drafts.')
    await backDraft(ctx, mine.id, { to: 'hook_gen' }, publishing)
    const { hooks } = await generateHooks(ctx, mine.id, { count: 1, text: other.hook })
    return selectHook(ctx, mine.id, hooks.at(-1)?.id ?? '')
  }

  it('are replaced one by one or all, and none comes again at once', async () => {
    const made = await room()
    const { ctx } = made
    const { id, hooks } = await draftAt(made, 'hook_gen')
    const [first, ...others] = hooks
    const one = await generateHooks(ctx, id, { count: 4, replace: first?.id })
    expect(one.hooks).toHaveLength(4)
    expect(one.hooks.slice(1).map((hook) => hook.id)).toEqual(others.map((hook) => hook.id))
    expect(hooks.map((hook) => openingOf(hook.text))).not.toContain(openingOf(one.hooks[0]?.text ?? ''))
    const all = await generateHooks(ctx, id, { count: 4 })
    const before = one.hooks.map((hook) => openingOf(hook.text))
    for (const hook of all.hooks) expect(before).not.toContain(openingOf(hook.text))
  })

  it('are of the types that were asked for', async () => {
    const made = await room()
    const { id, hooks } = await draftAt(made, 'hook_gen')
    const wanted = hooks[2]?.hookTypeId ?? ''
    const made2 = await generateHooks(made.ctx, id, { count: 4, hookTypeIds: [wanted] })
    expect(made2.hooks[0]?.hookTypeId).toBe(wanted)
  })

  it('that a person writes or rewrites have no score of a machine', async () => {
    const made = await room()
    const { ctx } = made
    const { id, hooks } = await draftAt(made, 'hook_gen')
    const added = await generateHooks(ctx, id, { count: 1, text: 'My own beginning.' })
    expect(added.hooks).toHaveLength(5)
    expect(added.hooks.at(-1)).toMatchObject({ text: 'My own beginning.', score: null, reason: null })
    const edited = await updateHook(ctx, id, hooks[0]?.id ?? '', 'Rewritten.')
    expect(edited.hooks[0]).toMatchObject({ text: 'Rewritten.', score: null })
    expect(await refusal(updateHook(ctx, id, newId(), 'Nothing.'))).toBe('not_found')
    expect(await refusal(selectHook(ctx, id, newId()))).toBe('not_found')
  })
})

describe('versions', () => {
  it('keep every hook and body, with who made it', async () => {
    const made = await room()
    const { ctx, userId, workspaceId } = made
    const { id, body } = await draftAt(made, 'body_gen')
    const ada = rooms.as(workspaceId, userId, 'Ada')
    await updateDraft(ada, id, { body: 'First words.' })
    await updateDraft(ada, id, { body: 'First words, and more.' })
    await writeBody(ctx, id)
    const { items } = await listVersions(ctx, id, { limit: 10 })
    expect(items.map(({ cause, body: said, by }) => [cause, said, by])).toEqual([
      ['body', body, 'Worker test'],
      // Edits in a row are one version.
      ['write', 'First words, and more.', 'Ada'],
      ['body', body, 'Worker test'],
      ['select', '', 'Worker test'],
    ])
    expect(items.map(({ number }) => number)).toEqual([4, 3, 2, 1])
  })

  it('are refused to a change that did not see the last one', async () => {
    const made = await room()
    const draft = await draftAt(made, 'body_gen')
    await updateDraft(made.ctx, draft.id, { body: 'By one.', revision: draft.revision })
    expect(
      await refusal(updateDraft(made.ctx, draft.id, { body: 'By another.', revision: draft.revision })),
    ).toBe('draft_changed')
    expect((await getDraft(made.ctx, draft.id)).body).toBe('By one.')
  })
})

describe('a source', () => {
  it('is a captured post, with what it is about; words taken from it are pointed out', async () => {
    const { ctx, workspaceId } = await room()
    const [topic] = await asOwner<{ id: string }>('select id from topics where workspace_id = $1', [
      workspaceId,
    ])
    const postId = newId()
    await asOwner(
      `insert into posts (id, workspace_id, external_key, platform, external_id, content, source, posted_at, scraped_at, topic_id)
       values ($1::uuid, $2, 'web_' || $1::text, 'web', $1::text, $3, 'import', now(), now(), $4)`,
      [postId, workspaceId, SOURCE, topic?.id],
    )
    const { id, ...begun } = await createDraft(ctx, { source: { type: 'post', postId } })
    expect(begun).toMatchObject({ topic: { id: topic?.id }, source: { type: 'post', postId } })
    const { hooks } = await generateHooks(ctx, id, { count: 4 })
    await selectHook(ctx, id, hooks[0]?.id ?? '')
    const { text: written, warnings } = await writeBody(ctx, id)
    expect(warnings).toMatchObject([{ code: 'copied', postId }])
    expect(written).toContain(warnings[0]?.passage)
    await updateDraft(ctx, id, { body: 'We ask first now.' })
    await asOwner('delete from posts where id = $1', [postId])
    expect((await getDraft(ctx, id)).source).toMatchObject({ postId: null, text: SOURCE })
  })

  it('is a page, read by the guarded fetch; one that cannot be read is refused with the reason', async () => {
    const { ctx } = await room()
    const source = { type: 'url', url: 'https://example.com/deals' } as const
    await expect(createDraft(ctx, { source })).rejects.toMatchObject({
      message: 'This test fetches nothing.',
      fields: [{ path: 'source.url' }],
    })
    const html = `<html><head><title>Ten deals</title></head><body><p>${SOURCE}</p></body></html>`
    const answering = {
      ...ctx,
      fetchPublic: async () => ({
        kind: 'fetched' as const,
        status: 200,
        contentType: 'text/html',
        bytes: Uint8Array.from(new TextEncoder().encode(html)),
        finalUrl: source.url,
      }),
    }
    const draft = await createDraft(answering, { source })
    expect(draft).toMatchObject({ title: 'Ten deals', language: 'en', source: { url: source.url } })
    expect(draft.source?.text).toContain('We lost ten deals in March.')
  })
})

describe('what a draft is for shapes it', () => {
  it('an audience: its words are preferred, and those it avoids are left out', async () => {
    const made = await room()
    const { ctx, workspaceId } = made
    const id = newId()
    await asOwner(
      `insert into audiences (id, workspace_id, name, vocabulary_to_avoid) values ($1, $2, 'Sellers', '{notebook}')`,
      [id, workspaceId],
    )
    const plain = await draftAt(made, 'body_gen')
    expect(plain.text).toContain('notebook')
    const shaped = await draftAt(made, 'body_gen', { ...text(`${SOURCE} A last word.`), audienceId: id })
    expect(shaped.text).not.toContain('notebook')
    const warned = await updateDraft(ctx, shaped.id, { body: 'Bring your notebook.' })
    expect(warned.warnings).toMatchObject([{ code: 'avoided_word', passage: 'notebook' }])
  })

  it('an author: how they write is told to the model, for hooks and for the body', async () => {
    const made = await room()
    const [author] = await asOwner<{ id: string }>(
      `update profiles set writing_style_prompt = 'Short sentences. No emoji.'
       where id = (select profile_id from social_accounts where id = $1) returning id`,
      [made.accountId],
    )
    const told: unknown[] = []
    const ai: Ai = {
      ...made.ctx.ai,
      generate: (task, input) => {
        told.push(input)
        return made.ctx.ai.generate(task, input)
      },
    }
    await draftAt({ ...made, ctx: { ...made.ctx, ai } }, 'body_gen', {
      ...text(),
      authorId: author?.id ?? '',
    })
    const style = { author: { style: 'Short sentences. No emoji.' } }
    expect(told).toMatchObject([style, style])
  })

  it('a structure: a list is a list', async () => {
    const made = await room()
    const [list] = await asOwner<{ id: string }>(
      `select id from post_structures where workspace_id = $1 and name = 'List of tips'`,
      [made.workspaceId],
    )
    const { body } = await draftAt(made, 'body_gen', { ...text(), structureId: list?.id ?? null })
    expect(body.split('\n').every((line) => line.startsWith('• '))).toBe(true)
  })

  it('a template, a call to action, a resource and a preset: the body is put between them', async () => {
    const made = await room()
    const { ctx } = made
    const [template, preset, cta, resource] = await Promise.all([
      createEntry(ctx, POST_TEMPLATE, {
        name: 'Signed',
        structure: '{{body}}\n\n{{cta}}\n{{resource}}\n— on {{topic}}',
      }),
      createEntry(ctx, PRESET, { name: 'List', config: { list: true, hashtags: ['deals'], maxLength: 250 } }),
      createEntry(ctx, CTA, { name: 'Ask', textContent: 'How do you begin?' }),
      createEntry(ctx, RESOURCE, {
        name: 'Guide',
        resourceType: 'page',
        url: 'https://example.com/guide-2031',
      }),
    ])
    const draft = await draftAt(made, 'body_gen', {
      ...text(),
      targetTopic: 'Calls',
      templateId: template.id,
      presetId: preset.id,
      ctaId: cta.id,
      resourceId: resource.id,
    })
    expect(draft.body).toMatch(
      /^(?:• .+\n)+\nHow do you begin\?\nhttps:\/\/example\.com\/guide-2031\n— on Calls\n\n#deals$/,
    )
    expect(draft.text.length).toBeLessThanOrEqual(250)
    expect(draft.warnings).toEqual([])
    await deleteEntry(ctx, CTA, cta.id)
    await deleteEntry(ctx, POST_TEMPLATE, template.id)
    expect(await getDraft(ctx, draft.id)).toMatchObject({
      ctaId: null,
      templateId: null,
      presetId: preset.id,
    })
  })

  it('notes of its topic: their facts may be said, and are not strange', async () => {
    const made = await newRoom()
    const { ctx, workspaceId } = made
    const [one, into] = await asOwner<{ id: string }>('select id from topics where workspace_id = $1', [
      workspaceId,
    ])
    const topicId = one?.id ?? ''
    await createEntry(ctx, NOTE, {
      name: 'Year',
      content: 'In 1987 we had 450 customers.',
      topicIds: [topicId],
    })
    const without = await draftAt(made, 'body_gen')
    expect(without.body).not.toContain('450')
    const { id, body, warnings } = await draftAt(made, 'body_gen', { ...text(), topicId })
    expect(body).toContain('In 1987 we had 450 customers.')
    expect(warnings).toEqual([])
    await mergeTopic(ctx, topicId, into?.id ?? '')
    expect((await getDraft(ctx, id)).warnings).toEqual([])
  })

  it('an account: the body stays within what its platform takes', async () => {
    const made = await room()
    const long = Array.from({ length: 400 }, (_, n) => `Sentence number ${n + 1} says a little more.`).join(
      ' ',
    )
    const draft = await draftAt(made, 'validated', text(long))
    expect(draft.text.length).toBeLessThanOrEqual(4096)
    const { accountId, ctx } = made
    await backDraft(ctx, draft.id, {}, publishing)
    await updateDraft(ctx, draft.id, { body: 'x'.repeat(5000) })
    await expect(validateDraft(ctx, draft.id, { accountIds: [accountId] }, publishing)).rejects.toMatchObject(
      {
        code: 'invalid_input',
        fields: [{ path: 'accountIds.0', message: expect.stringContaining('4096') }],
      },
    )
  })
})

/** Lets somebody write in a draft while its model does. */
const meanwhile = (ctx: Room['ctx'], work: () => Promise<unknown>): Room['ctx'] => ({
  ...ctx,
  ai: {
    ...ctx.ai,
    generate: async (task, input) => {
      const made = await ctx.ai.generate(task, input)
      await work()
      return made
    },
  },
})

describe('alternatives', () => {
  it('are two bodies of the source that differ, and change nothing until one is chosen', async () => {
    const { ctx } = await room()
    const draft = await draftAt(await room(), 'body_gen')
    const offered = await writeAlternatives(ctx, draft.id)
    expect(offered.body).toBe(draft.body)
    const [first, second] = offered.alternatives
    expect(second?.body).not.toBe(first?.body)
    for (const sentence of (second?.body ?? '').split('\n'))
      expect(SOURCE.replace(/\s+/g, ' ')).toContain(sentence.replace(/^• /, ''))

    const chosen = await chooseBody(ctx, draft.id, { index: 1 })
    expect(chosen).toMatchObject({ body: second?.body, alternatives: [], status: 'body_gen' })
    const { items } = await listVersions(ctx, draft.id, { limit: 10 })
    expect(items.map(({ body }) => body)).toContain(draft.body)
    expect(await refusal(chooseBody(ctx, draft.id, { index: 1 }))).toBe('not_found')
  })

  it('are refused where the source gives one body only, and go when none is wanted', async () => {
    const { ctx } = await room()
    const draft = await draftAt(await room(), 'hook_selected')
    await writeAlternatives(ctx, draft.id)
    expect((await chooseBody(ctx, draft.id, { index: null })).alternatives).toEqual([])
    const list = await createEntry(ctx, PRESET, { name: 'Always a list', config: { list: true } })
    await updateDraft(ctx, draft.id, { presetId: list.id })
    expect(await refusal(writeAlternatives(ctx, draft.id))).toBe('nothing_new')
  })
})

describe('two who write at once', () => {
  it('a body that a model writes does not replace words that a person wrote meanwhile', async () => {
    const { ctx } = await room()
    const draft = await draftAt(await room(), 'body_gen')
    const busy = meanwhile(ctx, () => updateDraft(ctx, draft.id, { body: 'Written by hand.' }))
    expect(await refusal(writeBody(busy, draft.id))).toBe('draft_changed')
    expect((await getDraft(ctx, draft.id)).body).toBe('Written by hand.')
  })

  it('an edit of words that have changed since is refused, and both texts are among the versions', async () => {
    const { ctx } = await room()
    const { id, revision } = await draftAt(await room(), 'body_gen')
    await updateDraft(ctx, id, { body: 'First.', revision })
    expect(await refusal(updateDraft(ctx, id, { body: 'Second.', revision }))).toBe('draft_changed')
    expect((await getDraft(ctx, id)).body).toBe('First.')
  })
})

describe('a passage', () => {
  it('is said otherwise without a change to its draft, and the offline engine says what it cannot do', async () => {
    const { ctx } = await room()
    const draft = await draftAt(await room(), 'body_gen')
    const shorter = await rewritePassage(ctx, draft.id, { text: draft.body, way: 'shorter' })
    expect(shorter.text?.length).toBeLessThan(draft.body.length)
    expect(shorter.model).toMatch(/^offline/)
    const bolder = await rewritePassage(ctx, draft.id, { text: draft.body, way: 'bolder' })
    expect(bolder).toMatchObject({ text: null, reason: expect.stringContaining('offline engine') })
    expect(await getDraft(ctx, draft.id)).toEqual(draft)
  })

  it('sounds like nobody where the draft has no author', async () => {
    const { ctx } = await room()
    const { id } = await draftAt(await room(), 'body_gen')
    expect(await refusal(rewritePassage(ctx, id, { text: 'We asked.', way: 'voice' }))).toBe('no_author')
  })
})
