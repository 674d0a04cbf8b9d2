import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { png } from '#core/media/sample-files.ts'
import type { CreatedApiKey, Role } from '#core/workspaces/schemas.ts'
import { type Client, client } from '#local/client.ts'
import { addCluster } from '#test/clusters.ts'
import { addComment } from '#test/comments.ts'
import { addCompanyPost } from '#test/companies.ts'
import { asOwner } from '#test/database.ts'
import { addEngagement } from '#test/engagement.ts'
import {
  connectTelegram,
  connectWhatsapp,
  enterHouse,
  eventually,
  type House,
  newWorkspace,
} from '#test/house.ts'
import { newMember, newPerson, type TestPerson } from '#test/people.ts'
import { endpoints } from './endpoints.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** Tries every route of the OpenAPI document as callers without permission. A new endpoint is tried without a line here. */

interface Operation {
  method: string
  path: string
  needs: string
  body: boolean
  query: string[]
}

let house: House
let owner: Client
let workspaceId: string
let operations: Operation[]
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  operations = await describedOperations()
})
afterAll(() => house?.close())

interface OpenApi {
  openapi: string
  paths: Record<
    string,
    Record<string, { 'x-needs': string; requestBody?: unknown; parameters?: { name: string; in: string }[] }>
  >
}

async function describedOperations(): Promise<Operation[]> {
  const { openapi, paths } = (await (await fetch(`${house.url}/openapi.json`)).json()) as OpenApi
  expect(openapi).toBe('3.1.0')
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-needs': needs, requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      needs,
      body: requestBody !== undefined,
      query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    })),
  )
}

const concrete = (path: string) => path.replace('{name}', 'sweep').replaceAll(/\{\w+\}/g, () => randomUUID())
const problemOf = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('content-type'),
  code: ((await response.json()) as { code?: string }).code,
})
const keyWith = async (scopes: string[]) => {
  const { key } = await owner.post<CreatedApiKey>('/v1/api-keys', { name: 'Test', scopes })
  return client(house.url, { origin: 'https://example.org', apiKey: key })
}

describe('a stranger', () => {
  it('is refused with 401 everywhere, before anything is said about the input', async () => {
    const open = operations.filter(({ needs }) => needs === 'nothing')
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/invitations/open'])
    const closed = operations.filter(({ needs }) => needs !== 'nothing')
    expect(closed.length).toBeGreaterThan(40)
    for (const { method, path } of closed) {
      const answer = await problemOf(await fetch(house.url + concrete(path), { method }))
      expect({ method, path, ...answer }).toEqual({
        method,
        path,
        status: 401,
        type: 'application/problem+json',
        code: 'unauthenticated',
      })
    }
  })

  it('with a key or a cookie that was made up is refused the same', async () => {
    for (const headers of [
      { authorization: `Bearer chk_${'A'.repeat(43)}` },
      { authorization: 'Bearer chk_' },
      { authorization: `Basic ${btoa('a:b')}` },
      { cookie: `chorus.session_token=${randomUUID()}.${randomUUID()}` },
    ]) {
      const response = await fetch(`${house.url}/v1/me`, { headers: headers as Record<string, string> })
      expect([headers, response.status]).toEqual([headers, 401])
    }
  })
})

/** The role matrix of the product, written again by hand: the code's own table must not judge itself. */
const MAY: Record<Role, string[]> = {
  owner: ['own', 'manage', 'write', 'answer', 'listen', 'see'],
  admin: ['manage', 'write', 'answer', 'listen', 'see'],
  editor: ['write', 'answer', 'listen', 'see'],
  agent: ['answer', 'see'],
  analyst: ['listen', 'see'],
  viewer: ['see'],
}

/** Routes without body and id: a try already does the work. Each is tried where its own test expects the effect. */
const ACTS_AT_ONCE = new Set(['POST /v1/members/leave', 'POST /v1/workspaces/current/resume'])

