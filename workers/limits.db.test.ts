import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metered } from '#ai/meter.ts'
import { respond } from '#core/inbox/actions/respond.ts'
import { createDocument } from '#core/knowledge/actions/documents.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Credits, creditsUsedUp } from '#core/lib/kernel/credits.ts'
import { COUNTED, type Counted, type Limits } from '#core/lib/kernel/limits.ts'
import { addMedium } from '#core/media/actions.ts'
import { bytesOf } from '#core/media/sample-files.ts'
import { invite, mailInvitation } from '#core/workspaces/actions/invitations.ts'
import { limitProblem, limitsOf, PLANS, type Plan } from '#core/workspaces/rules/plans.ts'
import { scopeSchema } from '#core/workspaces/schemas.ts'
import { addCluster } from '#test/clusters.ts'
import { asOwner, type Room, type Rooms, startRooms } from '#test/database.ts'
import { stageInbox } from '#test/inbox.ts'
import { endpoints } from './api/endpoints.ts'
import { exampleFor } from './api/examples.ts'

const MB = 1024 * 1024
let rooms: Rooms
const made: string[] = []
beforeAll(() => {
  rooms = startRooms()
})
afterAll(() => asOwner('delete from workspaces where id = any($1)', [made]))

/** Makes a workspace (free plan by default) that keeps this much already. */
async function room({ megabytes = 0, documents = 0, plan = 'free' as Plan }): Promise<{ ctx: Ctx } & Room> {
  const one = await rooms.newWorkspace()
  made.push(one.workspaceId)
  const { workspaceId } = one
  if (megabytes > 0)
    await asOwner(
      `insert into media (id, workspace_id, kind, mime_type, file_name, size_bytes, sha256, object_name)
       values ($1, $2, 'video', 'video/mp4', 'a.mp4', $3, '', 'media/x')`,
      [randomUUID(), workspaceId, Math.round(megabytes * MB)],
    )
  for (let n = 0; n < documents; n++)
    await asOwner(
      `insert into knowledge_documents (id, workspace_id, title, source, object_name, status, file_size_bytes)
       values ($1, $2, 'D', 'text', 'knowledge/x', 'indexed', 10)`,
      [randomUUID(), workspaceId],
    )
  return { ...one, ctx: { ...one.ctx, limits: limitsOf(plan) } }
}
async function* once(bytes: Uint8Array) {
  yield bytes
}
const pdf = (bytes: number) => {
  const file = new Uint8Array(bytes)
  file.set(bytesOf('%PDF-1.7\n'))
  return file
}
const add = (ctx: Ctx, bytes: number) =>
  addMedium(ctx, { fileName: 'a.pdf', claimed: 'application/pdf', chunks: once(pdf(bytes)) })
const write = (ctx: Ctx) => createDocument(ctx, { title: 'Hours', text: 'Open at noon.' })
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: { code?: string }) => error.code ?? String(error),
  )
const count = async (table: string, workspaceId: string) =>
  (await asOwner(`select id from ${table} where workspace_id = $1`, [workspaceId])).length

describe('a workspace keeps as much as its plan says', () => {
  it.each<
    [
      what: string,
      has: { megabytes?: number; documents?: number; plan?: Plan },
      act: (ctx: Ctx) => Promise<unknown>,
      says: string,
    ]
  >([
    ['a file where there is room', { megabytes: 198 }, (ctx) => add(ctx, MB), 'kept'],
    ['a file that fills it', { megabytes: 199 }, (ctx) => add(ctx, MB), 'kept'],
    ['a file that is a byte too large', { megabytes: 199 }, (ctx) => add(ctx, MB + 1), 'limit_reached'],
    ['a file where it is full', { megabytes: 200 }, (ctx) => add(ctx, 100), 'limit_reached'],
    [
      'a file where more is kept than the plan allows, as after a downgrade',
      { megabytes: 300 },
      (ctx) => add(ctx, 100),
      'limit_reached',
    ],
    ['a document where files fill it', { megabytes: 200 }, write, 'limit_reached'],
    ['the twentieth document', { documents: 19 }, write, 'kept'],
    ['the twenty-first', { documents: 20 }, write, 'limit_reached'],
    ['a file beside twenty documents', { documents: 20 }, (ctx) => add(ctx, 100), 'kept'],
    ['the twenty-first of a larger plan', { documents: 20, plan: 'starter' }, write, 'kept'],
    [
      'a file beyond all plans, by contract',
      { megabytes: 2_000, plan: 'enterprise' },
      (ctx) => add(ctx, MB),
      'kept',
    ],
  ])('%s: %s', async (_what, has, act, says) => {
    const { ctx, workspaceId } = await room(has)
    const before = [await count('media', workspaceId), await count('knowledge_documents', workspaceId)]
    expect(await outcome(act(ctx))).toBe(says)
    const after = [await count('media', workspaceId), await count('knowledge_documents', workspaceId)]
    expect(after.reduce((sum, n) => sum + n) - before.reduce((sum, n) => sum + n)).toBe(
      says === 'kept' ? 1 : 0,
    )
  })

  it('also where several come at once: one takes the last place', async () => {
    const { ctx, workspaceId } = await room({ documents: 19 })
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(write(ctx))))
    expect(outcomes.sort()).toEqual(['kept', 'limit_reached', 'limit_reached', 'limit_reached'])
    expect(await count('knowledge_documents', workspaceId)).toBe(20)
  })
})

