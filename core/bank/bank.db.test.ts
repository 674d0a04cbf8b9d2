import { describe, expect, it } from 'vitest'
import type { Ai } from '#core/lib/kernel/ai.ts'
import { creditsUsedUp } from '#core/lib/kernel/credits.ts'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { enrichPosts, runStep, sweepPosts } from './actions/enrich.ts'
import { importFile, importPosts } from './actions/import.ts'
import { deletePost, getPost, labelPost, listPosts, retryPost, searchPosts } from './actions/posts.ts'
import { createProfile } from './actions/profiles.ts'
import { getSyncJob, runSync, startSync, sweepSyncs, syncProfiles } from './actions/sync.ts'
import { searchBankSchema } from './schemas.ts'

const rooms = startRooms()
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  )
const post = (externalId: string, text: string, more: Record<string, unknown> = {}) => ({
  platform: 'linkedin',
  externalId,
  text,
  postedAt: '2026-03-01T09:00:00Z',
  ...more,
})
const kept = { dryRun: false }
const bring = async ({ ctx }: Room, items: unknown[]) =>
  (await importPosts(ctx, { items }, kept)).rows.map(({ id }) => id ?? '')
const enrich = () =>
  enrichPosts(rooms.system, async (_ctx, _step, work) => {
    await work()
    return { processed: 0, failed: 0 }
  })
const search = ({ ctx }: Room, input: Record<string, unknown>) =>
  searchPosts(ctx, searchBankSchema.parse(input))
const keysOf = ({ items }: { items: { externalId: string }[] }) => items.map(({ externalId }) => externalId)

/** Adds an entry of a taxonomy, past its domain. */
async function entry(
  table: 'topics' | 'audiences' | 'hook_types',
  { workspaceId }: Room,
  name: string,
  description: string,
) {
  const id = newId()
  await asOwner(`insert into ${table} (id, workspace_id, name, description) values ($1, $2, $3, $4)`, [
    id,
    workspaceId,
    name,
    description,
  ])
  return id
}

describe('an import', () => {
  it('keeps a post once by its key, brings it up to date, and says what became of each line', async () => {
    const room = await rooms.newWorkspace()
    const { ctx } = room
    const items = [
      post('1', 'First words.', { metrics: { likes: 3 } }),
      post('2', ''),
      post('1', 'Again.'),
      7,
    ]
    const first = await importPosts(ctx, { items }, kept)
    expect(first).toMatchObject({ created: 1, updated: 0, unchanged: 0 })
    expect(first.rows.map(({ status }) => status)).toEqual(['ok', 'error', 'error', 'error'])
    expect(first.rows[2]?.errors).toEqual(['The same post stands on line 1 already.'])
    const id = first.rows[0]?.id ?? ''
    expect(await getPost(ctx, id)).toMatchObject({
      externalKey: 'linkedin_1',
      text: 'First words.',
      engagement: 3,
    })
    expect(await importPosts(ctx, { items: [items[0]] }, kept)).toMatchObject({
      unchanged: 1,
      rows: [{ id }],
    })
    const changed = [post('1', 'First words.', { metrics: { likes: 9, shares: 1 } })]
    expect(await importPosts(ctx, { items: changed }, kept)).toMatchObject({ updated: 1, rows: [{ id }] })
    const { engagement, history } = await getPost(ctx, id)
    expect(engagement).toBe(12)
    expect(history.map(({ metrics }) => metrics.likes)).toEqual([9, 3])
  })

  it('that is only tried writes nothing', async () => {
    const { ctx } = await rooms.newWorkspace()
    const tried = await importPosts(ctx, { items: [post('1', 'Words.')] }, { dryRun: true })
    expect(tried).toMatchObject({ created: 1, rows: [{ line: 1, status: 'ok' }] })
    expect(tried.rows[0]).not.toHaveProperty('id')
    expect((await listPosts(ctx, { limit: 10 })).items).toEqual([])
  })

  it('takes no profile of another workspace', async () => {
    const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const foreign = await createProfile(theirs.ctx, {
      name: 'A',
      type: 'internal',
      platform: 'x',
      handle: 'a',
    })
    const report = await importPosts(
      mine.ctx,
      { items: [post('1', 'Words.', { profileId: foreign.id })] },
      kept,
    )
    expect(report.rows).toEqual([{ line: 1, status: 'error', errors: ['There is no such profile.'] }])
  })

  it('reads a file', async () => {
    const { ctx } = await rooms.newWorkspace()
    const file =
      'Platform;External ID;Text;Posted at;Likes;Views\nlinkedin;1;"Two\nlines";2026-03-01;1 204;9000\nx;2;;2026-03-01;;\n'
    const report = await importFile(ctx, new Uint8Array(Buffer.from(file)), kept)
    expect(report.rows.map(({ line, status }) => [line, status])).toEqual([
      [2, 'ok'],
      [4, 'error'],
    ])
    expect(await getPost(ctx, report.rows[0]?.id ?? '')).toMatchObject({
      text: 'Two\nlines',
      metrics: { likes: 1204, views: 9000 },
      postedAt: '2026-03-01T00:00:00.000Z',
    })
  })
})