describe('each role', () => {
  it.each(Object.keys(MAY) as Role[])(
    '%s may what the matrix says, at every endpoint, and nothing else',
    async (role) => {
      const member = await newMember(house, workspaceId, role)
      for (const { method, path, needs, body } of operations) {
        if (ACTS_AT_ONCE.has(`${method} ${path}`)) continue
        const allowed = needs === 'operator' ? false : !(needs in SCOPED) || MAY[role].includes(needs)
        const response = await member.as.raw(method, concrete(path), body ? { not: 'valid' } : undefined)
        // Any status but “forbidden” is right: an invalid input (422), no such thing (404), or success.
        expect([role, method, path, response.status !== 403]).toEqual([role, method, path, allowed])
        expect(response.status).toBeLessThan(500)
      }
    },
  )

  it('of another workspace counts for nothing here', async () => {
    const { owner: stranger } = await newWorkspace(house)
    for (const { method, path, needs } of operations) {
      if (!(needs in SCOPED)) continue
      const response = await stranger.raw(method, concrete(path), undefined, {
        'x-workspace-id': workspaceId,
      })
      expect([method, path, response.status]).toEqual([method, path, 404])
    }
  })
})
const SCOPED = { own: 1, manage: 1, write: 1, answer: 1, listen: 1, see: 1 }

describe('a key that may only see', () => {
  it('changes nothing, at any endpoint', async () => {
    const as = await keyWith(['see'])
    for (const { method, path, needs, body } of operations) {
      if (['see', 'caller', 'nothing'].includes(needs)) continue
      const response = await as.raw(method, concrete(path), body ? { not: 'valid' } : undefined)
      expect([method, path, response.status]).toEqual([method, path, 403])
    }
  })

  it('cannot make one that may more', async () => {
    const manager = await keyWith(['manage'])
    const made = manager.post('/v1/api-keys', { name: 'More', scopes: ['manage', 'write'] })
    await expect(made).rejects.toMatchObject({ status: 403 })
    await expect(manager.post('/v1/api-keys', { name: 'Own', scopes: ['own'] })).rejects.toMatchObject({
      status: 422,
    })
  })
})