it('the plans are those that were settled', () => {
  expect(PLANS).toEqual({
    free: {
      storage: 200 * MB,
      documents: 20,
      listening_projects: 1,
      listening_hashtags: 5,
      listening_creators: 5,
    },
    starter: {
      storage: 5 * 1024 * MB,
      documents: 200,
      listening_projects: 5,
      listening_hashtags: 25,
      listening_creators: 50,
    },
    pro: {
      storage: 50 * 1024 * MB,
      documents: 2_000,
      listening_projects: 25,
      listening_hashtags: 100,
      listening_creators: 500,
    },
    enterprise: {},
  })
  expect(limitProblem('storage', 200 * MB)).toMatch(/200 MB.*Delete/)
  expect(limitProblem('documents', 200)).toMatch(/200 documents/)
})

/** What each endpoint that creates something asks the limit of, or why it asks none. A new one fails until it is here. */
const CREATES: Record<string, Counted | readonly Counted[] | { free: string }> = {
  'POST /v1/workspaces': { free: 'it is the plan that limits what is in it' },
  'POST /v1/accounts': 'accounts',
  'POST /v1/practice': 'accounts',
  'POST /v1/accounts/connect': { free: 'the account is counted when a person has agreed' },
  'POST /v1/invitations': 'members',
  'POST /v1/api-keys': 'api_keys',
  'POST /v1/media': 'storage',
  'POST /v1/knowledge/documents': 'documents',
  'POST /v1/knowledge/faqs': 'faqs',
  'POST /v1/scheduled-posts': 'scheduled_posts',
  'POST /v1/profiles': 'profiles',
  'POST /v1/chat-sessions': { free: 'what is asked in it costs credits' },
  'POST /v1/characters': 'profiles',
  'POST /v1/characters/{id}/memory': { free: 'what a character knows costs nothing' },
  'POST /v1/generations': {
    free: 'the file is counted in the library when it is there, and credits pay for it',
  },
  'POST /v1/content': { free: 'the file is counted in the library' },
  'POST /v1/projects': ['listening_projects', 'listening_hashtags', 'listening_creators'],
  'POST /v1/projects/{id}/muted-authors': { free: 'who listens to less pays for no more' },
  'POST /v1/profiles/{id}/sync': { free: 'what the team published itself is never left out' },
  'POST /v1/conversations/{id}/messages': { free: 'people always answer' },
  'POST /v1/conversations/{id}/escalate': { free: 'people are always called' },
  'POST /v1/comments/{id}/reply': { free: 'people always answer' },
  'POST /v1/comments/{id}/like': { free: 'people always answer' },
  'POST /v1/comments/{id}/hide': { free: 'people always answer' },
  'POST /v1/comments/{id}/private-reply': { free: 'people always answer' },
  'POST /v1/monitored-posts': { free: 'comments are read as far as the rules say' },
  'POST /v1/monitoring-rules': { free: 'there is one for each account' },
  'POST /v1/cluster-runs': { free: 'embedding and grouping cost no credits' },
  'POST /v1/clusters/{id}/faq': 'faqs',
  'POST /v1/clusters/{id}/post': 'scheduled_posts',
  'POST /v1/company-pages': { free: 'the account behind it is counted' },
  'POST /v1/company-post-rules': { free: 'there is one for each author and page' },
  'POST /v1/comment-patterns': { free: 'ways to comment cost nothing' },
  'POST /v1/automation-rules': { free: 'their posts are counted' },
  'POST /v1/canned-replies': { free: 'words of the team cost nothing' },
  'POST /v1/macros': { free: 'order in the inbox costs nothing' },
  'POST /v1/saved-filters': { free: 'order in the inbox costs nothing' },
  'POST /v1/labels': { free: 'order in the inbox costs nothing' },
  'POST /v1/campaigns': { free: 'order among posts costs nothing' },
  'POST /v1/notes': { free: 'people always write to each other' },
  'POST /v1/triage-rules': { free: 'their number has a limit of its own' },
  'POST /v1/topic-groups': { free: 'taxonomy costs nothing' },
  'POST /v1/topics': { free: 'taxonomy costs nothing' },
  'POST /v1/post-templates': { free: 'the writing kit costs nothing' },
  'POST /v1/presets': { free: 'the writing kit costs nothing' },
  'POST /v1/ctas': { free: 'the writing kit costs nothing' },
  'POST /v1/resources': { free: 'the writing kit costs nothing' },
  'POST /v1/notes-for-writing': { free: 'the writing kit costs nothing' },
  'POST /v1/webhook-endpoints': { free: 'their number has a limit of its own' },
  'POST /v1/webhook-endpoints/{id}/test': { free: 'one event to an endpoint costs nothing' },
  'POST /v1/projects/{id}/feeds': { free: 'a project reads at most fifty' },
  'POST /v1/projects/{id}/signals/{signalId}/draft': { free: 'what is written for it costs credits' },
  'POST /v1/drafts': { free: 'what is written for it costs credits' },
  'POST /v1/post-batches': { free: 'what is written for them costs credits' },
  'POST /v1/audiences': { free: 'taxonomy costs nothing' },
  'POST /v1/hook-types': { free: 'taxonomy costs nothing' },
  'POST /v1/post-structures': { free: 'taxonomy costs nothing' },
}
/** Endpoints that add something although they answer with a report, or with what there was before. */
const ADDS: Record<string, Counted> = {
  'POST /v1/invitations/accept': 'members',
  'POST /v1/knowledge/faqs/import': 'faqs',
  'POST /v1/bank/import': 'bank_posts',
}
const counting = Object.entries({ ...CREATES, ...ADDS }).flatMap(([route, what]) =>
  typeof what === 'object' && 'free' in what ? [] : [what].flat().map((one) => ({ route, what: one })),
)