describe('a file of posts', () => {
  const file =
    'platform,externalId,text,postedAt\nx,1,"Déjà l’été à Besançon : le café est glacé",2026-03-01\n'
  const encodings: [string, Uint8Array<ArrayBuffer>][] = [
    ['UTF-8', new Uint8Array(Buffer.from(file))],
    ['UTF-8 with its mark', new Uint8Array(Buffer.from(`\ufeff${file}`))],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${file}`, 'utf16le'))],
    ['Windows-1252', Uint8Array.from(Buffer.from(file.replaceAll('’', '\u0092'), 'latin1'))],
  ]
  it.each(encodings)('is read as a spreadsheet saves it: %s', async (_, bytes) => {
    const { ctx } = await rooms.newWorkspace()
    const report = await importFile(ctx, bytes, kept)
    expect((await getPost(ctx, report.rows[0]?.id ?? '')).text).toBe(
      'Déjà l’été à Besançon : le café est glacé',
    )
  })

  it('that is a picture is refused', async () => {
    const { ctx } = await rooms.newWorkspace()
    await expect(importFile(ctx, Uint8Array.from([137, 80, 78, 71, 0, 0, 0, 13]), kept)).rejects.toThrow(
      'no text',
    )
  })
})

describe('numbers that say when they were counted', () => {
  const counted = (likes: number, countedAt: string) =>
    post('1', 'Words.', { metrics: { likes }, postedAt: '2026-02-01T00:00:00Z', countedAt })

  it('are kept over time, and the latest count even when an older one comes after it', async () => {
    const { ctx } = await rooms.newWorkspace()
    const [id = ''] = (
      await importPosts(ctx, { items: [counted(10, '2026-02-02T00:00:00Z')] }, kept)
    ).rows.flatMap((row) => row.id ?? [])
    await importPosts(ctx, { items: [counted(30, '2026-02-09T00:00:00Z')] }, kept)
    const late = await importPosts(ctx, { items: [counted(20, '2026-02-05T00:00:00Z')] }, kept)
    expect(late).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
    const { metrics, history } = await getPost(ctx, id)
    expect(metrics).toEqual({ likes: 30 })
    expect(history).toEqual([
      { at: '2026-02-09T00:00:00.000Z', metrics: { likes: 30 } },
      { at: '2026-02-02T00:00:00.000Z', metrics: { likes: 10 } },
    ])
  })

  it('are never of the future', async () => {
    const { ctx } = await rooms.newWorkspace()
    const report = await importPosts(ctx, { items: [counted(10, '2190-01-01T00:00:00Z')] }, kept)
    const { capturedAt } = await getPost(ctx, report.rows[0]?.id ?? '')
    expect(Date.parse(capturedAt)).toBeLessThanOrEqual(ctx.now().getTime())
  })
})

describe('a score', () => {
  it('compares with what is usual for the author, and for the platform while they have few posts', async () => {
    const room = await rooms.newWorkspace()
    const { ctx } = room
    const big = await createProfile(ctx, {
      name: 'Big',
      type: 'external_influencer',
      platform: 'linkedin',
      handle: 'big',
    })
    const ids = await bring(room, [
      ...Array.from({ length: 20 }, (_, n) =>
        post(`b${n}`, 'Words.', { profileId: big.id, metrics: { likes: 1000 } }),
      ),
      ...Array.from({ length: 20 }, (_, n) => post(`s${n}`, 'Words.', { metrics: { likes: 10 } })),
      post('new', 'Words.', { profileId: big.id, metrics: { likes: 10 } }),
      post('none', 'Words.'),
    ])
    const scoreOf = async (n: number) => (await getPost(ctx, ids[n] ?? '')).score
    const usual = (await getPost(ctx, ids[0] ?? '')).usual
    expect(usual).toMatchObject({ author: 1000, authorPosts: 21 })
    expect(await scoreOf(0)).toBeGreaterThan(50)
    expect(await scoreOf(40)).toBeLessThan(10)
    expect(await scoreOf(41)).toBeNull()
    expect((await getPost(ctx, ids[41] ?? '')).usual).toBeNull()
  })
})

describe('enrichment', () => {
  it('finds hook, vector, topic, audience and type of hook, and is then done', async () => {
    const room = await rooms.newWorkspace()
    const sales = await entry('topics', room, 'Sales', 'prospects, deals, closing, customers')
    await entry('topics', room, 'Health', 'sleep, sport, stress')
    const sellers = await entry('audiences', room, 'Sellers', 'sales people with prospects and a quota')
    const question = await entry('hook_types', room, 'Question', 'A question to the reader')
    const [id = ''] = await bring(room, [
      post('1', 'Why do prospects never answer?\n\nClosing deals takes patience.'),
    ])
    expect((await getPost(room.ctx, id)).waiting).toEqual([
      'extract_hooks',
      'generate_embeddings',
      'classify_topics',
      'classify_audiences',
    ])
    await enrich()
    expect(await getPost(room.ctx, id)).toMatchObject({
      hook: 'Why do prospects never answer?',
      topic: { id: sales },
      audience: { id: sellers },
      hookType: { id: question },
      waiting: [],
      problems: [],
    })
    expect(await asOwner('select 1 from post_tasks where post_id = $1', [id])).toEqual([])
  })

  it('begins anew when the text changes, and leaves labels that a person gave', async () => {
    const room = await rooms.newWorkspace()
    const sales = await entry('topics', room, 'Sales', 'prospects, deals')
    const health = await entry('topics', room, 'Health', 'sleep, sport, stress')
    const [id = ''] = await bring(room, [post('1', 'Sleep and sport against stress.')])
    await labelPost(room.ctx, id, { topicId: sales })
    await enrich()
    expect((await getPost(room.ctx, id)).topic?.id).toBe(sales)
    await bring(room, [post('1', 'More sleep, more sport, less stress.')])
    expect((await getPost(room.ctx, id)).waiting).toEqual([
      'extract_hooks',
      'generate_embeddings',
      'classify_audiences',
    ])
    await labelPost(room.ctx, id, { topicId: null })
    await enrich()
    expect(await getPost(room.ctx, id)).toMatchObject({
      hook: 'More sleep, more sport, less stress.',
      topic: null,
    })
    expect(health).toBeTruthy()
  })

  it('is claimed by one worker at a time, and by another when the first has died', async () => {
    const room = await rooms.newWorkspace()
    await enrich()
    await bring(room, [post('1', 'One.'), post('2', 'Two.')])
    const claim = (at: Date) =>
      asOwner<{ id: string; attempts: number }>(
        `select id, attempts from chorus_claim_posts('extract_hooks', 100, $1, interval '5 minutes') where workspace_id = $2`,
        [at, room.workspaceId],
      )
    const now = new Date()
    expect(await claim(now)).toHaveLength(2)
    expect(await claim(now)).toEqual([])
    const later = await claim(new Date(now.getTime() + 6 * 60_000))
    expect(later.map(({ attempts }) => attempts)).toEqual([2, 2])
  })

  it('that fails is tried again later, each post alone, and given up in the end; a person may ask again', async () => {
    const room = await rooms.newWorkspace()
    await enrich()
    const [bad = '', good = ''] = await bring(room, [post('1', 'Poison.'), post('2', 'Fine.')])
    const picky: Ai['embed'] = async (texts) => {
      if (texts.includes('Poison.')) throw new Error('The model chokes.')
      return room.ctx.ai.embed(texts)
    }
    const system = {
      ...rooms.system,
      workspace: (id: string) => ({ ...rooms.workspace(id), ai: { ...room.ctx.ai, embed: picky } }),
    }
    const began = rooms.outside.now
    for (let attempt = 1; attempt <= 6; attempt++) {
      await runStep(system, 'generate_embeddings')
      rooms.outside.now = new Date(rooms.outside.now.getTime() + 3_600_000)
    }
    rooms.outside.now = began
    expect(await getPost(room.ctx, good)).toMatchObject({ problems: [] })
    expect((await getPost(room.ctx, good)).waiting).not.toContain('generate_embeddings')
    expect((await getPost(room.ctx, bad)).problems).toEqual([
      { step: 'generate_embeddings', attempts: 5, error: 'The model chokes.', givenUp: true },
    ])
    await retryPost(room.ctx, bad)
    await enrich()
    expect(await getPost(room.ctx, bad)).toMatchObject({ waiting: [], problems: [] })
  })

  it('that cannot be paid waits, however often it is tried, and is done once it can', async () => {
    const room = await rooms.newWorkspace()
    await enrich()
    const [id = ''] = await bring(room, [post('1', 'Words.')])
    const unpaid = { ...room.ctx.ai, embed: () => Promise.reject(creditsUsedUp()) }
    const system = {
      ...rooms.system,
      workspace: (workspaceId: string) => ({ ...rooms.workspace(workspaceId), ai: unpaid }),
    }
    const began = rooms.outside.now
    for (let attempt = 1; attempt <= 7; attempt++) {
      await runStep(system, 'generate_embeddings')
      rooms.outside.now = new Date(rooms.outside.now.getTime() + 3_600_000)
    }
    expect((await getPost(room.ctx, id)).problems).toMatchObject([
      { step: 'generate_embeddings', error: expect.stringContaining('credits'), givenUp: false },
    ])
    await enrich()
    rooms.outside.now = began
    expect(await getPost(room.ctx, id)).toMatchObject({ waiting: [], problems: [] })
  })

  it('that a lost message left behind is found by the sweep', async () => {
    const room = await rooms.newWorkspace()
    await enrich()
    expect(await sweepPosts(rooms.system)).toBe(0)
    await bring(room, [post('1', 'Words.')])
    expect(await sweepPosts(rooms.system)).toBe(1)
    await enrich()
    expect(await sweepPosts(rooms.system)).toBe(0)
  })
})

describe('a search', () => {
  it('finds by meaning what passes the filters, and of this workspace alone', async () => {
    const [room, other] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    await bring(room, [
      post('deal', 'How I closed a deal with a difficult customer.', { metrics: { likes: 100 } }),
      post('deals', 'Closing deals: my customers taught me everything.', {
        platform: 'x',
        metrics: { likes: 2 },
      }),
      post('sleep', 'I sleep eight hours a night.'),
    ])
    await bring(other, [post('theirs', 'Closing deals with customers.')])
    await enrich()
    expect(
      keysOf(await search(room, { query: 'closing a deal with customers' }))
        .slice(0, 2)
        .sort(),
    ).toEqual(['deal', 'deals'])
    const filtered = (filters: Record<string, unknown>) =>
      search(room, { query: 'closing a deal with customers', filters })
    expect(keysOf(await filtered({ platform: 'x' }))).toEqual(['deals'])
    expect(keysOf(await filtered({ minEngagement: 50 }))).toEqual(['deal'])
    expect(keysOf(await filtered({ source: 'published' }))).toEqual([])
    expect(keysOf(await filtered({ source: 'import' }))).toContain('deal')
    expect(keysOf(await filtered({ since: '2026-03-02T00:00:00Z' }))).toEqual([])
    const [nearest] = (await search(room, { query: 'closing a deal with customers' })).items
    expect(nearest?.similarity).toBeGreaterThan(0.2)
    const similar = await search(room, { similarTo: nearest?.id })
    expect(keysOf(similar)[0]).toBe(nearest?.externalId === 'deal' ? 'deals' : 'deal')
    expect(keysOf(similar)).not.toContain(nearest?.externalId)
    expect(keysOf(await search(room, { filters: { platform: 'linkedin' } }))).toEqual(['deal', 'sleep'])
    expect(keysOf(await search(room, { sort: 'engagement' }))).toEqual(['deal', 'deals', 'sleep'])
  })

  it('of posts that another model has embedded finds nothing', async () => {
    const room = await rooms.newWorkspace()
    await bring(room, [post('1', 'Closing deals.')])
    await enrich()
    await asOwner(`update posts set embedding_model = 'another' where workspace_id = $1`, [room.workspaceId])
    expect(keysOf(await search(room, { query: 'closing deals' }))).toEqual([])
  })
})

describe('a sync', () => {
  const publish = ({ workspaceId, accountId }: Room, externalId: string, content: string) =>
    asOwner(
      `insert into published_posts (id, workspace_id, account_id, external_post_id, content, published_at)
       values (gen_random_uuid(), $1, $2, $3, $4, now())`,
      [workspaceId, accountId, externalId, content],
    )
  const ownProfile = async ({ accountId }: Room) =>
    (
      await asOwner<{ id: string }>('select profile_id as id from social_accounts where id = $1', [accountId])
    )[0]?.id ?? ''
  const stateOf = async (id: string) =>
    (
      await asOwner<{ status: string; posts: number }>(
        `select p.sync_status as status, s.total_posts_scraped as posts from profiles p join profile_sync_status s on s.profile_id = p.id where p.id = $1`,
        [id],
      )
    )[0]

  it('brings what was published into the bank, once', async () => {
    const room = await rooms.newWorkspace()
    const profileId = await ownProfile(room)
    await publish(room, 'p1', 'Our words.')
    const job = await startSync(room.ctx, profileId)
    expect(await startSync(room.ctx, profileId)).toMatchObject({ id: job.id })
    expect(await stateOf(profileId)).toEqual({ status: 'scraping', posts: 0 })
    await runSync(room.ctx, job.id)
    await runSync(room.ctx, job.id)
    expect(await getSyncJob(room.ctx, job.id)).toMatchObject({
      status: 'completed',
      postsScraped: 1,
      postsNew: 1,
    })
    expect(await stateOf(profileId)).toEqual({ status: 'done', posts: 1 })
    const again = await startSync(room.ctx, profileId)
    await runSync(room.ctx, again.id)
    expect(await getSyncJob(room.ctx, again.id)).toMatchObject({ postsScraped: 1, postsNew: 0 })
    const { items } = await listPosts(room.ctx, { limit: 10 })
    expect(items).toMatchObject([{ externalKey: 'telegram_p1', source: 'published', author: { profileId } }])
    await deletePost(room.ctx, items[0]?.id ?? '')
    expect(await stateOf(profileId)).toMatchObject({ posts: 0 })
  })

  it('is refused with the reason where nothing can read the posts', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createProfile(ctx, {
      name: 'A',
      type: 'external_influencer',
      platform: 'x',
      handle: 'a',
    })
    expect(await refusal(startSync(ctx, id))).toBe('no_source')
  })

  it('comes by itself to a profile that waits for one, and is done by the sweep where its message was lost, however late', async () => {
    const room = await rooms.newWorkspace()
    const profileId = await ownProfile(room)
    expect(await syncProfiles(rooms.system)).toBeGreaterThan(0)
    expect(await stateOf(profileId)).toMatchObject({ status: 'scraping' })
    const began = rooms.outside.now
    rooms.outside.now = new Date(began.getTime() + 31 * 60_000)
    expect(await sweepSyncs(rooms.system)).toBeGreaterThan(0)
    expect(await stateOf(profileId)).toMatchObject({ status: 'done' })
    rooms.outside.now = began
  })

  it('is done by the sweep although the worker of many older ones dies each time', async () => {
    const began = rooms.outside.now
    const dying = new Set<string>()
    for (let n = 0; n < 21; n++) {
      const room = await rooms.newWorkspace()
      await startSync(room.ctx, await ownProfile(room))
      dying.add(room.ctx.workspaceId)
    }
    rooms.outside.now = new Date(began.getTime() + 1000)
    const room = await rooms.newWorkspace()
    const profileId = await ownProfile(room)
    await startSync(room.ctx, profileId)
    rooms.outside.now = new Date(began.getTime() + 2 * 60_000)
    const dies = {
      ...rooms.system,
      workspace: (id: string) => {
        if (dying.has(id)) throw new Error('The worker died.')
        return rooms.system.workspace(id)
      },
    }
    expect(await sweepSyncs(dies)).toBeGreaterThanOrEqual(22)
    expect(await stateOf(profileId)).toMatchObject({ status: 'done' })
    rooms.outside.now = began
  })

  it('ends as failed half an hour after it began, when its worker dies each time', async () => {
    const room = await rooms.newWorkspace()
    const profileId = await ownProfile(room)
    await startSync(room.ctx, profileId)
    const began = rooms.outside.now
    rooms.outside.now = new Date(began.getTime() + 31 * 60_000)
    const dies = {
      ...rooms.system,
      workspace: () => {
        throw new Error('The worker died.')
      },
    }
    expect(await sweepSyncs(dies)).toBeGreaterThan(0)
    expect(await stateOf(profileId)).toMatchObject({ status: 'failed' })
    rooms.outside.now = began
  })
})