describe('the ids of another workspace', () => {
  it('do not exist, at any endpoint that takes one, and stay as they are', async () => {
    const { owner: stranger } = await newWorkspace(house)
    const ours = await oneOfEach()
    const withIds = operations.filter(({ path, needs }) => path.includes('{') && needs in SCOPED)
    expect(withIds.length).toBeGreaterThan(12)
    const before = await everything()
    for (const { method, path, body } of withIds) {
      const [address, valid] = addressOf(path, ours, method)
      expect([path, address !== null]).toEqual([path, true])
      const response = await stranger.raw(method, address ?? '', body ? valid : undefined)
      expect([method, path, response.status]).toEqual([method, path, 404])
    }
    expect(await everything()).toEqual(before)
  })

  async function oneOfEach() {
    const channel = await connectTelegram(house, owner)
    const number = await connectWhatsapp(house, owner)
    await house.emulators.inbound({
      platform: 'whatsapp',
      account: number.externalId,
      from: { id: '16505550199', name: 'Grace' },
      text: 'Hello there',
    })
    const publishAt = new Date(Date.now() + 3_600_000).toISOString()
    const post = await owner.post<{ id: string; targets: { id: string }[] }>('/v1/scheduled-posts', {
      text: 'Ours',
      accountIds: [channel.id],
      publishAt,
    })
    const document = await owner.post<{ id: string }>('/v1/knowledge/documents', {
      title: 'Ours',
      text: 'Ours alone.',
    })
    const faq = await owner.post<{ id: string }>('/v1/knowledge/faqs', {
      question: 'Whose is it?',
      answer: 'Ours alone.',
    })
    const invitation = await owner.post<{ id: string }>('/v1/invitations', {
      email: `${randomUUID()}@chorus.test`,
      role: 'viewer',
    })
    const member = await newMember(house, workspaceId, 'viewer')
    const { items: members } = await owner.get<{ items: { id: string; userId: string }[] }>(
      '/v1/members?limit=100',
    )
    const key = await owner.post<{ id: string }>('/v1/api-keys', { name: 'Ours', scopes: ['see'] })
    const first = (path: string) =>
      eventually(
        () => owner.get<{ items: { id: string }[] }>(path),
        ({ items }) => items.length > 0,
      ).then(({ items }) => items[0]?.id ?? '')
    const conversation = await first('/v1/conversations')
    const form = new FormData()
    form.append('file', new File([png()], 'ours.png'))
    const medium = await owner.post<{ id: string }>('/v1/media', form)
    const rule = await owner.post<{ id: string }>('/v1/triage-rules', {
      name: 'Ours',
      when: { contains: 'ours' },
      decision: 'ignore',
    })
    const escalation = await owner.post<{ id: string }>(`/v1/conversations/${conversation}/escalate`, {})
    const connection = await owner.post<{ id: string }>('/v1/accounts/connect', { platform: 'linkedin' })
    const hook = await owner.post<{ id: string }>('/v1/webhook-endpoints', {
      url: 'https://93.184.215.14/hook',
      events: ['account.connected'],
    })
    const told = await owner.post<{ id: string }>(`/v1/webhook-endpoints/${hook.id}/test`)
    const profile = await owner.post<{ id: string }>('/v1/profiles', {
      name: 'Ours',
      type: 'external_influencer',
      platform: 'telegram',
      handle: randomUUID(),
    })
    const chat = await owner.post<{ id: string }>('/v1/chat-sessions', { title: 'Ours' })
    const character = await owner.post<{ id: string }>('/v1/characters', { name: 'Ours' })
    const memory = await owner.post<{ id: string }>(`/v1/characters/${character.id}/memory`, {
      kind: 'likes',
      text: 'Ours alone.',
    })
    const content = await owner.post<{ id: string }>('/v1/content', {
      characterId: character.id,
      text: 'Ours alone.',
    })
    await owner.patch(`/v1/characters/${character.id}`, { age: 27 })
    await owner.put(`/v1/characters/${character.id}/appearance`, { ageRange: '25-30' })
    const generation = await owner.post<{ id: string }>('/v1/generations', {
      characterId: character.id,
      jobType: 'card',
      prompt: 'Ours alone.',
    })
    const captured = await owner.post<{ rows: { id: string }[] }>('/v1/bank/import', {
      items: [
        {
          platform: 'telegram',
          externalId: randomUUID(),
          text: 'Ours alone.',
          postedAt: new Date().toISOString(),
        },
      ],
    })
    const project = await owner.post<{ id: string }>('/v1/projects', {
      name: 'Ours',
      platforms: ['telegram', 'web'],
      scope: { hashtags: ['ours'] },
    })
    const heard = await owner.post<{ rows: { id: string }[] }>(`/v1/projects/${project.id}/import`, {
      items: [
        { platform: 'telegram', externalId: randomUUID(), text: '#ours', postedAt: new Date().toISOString() },
      ],
    })
    const [signal] = await asOwner<{ id: string }>(
      `insert into signals (id, workspace_id, project_id, kind, subject, label, day, numbers, series)
       select gen_random_uuid(), workspace_id, id, 'volume', '', '', '2026-03-01',
         '{"observed":9,"usual":2,"spread":1,"excess":7,"days":40}', '[]' from projects where id = $1 returning id`,
      [project.id],
    )
    const feed = await owner.post<{ id: string }>(`/v1/projects/${project.id}/feeds`, {
      url: 'https://example.com/feed.xml',
    })
    const muted = await owner.post<{ id: string }>(`/v1/projects/${project.id}/muted-authors`, {
      platform: 'telegram',
      username: 'ours',
    })
    const { items: accounts } = await owner.get<{ items: { id: string; profileId: string }[] }>(
      '/v1/accounts',
    )
    const sync = await owner.post<{ id: string }>(
      `/v1/profiles/${accounts.find(({ id }) => id === channel.id)?.profileId}/sync`,
      {},
    )
    const commented = await addComment({ workspaceId, accountId: channel.id })
    const watching = await owner.post<{ id: string }>('/v1/monitoring-rules', { accountId: channel.id })
    const page = await owner.post<{ id: string }>('/v1/company-pages', {
      name: 'Ours',
      accountId: channel.id,
    })
    const onPage = await addCompanyPost({ workspaceId, pageId: page.id, accountId: channel.id })
    const reposting = await owner.post<{ id: string }>('/v1/company-post-rules', {
      profileId: onPage.profile,
      companyPageId: page.id,
    })
    const engaging = await addEngagement({ workspaceId, accountId: channel.id })
    const pattern = await owner.post<{ id: string }>('/v1/comment-patterns', { name: 'Ours' })
    const label = await owner.post<{ id: string }>('/v1/labels', { name: 'Ours', color: '#0b7285' })
    const campaign = await owner.post<{ id: string }>('/v1/campaigns', { name: 'Ours' })
    const macro = await owner.post<{ id: string }>('/v1/macros', {
      name: 'Ours',
      acts: { status: 'archived' },
    })
    const filter = await owner.post<{ id: string }>('/v1/saved-filters', {
      name: 'Ours',
      query: { view: 'mine' },
    })
    const decided = await asOwner<{ id: string }>(
      `insert into ai_decisions (id, workspace_id, conversation_id, message_id, decision, confidence, reason, message_text, model, snapshot_json)
       select gen_random_uuid(), workspace_id, id, gen_random_uuid(), 'ignore', 1, 'Words.', 'Words', 'rule', '{"passages":[]}'
       from conversations where id = $1 returning id`,
      [conversation],
    )
    const note = await owner.post<{ id: string }>('/v1/notes', {
      conversationId: conversation,
      text: 'Ours alone.',
    })
    const reply = await owner.post<{ id: string }>('/v1/canned-replies', { shortcut: 'ours', text: 'Ours' })
    const labels: Record<string, string> = {}
    for (const [noun, needed] of Object.entries({
      'topic-groups': { color: '#0b7285' },
      topics: {},
      audiences: {},
      'hook-types': {},
      'post-structures': {},
      'post-templates': { structure: '{{body}}' },
      presets: {},
      ctas: { textContent: 'Ours' },
      resources: { url: 'https://example.com/ours' },
      'notes-for-writing': { content: 'Ours' },
    })) {
      const label = await owner.post<{ id: string }>(`/v1/${noun}`, {
        name: `Ours ${randomUUID()}`,
        ...needed,
      })
      labels[noun] = label.id
    }
    const draft = await owner.post<{ id: string }>('/v1/drafts', {
      source: { type: 'text', text: 'Ours alone, in two sentences. This is the second of them.' },
    })
    const { hooks } = await owner.post<{ hooks: { id: string }[] }>(`/v1/drafts/${draft.id}/hooks`, {})
    // Nothing can be written of a number: what the batch's worker does meanwhile changes no draft.
    const batch = await owner.post<{ id: string }>('/v1/post-batches', {
      name: 'Ours',
      source: { type: 'text', text: '42' },
      authorIds: [profile.id],
    })
    const { group, run } = await addCluster({
      workspaceId,
      messageId: await first(`/v1/conversations/${conversation}/messages`),
    })
    const automated = await owner.post<{ id: string }>('/v1/automation-rules', {
      characterId: character.id,
      name: 'Ours',
      triggerType: 'manual',
      triggerConfig: {},
      platforms: ['linkedin'],
      contentType: 'text',
    })
    const ran = await owner.post<{ id: string }>(`/v1/automation-rules/${automated.id}/run`, {})
    return {
      ...labels,
      drafts: draft.id,
      clusters: group,
      'cluster-runs': run,
      comments: commented.comment,
      'comment-actions': commented.action,
      'monitored-posts': commented.post,
      'monitoring-rules': watching.id,
      'company-pages': page.id,
      'company-post-rules': reposting.id,
      'company-posts': onPage.id,
      'engagement-actions': engaging.id,
      'engagement-settings': engaging.profile,
      'engagement-consents': channel.id,
      'comment-patterns': pattern.id,
      'automation-rules': automated.id,
      'automation-executions': ran.id,
      'post-batches': batch.id,
      hooks: hooks[0]?.id ?? '',
      'webhook-endpoints': hook.id,
      deliveries: told.id,
      profiles: profile.id,
      characters: character.id,
      'chat-sessions': chat.id,
      memory: memory.id,
      content: content.id,
      generations: generation.id,
      projects: project.id,
      posts: heard.rows[0]?.id ?? '',
      'muted-authors': muted.id,
      signals: signal?.id ?? '',
      feeds: feed.id,
      bank: captured.rows[0]?.id ?? '',
      'sync-jobs': sync.id,
      'scheduled-posts': post.id,
      connections: connection.id,
      'triage-rules': rule.id,
      labels: label.id,
      campaigns: campaign.id,
      'saved-filters': filter.id,
      macros: macro.id,
      customers: await first('/v1/customers'),
      notes: note.id,
      decisions: decided[0]?.id ?? '',
      'canned-replies': reply.id,
      escalations: escalation.id,
      accounts: channel.id,
      targets: post.targets[0]?.id ?? '',
      documents: document.id,
      faqs: faq.id,
      invitations: invitation.id,
      members: members.find(({ userId }) => userId === member.id)?.id ?? '',
      'api-keys': key.id,
      conversations: conversation,
      messages: await first(`/v1/conversations/${conversation}/messages`),
      media: medium.id,
      'webhook-events': await first('/v1/webhook-events'),
    }
  }

  type Ours = Awaited<ReturnType<typeof oneOfEach>>

  /** Returns the address with the ids of ours in it, and a valid body. Null when no id of that kind was made. */
  function addressOf(path: string, ours: Ours, method: string): [string | null, unknown] {
    let known = true
    const address = path.replaceAll(/([\w-]+)\/\{\w+\}/g, (_all, noun: string) => {
      const found = ours[noun as keyof Ours]
      if (!found) known = false
      return `${noun}/${found}`
    })
    const valid: Record<string, unknown> = {
      '/v1/members/{id}': { role: 'admin' },
      '/v1/accounts/{id}/reconnect': { credentials: { accessToken: 'mine' } },
      '/v1/connections/{id}/choose': { externalIds: ['mine'] },
      '/v1/scheduled-posts/{id}': { text: 'Mine' },
      '/v1/scheduled-posts/{id}/targets/{targetId}/resolve': { outcome: 'sent' },
      '/v1/triage-rules/{id}': { enabled: false },
      '/v1/comments/{id}': { status: 'closed' },
      '/v1/comments/{id}/reply': { text: 'Mine' },
      '/v1/comments/{id}/private-reply': { text: 'Mine' },
      '/v1/comment-actions/{id}': { status: 'queued' },
      '/v1/monitored-posts/{id}': { monitoring: true },
      '/v1/monitoring-rules/{id}': { days: 1 },
      '/v1/clusters/{id}': { status: 'dismissed' },
      '/v1/clusters/{id}/faq': { question: 'Mine?', answer: 'Mine' },
      '/v1/clusters/{id}/post': {
        text: 'Mine',
        accountIds: [randomUUID()],
        publishAt: '2100-01-01T00:00:00Z',
      },
      '/v1/company-pages/{id}': { name: 'Mine' },
      '/v1/company-post-rules/{id}': { delayMinutes: 1 },
      '/v1/engagement-settings/{id}': { likesPerDay: 1 },
      '/v1/engagement-actions/{id}': { status: 'cancelled' },
      '/v1/comment-patterns/{id}': { active: false },
      '/v1/automation-rules/{id}': { enabled: false },
      '/v1/automation-rules/{id}/dry-run': { from: '2027-01-01T00:00:00Z', to: '2027-01-02T00:00:00Z' },
      '/v1/labels/{id}': { name: 'Mine' },
      '/v1/campaigns/{id}': { name: 'Mine' },
      '/v1/saved-filters/{id}': { name: 'Mine' },
      '/v1/macros/{id}': { name: 'Mine' },
      '/v1/macros/{id}/run': { conversationId: randomUUID() },
      '/v1/customers/{id}': { fields: { Mine: 'Mine' } },
      '/v1/customers/{id}/merge': { customerId: randomUUID() },
      '/v1/customers/{id}/split': { customerId: randomUUID() },
      '/v1/notes/{id}': { text: 'Mine' },
      '/v1/canned-replies/{id}': { text: 'Mine' },
      '/v1/chat-sessions/{id}': { title: 'Mine' },
      '/v1/chat-sessions/{id}/messages': { text: 'Mine' },
      '/v1/chat-sessions/{id}/decide': {
        messageId: randomUUID(),
        stepId: randomUUID(),
        confirmed: true,
      },
      '/v1/characters/{id}': { name: 'Mine' },
      '/v1/characters/{id}/accounts': { accountIds: [] },
      '/v1/characters/{id}/personality': { humor: 1 },
      '/v1/characters/{id}/appearance': { hairColor: 'mine' },
      '/v1/characters/{id}/try': { text: 'Mine' },
      '/v1/characters/{id}/memory': { kind: 'said', text: 'Mine' },
      '/v1/characters/{id}/memory/{memoryId}': { text: 'Mine' },
      '/v1/content/{id}': { isNsfw: true },
      '/v1/generations/{id}/retry': { unknown: true },
      '/v1/profiles/{id}': { name: 'Mine' },
      '/v1/profiles/{id}/style': { prompt: 'Mine' },
      '/v1/profiles/{id}/closeness': { text: 'Mine' },
      '/v1/webhook-endpoints/{id}': { enabled: false },
      '/v1/bank/{id}': { topicId: null },
      '/v1/projects/{id}': { name: 'Mine' },
      '/v1/projects/{id}/import': { items: [{}] },
      '/v1/projects/{id}/posts/{postId}': { polarity: 'negative' },
      '/v1/projects/{id}/signals/{signalId}': { status: 'acted' },
      '/v1/projects/{id}/signals/{signalId}/pause-posts': { postIds: [randomUUID()] },
      '/v1/projects/{id}/feeds': { url: 'https://example.com/mine.xml' },
      '/v1/projects/{id}/watch': { platform: 'telegram', username: 'mine' },
      '/v1/projects/{id}/muted-authors': { platform: 'telegram', username: 'mine' },
      '/v1/topic-groups/{id}': { name: 'Mine' },
      '/v1/topics/{id}': { name: 'Mine' },
      '/v1/topics/{id}/merge': { into: randomUUID() },
      '/v1/audiences/{id}': { name: 'Mine' },
      '/v1/hook-types/{id}': { name: 'Mine' },
      '/v1/post-structures/{id}': { name: 'Mine' },
      '/v1/post-templates/{id}': { name: 'Mine' },
      '/v1/presets/{id}': { name: 'Mine' },
      '/v1/ctas/{id}': { name: 'Mine' },
      '/v1/resources/{id}': { name: 'Mine' },
      '/v1/notes-for-writing/{id}': { name: 'Mine' },
      '/v1/drafts/{id}': { title: 'Mine' },
      '/v1/drafts/{id}/hooks/{hookId}': { text: 'Mine' },
      '/v1/drafts/{id}/alternatives/choose': { index: 0 },
      '/v1/drafts/{id}/rewrite': { text: 'Mine', way: 'shorter' },
      '/v1/conversations/{id}': { status: 'archived' },
      '/v1/decisions/{id}/feedback': { verdict: 'wrong' },
      '/v1/conversations/{id}/messages': { text: 'Mine' },
      '/v1/knowledge/faqs/{id}': { answer: 'Mine' },
      '/v1/knowledge/documents/{id}': { title: 'Mine' },
      '/v1/knowledge/documents/{id}/replace': { url: 'https://example.com/mine' },
    }
    return [known ? address : null, valid[path] ?? (method === 'GET' ? undefined : {})]
  }

  const everything = async () => {
    const pages = await Promise.all(
      [
        'scheduled-posts',
        'drafts',
        'chat-sessions',
        'knowledge/documents',
        'knowledge/faqs',
        'triage-rules',
        'comments',
        'monitored-posts',
        'monitoring-rules',
        'company-pages',
        'company-post-rules',
        'company-posts',
        'clusters',
        'engagement-actions',
        'comment-patterns',
        'automation-rules',
        'automation-executions',
        'labels',
        'campaigns',
        'saved-filters',
        'macros',
        'customers',
        'notes',
        'canned-replies',
        'invitations',
        'members',
        'api-keys',
        'accounts',
      ].map((noun) => owner.get<{ items: Record<string, unknown>[] }>(`/v1/${noun}?limit=50`)),
    )
    const names = (page: { items: Record<string, unknown>[] }) =>
      page.items.map(({ id, text, title, answer, status, role, enabled }) =>
        JSON.stringify({ id, text, title, answer, role, enabled, status: title ? '' : status }),
      )
    return pages.map(names)
  }
})