describe('whatever adds something that is counted', () => {
  it('is known, as is why the rest is not counted', () => {
    const created = endpoints.filter(({ status }) => status === 201)
    expect(created.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      Object.keys(CREATES).sort(),
    )
    expect(new Set(counting.map(({ what }) => what))).toEqual(new Set(COUNTED))
  })

  it.each(counting)('is refused where there is no room, and leaves nothing: $route, $what', async (one) => {
    const mine = await rooms.newWorkspace()
    made.push(mine.workspaceId)
    const body = await bodyOf(one.route, mine)
    const before = await linesOf(mine.workspaceId)
    await expect(send(mine, one, { body, most: 0 })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'limit_reached',
      message: limitProblem(one.what, 0),
    })
    expect(await linesOf(mine.workspaceId)).toEqual(before)
  })

  it.each(counting)('is done where there is room: $route, $what', async (one) => {
    const mine = await rooms.newWorkspace()
    made.push(mine.workspaceId)
    // An owner and an account are there already.
    await send(mine, one, { body: await bodyOf(one.route, mine), most: one.what === 'storage' ? MB : 2 })
  })
})

it('a series takes the place of one post', async () => {
  const mine = await rooms.newWorkspace()
  made.push(mine.workspaceId)
  const one = { route: 'POST /v1/scheduled-posts', what: 'scheduled_posts' } as const
  const example = (await bodyOf(one.route, mine)) as object
  const body = { ...example, timezone: 'Europe/Paris', rrule: 'FREQ=DAILY;COUNT=5' }
  await send(mine, one, { body, most: 1 })
  await expect(send(mine, one, { body, most: 1 })).rejects.toMatchObject({ code: 'limit_reached' })
})

/** Counts what was written: every write has a line in the audit log. */
const linesOf = async (workspaceId: string) =>
  (await asOwner('select action from audit_log where workspace_id = $1 order by action', [workspaceId])).map(
    ({ action }) => action,
  )

/** Sends an endpoint's example as the owner of a workspace that has a limit of one thing. */
async function send(
  { workspaceId, userId }: Room,
  { route, what }: { route: string; what: Counted },
  { body, most }: { body: unknown; most: number },
): Promise<unknown> {
  const [method = '', path = ''] = route.split(' ')
  const endpoint = endpoints.find((one) => one.path === path && one.method.toUpperCase() === method)
  if (!endpoint) throw new Error(`There is no ${route}.`)
  const email = 'sam@example.com'
  const limits: Limits = { most: async (asked) => (asked === what ? most : null) }
  const run = endpoint.admit({
    user: { id: userId, name: 'Ada', email, emailVerified: true },
    access: { workspaceId, workspaceName: 'Rooms', role: 'owner', scopes: [...scopeSchema.options] },
    operator: false,
    system: {
      ...rooms.system,
      workspace: (id) => ({
        ...rooms.as(id, userId),
        limits,
        practice: {
          phoneUrl: '',
          invent: async () => ({
            externalId: randomUUID(),
            name: 'Practice',
            credentials: { accessToken: '1:token-of-a-test' },
          }),
        },
        fetchPublic: async (url) => ({
          kind: 'fetched',
          status: 200,
          contentType: 'application/pdf',
          bytes: new Uint8Array(pdf(100)),
          finalUrl: url,
        }),
      }),
    },
    session: null,
    until: null,
  })
  const params = path.startsWith('/v1/clusters/')
    ? { id: (await addCluster({ workspaceId })).group }
    : undefined
  return run({ params, query: endpoint.query?.parse({}), body: endpoint.body?.parse(body) })
}

/** Returns the endpoint's example, with what only this workspace has. */
async function bodyOf(route: string, { workspaceId, accountId }: Pick<Room, 'workspaceId' | 'accountId'>) {
  const [method = '', path = ''] = route.split(' ')
  const example = exampleFor(method, path) as Record<string, unknown>
  if (path === '/v1/accounts') return { ...example, externalId: randomUUID() }
  if (path === '/v1/practice') return { platform: 'telegram' }
  if (path === '/v1/scheduled-posts' || path === '/v1/clusters/{id}/post')
    return {
      text: 'Open until nine.',
      accountIds: [accountId],
      publishAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
  if (path !== '/v1/invitations/accept') return example
  const ctx = rooms.workspace(workspaceId)
  const { id } = await invite(ctx, { email: 'sam@example.com', role: 'agent' })
  rooms.outside.mails = []
  await mailInvitation(ctx, { type: 'invitation.mail', invitationId: id, version: 1 }, rooms.system)
  return { token: /\/invite\/(\S+)/.exec(rooms.outside.mails[0]?.text ?? '')?.[1] }
}

it('a message whose answer cannot be paid goes to a person with that reason, and no model is asked', async () => {
  const one = await room({})
  const { receive, message, conversationId, know, outbound } = stageInbox(rooms, () => one)
  await know('# Hours\n\nOn Saturdays we are open from nine to five.')
  await receive(message('When are you open on Saturdays?'))
  const untouched = { ...one.ctx.ai, generate: () => Promise.reject(new Error('It was asked.')) }
  const credits: Credits = { reserve: () => Promise.reject(creditsUsedUp()) }
  const ai = metered(untouched, { now: one.ctx.now, record: () => undefined, credits })
  expect(await respond({ ...one.ctx, credits, ai }, await conversationId())).toBe('decided')
  expect(await outbound()).toEqual([])
  const [escalation] = await asOwner(
    `select e.reason, e.status, d.matched_rule, d.reason as told from support_escalations e
     join ai_decisions d on d.id = e.decision_id where e.workspace_id = $1`,
    [one.workspaceId],
  )
  expect(escalation).toEqual({
    reason: 'no_credits',
    status: 'open',
    matched_rule: 'no_credits',
    told: expect.stringContaining('AI credits of the workspace are used up'),
  })
})