describe('a body', () => {
  const writes = () => operations.filter(({ body }) => body)
  let operator: TestPerson

  beforeAll(async () => {
    operator = await newPerson(house)
  })

  it.each([
    ['cut short', '{"name":'],
    ['empty', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['nested ten thousand deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['with a prototype in it', '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'],
  ])('that is %s is 422 with problem details everywhere, never 500', async (_what, text) => {
    for (const { method, path, needs } of writes()) {
      const as = needs === 'operator' ? operator.as : owner
      const response = await rawText(as, method, concrete(path), text)
      const expected = needs === 'operator' ? [403] : [422]
      expect([method, path, response.status, response.headers.get('content-type')]).toEqual([
        method,
        path,
        expect.toSatisfy((status: number) => expected.includes(status)),
        'application/problem+json',
      ])
    }
  })

  it('of any JSON at all is never a 500', async () => {
    const paths = writes().filter(({ needs }) => needs in SCOPED)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.jsonValue({ maxDepth: 3 }),
        async ({ method, path }, json) => {
          const response = await owner.raw(method, concrete(path), json)
          expect([method, path, response.status < 500]).toEqual([method, path, true])
        },
      ),
      { numRuns: 150 },
    )
  })

  it('that is larger than 2 MB, or than a limit of the endpoint’s own, is 413 everywhere', async () => {
    const own = new Map(endpoints.map(({ path, maxBytes }) => [path, maxBytes]))
    for (const { method, path } of writes()) {
      const text = JSON.stringify({ text: 'x'.repeat((own.get(path) ?? 2_097_152) + 1_000) })
      const response = await rawText(owner, method, concrete(path), text)
      expect([method, path, response.status]).toEqual([method, path, 413])
    }
  })

  const rawText = (as: Client, method: string, path: string, text: string) =>
    as.rawBody(method, path, text, 'application/json')
})

describe('a query', () => {
  const lists = () => operations.filter(({ method, needs }) => method === 'GET' && needs in SCOPED)

  it('with a parameter that nobody knows is refused, where a query is taken', async () => {
    for (const { path } of lists().filter(({ query }) => query.length > 0)) {
      expect([path, (await owner.raw('GET', `${concrete(path)}?colour=red`)).status]).toEqual([path, 422])
    }
  })

  it.each([
    "' or 1=1 --",
    "'; drop table members; --",
    '%27%20union%20select%20null',
    '\u0000',
    '\\',
    '%',
    '_',
    '{{7*7}}',
  ])('is data, whatever stands in it: %j', async (attack) => {
    for (const { path, query } of lists()) {
      for (const name of query) {
        const response = await owner.raw(
          'GET',
          `${concrete(path)}?${new URLSearchParams({ [name]: attack })}`,
        )
        expect([path, name, response.status < 500]).toEqual([path, name, true])
      }
    }
  })
})

describe('every answer', () => {
  it('carries the security headers, whatever it is', async () => {
    const answers: [string, Response][] = [
      ['health', await fetch(`${house.url}/health`)],
      ['description', await fetch(`${house.url}/openapi.json`)],
      ['docs', await fetch(`${house.url}/docs`)],
      ['nothing', await fetch(`${house.url}/nowhere`)],
      ['webhook', await fetch(`${house.url}/webhooks/meta`, { method: 'POST', body: '{}' })],
      ['challenge', await fetch(`${house.url}/webhooks/meta?hub.mode=subscribe`)],
      ['sign-in', await fetch(`${house.url}/auth/sign-in/email`, { method: 'POST', body: 'x' })],
      ['closed part of sign-in', await fetch(`${house.url}/auth/delete-user`, { method: 'POST' })],
      ['live', await fetch(`${house.url}/v1/live`)],
      ['too large', await owner.rawBody('POST', '/v1/api-keys', 'x'.repeat(2_100_000), 'application/json')],
      ['export', await owner.raw('GET', '/v1/audit-log/export')],
    ]
    for (const { method, path, needs } of operations.filter(({ method }) => method === 'GET')) {
      if (needs in SCOPED) answers.push([path, await owner.raw(method, concrete(path))])
    }
    for (const [what, response] of answers) {
      for (const name of Object.keys(SECURITY_HEADERS)) {
        expect([what, name, response.headers.has(name)]).toEqual([what, name, true])
      }
      const csp = response.headers.get('content-security-policy') ?? ''
      const scripts = /script-src ([^;]*)/.exec(csp)?.[1] ?? /default-src ([^;]*)/.exec(csp)?.[1] ?? ''
      expect([what, scripts]).toEqual([what, expect.not.stringMatching(/unsafe|\*|https?:|data:/)])
      expect([what, response.headers.get('x-request-id')]).toEqual([
        what,
        expect.stringMatching(/^[\w-]{8,64}$/),
      ])
      expect(response.headers.has('access-control-allow-origin')).toBe(false)
    }
  })
})
