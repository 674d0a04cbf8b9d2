import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { png } from '#core/media/sample-files.ts'
import type { AuditEntry, Member } from '#core/workspaces/schemas.ts'
import { type Client, client } from '#local/client.ts'
import { linkIn } from '#local/mailbox.ts'
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
import { newMember, newOperator, newPerson } from '#test/people.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house?.close())

/** Sets a stage with one thing of each kind. */
async function setStage() {
  const { owner, workspaceId } = await newWorkspace(house)
  const number = await connectWhatsapp(house, owner)
  const channel = await connectTelegram(house, owner)
  await house.emulators.inbound({
    platform: 'whatsapp',
    account: number.externalId,
    from: { id: '16505550123', name: 'Grace' },
    text: 'Is anybody there?',
  })
  const [conversation] = await eventually(
    async () => (await owner.get<{ items: { id: string }[] }>('/v1/conversations')).items,
    (items) => items.length > 0,
  )
  const { items: events } = await owner.get<{ items: { id: string }[] }>('/v1/webhook-events')
  return { owner, workspaceId, channel, conversation: conversation?.id ?? '', event: events[0]?.id ?? '' }
}
type Stage = Awaited<ReturnType<typeof setStage>>

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const schedule = ({ owner, channel }: Stage, extra: Record<string, unknown> = {}) =>
  owner.post<{ id: string; targets: { id: string }[] }>('/v1/scheduled-posts', {
    text: 'Planned',
    accountIds: [channel.id],
    publishAt: inAnHour(),
    ...extra,
  })
const invitation = ({ owner }: Stage, email = `${randomUUID()}@chorus.test`) =>
  owner.post<{ id: string; email: string }>('/v1/invitations', { email, role: 'viewer' })
const document = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/knowledge/documents', { title: 'Hours', text: 'Open at noon.' })
/** A picture, which fails at once. */
const unreadable = ({ owner }: Stage) => {
  const form = new FormData()
  form.append('file', new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], 'photo.pdf'))
  return owner.post<{ id: string }>('/v1/knowledge/documents', form)
}
const faq = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/knowledge/faqs', { question: `${randomUUID()}?`, answer: 'Yes.' })
const triageRule = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/triage-rules', {
    name: 'Refunds',
    when: { contains: 'refund' },
    decision: 'escalate',
  })
/** Adds a comment on an account whose platform has comments. */
const commentIn = async ({ owner, workspaceId }: Stage) => {
  const { id: accountId } = await owner.post<{ id: string }>('/v1/practice', { platform: 'bluesky' })
  return { accountId, ...(await addComment({ workspaceId, accountId })) }
}
const monitoringRule = async (stage: Stage) =>
  stage.owner.post<{ id: string }>('/v1/monitoring-rules', { accountId: (await commentIn(stage)).accountId })
const companyPage = async ({ owner }: Stage) => {
  const { id: accountId } = await owner.post<{ id: string }>('/v1/practice', { platform: 'telegram' })
  const page = await owner.post<{ id: string }>('/v1/company-pages', { name: 'Lumière', accountId })
  return { ...page, accountId }
}
const companyRule = async (stage: Stage) => {
  const { id: companyPageId } = await companyPage(stage)
  const { items } = await stage.owner.get<{ items: { id: string }[] }>('/v1/profiles?type=internal')
  return stage.owner.post<{ id: string }>('/v1/company-post-rules', {
    profileId: items[0]?.id,
    companyPageId,
  })
}
const automationRule = async (stage: Stage) => {
  const { id: characterId } = await stage.owner.post<{ id: string }>('/v1/characters', { name: 'Mira' })
  return stage.owner.post<{ id: string }>('/v1/automation-rules', {
    characterId,
    name: 'By hand',
    triggerType: 'manual',
    triggerConfig: {},
    platforms: ['linkedin'],
    contentType: 'text',
  })
}
const commentPattern = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/comment-patterns', { name: 'Warm' })
const consent = async ({ owner, channel }: Stage) => owner.put(`/v1/engagement-consents/${channel.id}`, {})
const campaign = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/campaigns', { name: `Campaign ${randomUUID()}` })
const label = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/labels', { name: `Label ${randomUUID()}`, color: '#0b7285' })
const macro = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/macros', { name: `Macro ${randomUUID()}`, acts: { status: 'active' } })
const contact = async ({ owner }: Stage) =>
  (await owner.get<{ items: { id: string }[] }>('/v1/customers')).items[0]?.id ?? ''
/** Makes another contact, and merges it into the one of the stage. */
const merged = async (stage: Stage) => {
  const id = await contact(stage)
  const customerId = randomUUID()
  await asOwner(
    `insert into customers (id, workspace_id, name, created_at) values ($1, $2, 'Grace', '2020-01-01')`,
    [customerId, stage.workspaceId],
  )
  await stage.owner.post(`/v1/customers/${id}/merge`, { customerId })
  return { id, customerId }
}
const savedFilter = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/saved-filters', { name: `Filter ${randomUUID()}`, query: { view: 'mine' } })
const note = ({ owner, conversation }: Stage) =>
  owner.post<{ id: string }>('/v1/notes', { conversationId: conversation, text: 'Call them.' })
const decision = async ({ workspaceId, conversation }: Stage) => {
  const id = randomUUID()
  await asOwner(
    `insert into ai_decisions (id, workspace_id, conversation_id, message_id, decision, confidence, reason, message_text, model, snapshot_json)
     values ($1, $2, $3, $1, 'ignore', 1, 'Words.', 'Words', 'rule', '{"passages":[]}')`,
    [id, workspaceId, conversation],
  )
  return id
}
const cannedReply = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/canned-replies', { shortcut: randomUUID(), text: 'We open at ten.' })
const medium = ({ owner }: Stage) => {
  const form = new FormData()
  form.append('file', new File([png()], 'a.png'))
  return owner.post<{ id: string }>('/v1/media', form)
}
const memberId = async ({ owner, workspaceId }: Stage) => {
  const { id } = await newMember(house, workspaceId, 'viewer')
  const { items } = await owner.get<{ items: Member[] }>('/v1/members')
  return items.find(({ userId }) => userId === id)?.id ?? ''
}

const entry = ({ owner }: Stage, path: string) =>
  owner.post<{ id: string }>(path, {
    name: `Entry ${randomUUID()}`,
    ...NEEDED[path],
  })
/** What an entry of a kind needs beside its name. */
const NEEDED: Record<string, Record<string, unknown>> = {
  '/v1/topic-groups': { color: '#0b7285' },
  '/v1/post-templates': { structure: '{{body}}' },
  '/v1/ctas': { textContent: 'Write to us.' },
  '/v1/resources': { url: 'https://example.com/guide' },
  '/v1/notes-for-writing': { content: 'We began in March.' },
}
/** The three writes of a kind of entry that posts are sorted by. */
const entryWrites = (path: string, name: string) => ({
  [`POST ${path}`]: { records: `${name}.create`, act: (stage: Stage) => entry(stage, path) },
  [`PATCH ${path}/{id}`]: {
    records: `${name}.update`,
    act: async (stage: Stage) =>
      stage.owner.patch(`${path}/${(await entry(stage, path)).id}`, { name: `Renamed ${randomUUID()}` }),
  },
  [`DELETE ${path}/{id}`]: {
    records: `${name}.delete`,
    act: async (stage: Stage) => stage.owner.delete(`${path}/${(await entry(stage, path)).id}`),
  },
})
const bankPost = async ({ owner }: Stage) => {
  const { rows } = await owner.post<{ rows: { id: string }[] }>('/v1/bank/import', {
    items: [{ platform: 'web', externalId: randomUUID(), text: 'Words.', postedAt: '2026-03-01T09:00:00Z' }],
  })
  return rows[0]?.id ?? ''
}
const project = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/projects', {
    name: 'Coffee',
    platforms: ['web'],
    scope: { hashtags: ['coffee'] },
  })
/** Brings a post into a project, and returns its address. */
const heardPost = async (stage: Stage) => {
  const { id } = await project(stage)
  const { rows } = await stage.owner.post<{ rows: { id: string }[] }>(`/v1/projects/${id}/import`, {
    items: [{ platform: 'web', externalId: randomUUID(), text: '#coffee', postedAt: '2026-03-01T09:00:00Z' }],
  })
  return `/v1/projects/${id}/posts/${rows[0]?.id}`
}
/** Makes a signal, which only whole days of many posts make by themselves. */
const signal = async (workspaceId: string, projectId: string) => {
  const [row] = await asOwner<{ id: string }>(
    `insert into signals (id, workspace_id, project_id, kind, subject, label, day, numbers, series)
     values (gen_random_uuid(), $1, $2, 'volume', '', '', '2026-03-01', '{"observed":9,"usual":2,"spread":1,"excess":7,"days":40}', '[]') returning id`,
    [workspaceId, projectId],
  )
  return row?.id ?? ''
}
const feed = ({ owner }: Stage, projectId: string) =>
  owner.post<{ id: string }>(`/v1/projects/${projectId}/feeds`, { url: 'https://example.com/feed.xml' })
const mutedAuthor = ({ owner }: Stage, projectId: string) =>
  owner.post<{ id: string }>(`/v1/projects/${projectId}/muted-authors`, {
    platform: 'web',
    username: randomUUID(),
  })
const webhookEndpoint = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/webhook-endpoints', {
    url: 'https://93.184.215.14/hook',
    events: ['account.connected'],
  })
const character = ({ owner }: Stage) => owner.post<{ id: string }>('/v1/characters', { name: 'Mira' })
/** Has a character remember something. Returns the address of that. */
const remembered = async (stage: Stage) => {
  const path = `/v1/characters/${(await character(stage)).id}/memory`
  const { id } = await stage.owner.post<{ id: string }>(path, { kind: 'likes', text: 'Coffee.' })
  return `${path}/${id}`
}
/** Asks for a card, of a character that is stated to be an adult. Returns its id. */
const generation = async (stage: Stage) => {
  const { id: characterId } = await character(stage)
  await stage.owner.patch(`/v1/characters/${characterId}`, { age: 27 })
  await stage.owner.put(`/v1/characters/${characterId}/appearance`, { ageRange: '25-30' })
  const asked = { characterId, jobType: 'card', prompt: 'We open at eight.', batchSize: 10 }
  return (await stage.owner.post<{ id: string }>('/v1/generations', asked)).id
}
/** Adds a text to a character's media. Returns its id. */
const content = async (stage: Stage) => {
  const characterId = (await character(stage)).id
  return (await stage.owner.post<{ id: string }>('/v1/content', { characterId, text: 'We open at eight.' }))
    .id
}
const profile = ({ owner }: Stage) =>
  owner.post<{ id: string }>('/v1/profiles', {
    name: 'Ada',
    type: 'external_influencer',
    platform: 'linkedin',
    handle: randomUUID(),
  })

interface TestDraft {
  id: string
  hooks: { id: string }[]
}
/** Takes a draft through its first steps: as many as are named. */
async function draft({ owner, channel }: Stage, ...steps: ('hooks' | 'select' | 'body' | 'validate')[]) {
  let made = await owner.post<TestDraft>('/v1/drafts', {
    source: { type: 'text', text: 'We lost ten deals in March. Then we began to ask before we explained.' },
    accountIds: [channel.id],
  })
  for (const step of steps) {
    const at = step === 'select' ? `hooks/${made.hooks[0]?.id}/select` : step
    made = await owner.post<TestDraft>(`/v1/drafts/${made.id}/${at}`, {})
  }
  return made
}

/** Begins a batch of one draft, of which nothing can be written: what its worker writes stands in the log too. */
const postBatch = async (stage: Stage) =>
  stage.owner.post<{ id: string; drafts: { id: string }[] }>('/v1/post-batches', {
    name: 'Deals',
    source: { type: 'text', text: '42' },
    authorIds: [(await profile(stage)).id],
  })

/** Every write, with its name in the audit log; each is done once for real. A write that is missing here fails the test below. */
const WRITES: Record<string, { records: string; act: (stage: Stage) => Promise<unknown> }> = {
  ...entryWrites('/v1/topic-groups', 'topic_group'),
  ...entryWrites('/v1/topics', 'topic'),
  ...entryWrites('/v1/audiences', 'audience'),
  ...entryWrites('/v1/hook-types', 'hook_type'),
  ...entryWrites('/v1/post-structures', 'post_structure'),
  ...entryWrites('/v1/post-templates', 'post_template'),
  ...entryWrites('/v1/presets', 'preset'),
  ...entryWrites('/v1/ctas', 'cta'),
  ...entryWrites('/v1/resources', 'resource'),
  ...entryWrites('/v1/notes-for-writing', 'writing_note'),
  'POST /v1/labels': { records: 'label.create', act: (stage) => label(stage) },
  'PATCH /v1/labels/{id}': {
    records: 'label.change',
    act: async (stage) => stage.owner.patch(`/v1/labels/${(await label(stage)).id}`, { color: '#c2255c' }),
  },
  'DELETE /v1/labels/{id}': {
    records: 'label.delete',
    act: async (stage) => stage.owner.delete(`/v1/labels/${(await label(stage)).id}`),
  },
  'POST /v1/macros': { records: 'macro.create', act: (stage) => macro(stage) },
  'PATCH /v1/macros/{id}': {
    records: 'macro.change',
    act: async (stage) => stage.owner.patch(`/v1/macros/${(await macro(stage)).id}`, { text: 'Thanks!' }),
  },
  'DELETE /v1/macros/{id}': {
    records: 'macro.delete',
    act: async (stage) => stage.owner.delete(`/v1/macros/${(await macro(stage)).id}`),
  },
  'POST /v1/macros/{id}/run': {
    records: 'conversation.change',
    act: async (stage) =>
      stage.owner.post(`/v1/macros/${(await macro(stage)).id}/run`, { conversationId: stage.conversation }),
  },
  'PATCH /v1/customers/{id}': {
    records: 'customer.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/customers/${await contact(stage)}`, { fields: { Company: 'Lumière' } }),
  },
  'POST /v1/customers/{id}/merge': { records: 'customer.merge', act: (stage) => merged(stage) },
  'POST /v1/customers/{id}/split': {
    records: 'customer.split',
    act: async (stage) => {
      const { id, customerId } = await merged(stage)
      return stage.owner.post(`/v1/customers/${id}/split`, { customerId })
    },
  },
  'PATCH /v1/comments/{id}': {
    records: 'comment.close',
    act: async (stage) =>
      stage.owner.patch(`/v1/comments/${(await commentIn(stage)).comment}`, { status: 'closed' }),
  },
  'POST /v1/comments/{id}/reply': {
    records: 'comment.reply',
    act: async (stage) =>
      stage.owner.post(`/v1/comments/${(await commentIn(stage)).comment}/reply`, { text: 'Yes.' }),
  },
  'POST /v1/comments/{id}/like': {
    records: 'comment.like',
    act: async (stage) => stage.owner.post(`/v1/comments/${(await commentIn(stage)).comment}/like`),
  },
  'PATCH /v1/comment-actions/{id}': {
    records: 'comment.change_action',
    act: async (stage) =>
      stage.owner.patch(`/v1/comment-actions/${(await commentIn(stage)).action}`, { status: 'queued' }),
  },
  'POST /v1/monitored-posts': {
    records: 'monitored_post.add',
    act: async (stage) => {
      const { accountId } = await commentIn(stage)
      return stage.owner.post('/v1/monitored-posts', { accountId, externalId: randomUUID() })
    },
  },
  'PATCH /v1/monitored-posts/{id}': {
    records: 'monitored_post.switch',
    act: async (stage) =>
      stage.owner.patch(`/v1/monitored-posts/${(await commentIn(stage)).post}`, { monitoring: false }),
  },
  'PATCH /v1/clusters/{id}': {
    records: 'cluster.settle',
    act: async (stage) =>
      stage.owner.patch(`/v1/clusters/${(await addCluster(stage)).group}`, { status: 'dismissed' }),
  },
  'POST /v1/clusters/{id}/faq': {
    records: 'cluster.answer',
    act: async (stage) => {
      const { group } = await addCluster(stage)
      await stage.owner.post(`/v1/clusters/${group}/faq`, { question: 'Is it vegan?', answer: 'Yes.' })
    },
  },
  'POST /v1/clusters/{id}/post': {
    records: 'cluster.answer',
    act: async (stage) => {
      const { group } = await addCluster(stage)
      const { id } = await stage.owner.post<{ id: string }>('/v1/practice', { platform: 'telegram' })
      await stage.owner.post(`/v1/clusters/${group}/post`, {
        text: 'It is vegan.',
        accountIds: [id],
        publishAt: '2100-01-01T00:00:00Z',
      })
    },
  },
  // After what is done to groups: a run deletes those that it does not find.
  'POST /v1/cluster-runs': {
    records: 'cluster_run.start',
    act: ({ owner }) => owner.post('/v1/cluster-runs'),
  },
  'POST /v1/company-pages': { records: 'company_page.create', act: companyPage },
  'PATCH /v1/company-pages/{id}': {
    records: 'company_page.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/company-pages/${(await companyPage(stage)).id}`, { name: 'Our page' }),
  },
  'DELETE /v1/company-pages/{id}': {
    records: 'company_page.delete',
    act: async (stage) => stage.owner.delete(`/v1/company-pages/${(await companyPage(stage)).id}`),
  },
  'POST /v1/company-post-rules': { records: 'company_post_rule.create', act: companyRule },
  'PATCH /v1/company-post-rules/{id}': {
    records: 'company_post_rule.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/company-post-rules/${(await companyRule(stage)).id}`, { delayMinutes: 5 }),
  },
  'DELETE /v1/company-post-rules/{id}': {
    records: 'company_post_rule.delete',
    act: async (stage) => stage.owner.delete(`/v1/company-post-rules/${(await companyRule(stage)).id}`),
  },
  'POST /v1/company-posts/{id}/cancel': {
    records: 'post.cancel_target',
    act: async (stage) => {
      const { id: pageId, accountId } = await companyPage(stage)
      const { id } = await addCompanyPost({ workspaceId: stage.workspaceId, pageId, accountId })
      return stage.owner.post(`/v1/company-posts/${id}/cancel`)
    },
  },
  'PATCH /v1/engagement-rules': {
    records: 'engagement.change_rules',
    act: async (stage) => stage.owner.patch('/v1/engagement-rules', { windowMinutes: 60 }),
  },
  'PATCH /v1/engagement-settings/{id}': {
    records: 'engagement.change_settings',
    act: async ({ owner, workspaceId, channel }) => {
      const { profile } = await addEngagement({ workspaceId, accountId: channel.id })
      return owner.patch(`/v1/engagement-settings/${profile}`, { likesPerDay: 5 })
    },
  },
  'PUT /v1/engagement-consents/{id}': { records: 'engagement.consent', act: consent },
  'DELETE /v1/engagement-consents/{id}': {
    records: 'engagement.take_consent_back',
    act: async (stage) => {
      await consent(stage)
      return stage.owner.delete(`/v1/engagement-consents/${stage.channel.id}`)
    },
  },
  'POST /v1/comment-patterns': { records: 'comment_pattern.create', act: commentPattern },
  'PATCH /v1/comment-patterns/{id}': {
    records: 'comment_pattern.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/comment-patterns/${(await commentPattern(stage)).id}`, { active: false }),
  },
  'DELETE /v1/comment-patterns/{id}': {
    records: 'comment_pattern.delete',
    act: async (stage) => stage.owner.delete(`/v1/comment-patterns/${(await commentPattern(stage)).id}`),
  },
  'POST /v1/automation-rules': { records: 'automation_rule.create', act: automationRule },
  'PATCH /v1/automation-rules/{id}': {
    records: 'automation_rule.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/automation-rules/${(await automationRule(stage)).id}`, { enabled: false }),
  },
  'DELETE /v1/automation-rules/{id}': {
    records: 'automation_rule.delete',
    act: async (stage) => stage.owner.delete(`/v1/automation-rules/${(await automationRule(stage)).id}`),
  },
  'POST /v1/automation-rules/{id}/run': {
    records: 'automation_rule.run',
    act: async (stage) =>
      stage.owner.post(`/v1/automation-rules/${(await automationRule(stage)).id}/run`, {}),
  },
  'PATCH /v1/engagement-actions/{id}': {
    records: 'engagement.change_action',
    act: async ({ owner, workspaceId, channel }) => {
      const { id } = await addEngagement({ workspaceId, accountId: channel.id })
      return owner.patch(`/v1/engagement-actions/${id}`, { status: 'cancelled' })
    },
  },
  'POST /v1/monitoring-rules': {
    records: 'monitoring_rule.create',
    act: async (stage) =>
      stage.owner.post('/v1/monitoring-rules', { accountId: (await commentIn(stage)).accountId }),
  },
  'PATCH /v1/monitoring-rules/{id}': {
    records: 'monitoring_rule.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/monitoring-rules/${(await monitoringRule(stage)).id}`, { days: 14 }),
  },
  'DELETE /v1/monitoring-rules/{id}': {
    records: 'monitoring_rule.delete',
    act: async (stage) => stage.owner.delete(`/v1/monitoring-rules/${(await monitoringRule(stage)).id}`),
  },
  'POST /v1/saved-filters': { records: 'saved_filter.create', act: (stage) => savedFilter(stage) },
  'PATCH /v1/saved-filters/{id}': {
    records: 'saved_filter.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/saved-filters/${(await savedFilter(stage)).id}`, { query: { view: 'waiting' } }),
  },
  'DELETE /v1/saved-filters/{id}': {
    records: 'saved_filter.delete',
    act: async (stage) => stage.owner.delete(`/v1/saved-filters/${(await savedFilter(stage)).id}`),
  },
  'POST /v1/notes': { records: 'note.create', act: (stage) => note(stage) },
  'PATCH /v1/notes/{id}': {
    records: 'note.change',
    act: async (stage) => stage.owner.patch(`/v1/notes/${(await note(stage)).id}`, { text: 'Called.' }),
  },
  'DELETE /v1/notes/{id}': {
    records: 'note.delete',
    act: async (stage) => stage.owner.delete(`/v1/notes/${(await note(stage)).id}`),
  },
  'POST /v1/canned-replies': { records: 'canned_reply.create', act: (stage) => cannedReply(stage) },
  'PATCH /v1/canned-replies/{id}': {
    records: 'canned_reply.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/canned-replies/${(await cannedReply(stage)).id}`, { text: 'We open at nine.' }),
  },
  'DELETE /v1/canned-replies/{id}': {
    records: 'canned_reply.delete',
    act: async (stage) => stage.owner.delete(`/v1/canned-replies/${(await cannedReply(stage)).id}`),
  },
  'POST /v1/conversations/bulk': {
    records: 'conversation.change',
    act: ({ owner, conversation }) =>
      owner.post('/v1/conversations/bulk', { ids: [conversation], change: { status: 'active' } }),
  },
  'POST /v1/topics/{id}/merge': {
    records: 'topic.merge',
    act: async (stage) => {
      const [one, other] = [await entry(stage, '/v1/topics'), await entry(stage, '/v1/topics')]
      await stage.owner.post(`/v1/topics/${one.id}/merge`, { into: other.id })
    },
  },
  'POST /v1/starter-set': {
    records: 'taxonomy.start',
    act: ({ owner }) => owner.post('/v1/starter-set', { language: 'fr' }),
  },
  'POST /v1/webhook-endpoints': {
    records: 'webhook_endpoint.create',
    act: (stage) => webhookEndpoint(stage),
  },
  'PATCH /v1/webhook-endpoints/{id}': {
    records: 'webhook_endpoint.update',
    act: async (stage) =>
      stage.owner.patch(`/v1/webhook-endpoints/${(await webhookEndpoint(stage)).id}`, {
        events: ['contact.created'],
      }),
  },
  'DELETE /v1/webhook-endpoints/{id}': {
    records: 'webhook_endpoint.delete',
    act: async (stage) => stage.owner.delete(`/v1/webhook-endpoints/${(await webhookEndpoint(stage)).id}`),
  },
  'POST /v1/webhook-endpoints/{id}/rotate-secret': {
    records: 'webhook_endpoint.rotate_secret',
    act: async (stage) =>
      stage.owner.post(`/v1/webhook-endpoints/${(await webhookEndpoint(stage)).id}/rotate-secret`),
  },
  'POST /v1/webhook-endpoints/{id}/test': {
    records: 'webhook_endpoint.test',
    act: async (stage) => stage.owner.post(`/v1/webhook-endpoints/${(await webhookEndpoint(stage)).id}/test`),
  },
  'POST /v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay': {
    records: 'webhook_endpoint.replay',
    act: async (stage) => {
      const { id } = await webhookEndpoint(stage)
      const sent = await stage.owner.post<{ id: string }>(`/v1/webhook-endpoints/${id}/test`)
      await stage.owner.post(`/v1/webhook-endpoints/${id}/deliveries/${sent.id}/replay`)
    },
  },
  'POST /v1/characters': { records: 'character.create', act: (stage) => character(stage) },
  'PATCH /v1/characters/{id}': {
    records: 'character.update',
    act: async (stage) =>
      stage.owner.patch(`/v1/characters/${(await character(stage)).id}`, { status: 'paused' }),
  },
  'DELETE /v1/characters/{id}': {
    records: 'character.delete',
    act: async (stage) => stage.owner.delete(`/v1/characters/${(await character(stage)).id}`),
  },
  'POST /v1/characters/{id}/restore': {
    records: 'character.restore',
    act: async (stage) => {
      const { id } = await character(stage)
      await stage.owner.delete(`/v1/characters/${id}`)
      await stage.owner.post(`/v1/characters/${id}/restore`)
    },
  },
  'PUT /v1/characters/{id}/accounts': {
    records: 'character.set_accounts',
    act: async (stage) =>
      stage.owner.put(`/v1/characters/${(await character(stage)).id}/accounts`, { accountIds: [] }),
  },
  'PUT /v1/characters/{id}/personality': {
    records: 'character.set_personality',
    act: async (stage) =>
      stage.owner.put(`/v1/characters/${(await character(stage)).id}/personality`, { humor: 1 }),
  },
  'PUT /v1/characters/{id}/appearance': {
    records: 'character.set_appearance',
    act: async (stage) =>
      stage.owner.put(`/v1/characters/${(await character(stage)).id}/appearance`, { hairColor: 'red' }),
  },
  'POST /v1/content': { records: 'character.add_content', act: (stage) => content(stage) },
  'POST /v1/content/decisions': {
    records: 'content.approve',
    act: async (stage) =>
      stage.owner.post('/v1/content/decisions', {
        ids: [await content(stage)],
        from: 'pending',
        to: 'approved',
      }),
  },
  'POST /v1/generations': { records: 'generation.create', act: (stage) => generation(stage) },
  'POST /v1/generations/{id}/cancel': {
    records: 'generation.cancel',
    act: async (stage) => {
      const id = await generation(stage)
      await asOwner(
        `update generation_items set status = 'queued', due_at = now() + interval '1 day' where generation_id = $1`,
        [id],
      )
      return stage.owner.post(`/v1/generations/${id}/cancel`)
    },
  },
  'POST /v1/generations/{id}/retry': {
    records: 'generation.retry',
    act: async (stage) => {
      const id = await generation(stage)
      await asOwner(`update generation_items set status = 'failed', due_at = null where generation_id = $1`, [
        id,
      ])
      return stage.owner.post(`/v1/generations/${id}/retry`, { unknown: false })
    },
  },
  'PATCH /v1/content/{id}': {
    records: 'character.change_content',
    act: async (stage) => stage.owner.patch(`/v1/content/${await content(stage)}`, { isNsfw: true }),
  },
  'DELETE /v1/content/{id}': {
    records: 'character.remove_content',
    act: async (stage) => stage.owner.delete(`/v1/content/${await content(stage)}`),
  },
  'POST /v1/characters/{id}/memory': {
    records: 'character.remember',
    act: async (stage) => remembered(stage),
  },
  'PATCH /v1/characters/{id}/memory/{memoryId}': {
    records: 'character.correct_memory',
    act: async (stage) => stage.owner.patch(await remembered(stage), { text: 'Tea.' }),
  },
  'DELETE /v1/characters/{id}/memory/{memoryId}': {
    records: 'character.forget',
    act: async (stage) => stage.owner.delete(await remembered(stage)),
  },
  'POST /v1/profiles': { records: 'profile.create', act: (stage) => profile(stage) },
  'PATCH /v1/profiles/{id}': {
    records: 'profile.update',
    act: async (stage) => stage.owner.patch(`/v1/profiles/${(await profile(stage)).id}`, { name: 'Grace' }),
  },
  'POST /v1/profiles/{id}/style': {
    records: 'profile.analyze_style',
    act: async (stage) => {
      const { id } = await profile(stage)
      const items = Array.from({ length: 5 }, (_, n) => ({
        profileId: id,
        platform: 'linkedin',
        externalId: randomUUID(),
        text: `Day ${n}. It worked.`,
        postedAt: new Date().toISOString(),
      }))
      await stage.owner.post('/v1/bank/import', { items })
      await stage.owner.post(`/v1/profiles/${id}/style`)
    },
  },
  'PATCH /v1/profiles/{id}/style': {
    records: 'profile.correct_style',
    act: async (stage) =>
      stage.owner.patch(`/v1/profiles/${(await profile(stage)).id}/style`, { prompt: 'Short sentences.' }),
  },
  'DELETE /v1/profiles/{id}': {
    records: 'profile.delete',
    act: async (stage) => stage.owner.delete(`/v1/profiles/${(await profile(stage)).id}`),
  },
  'POST /v1/profiles/{id}/sync': {
    records: 'profile.sync',
    act: async ({ owner, channel }) => {
      const { items } = await owner.get<{ items: { id: string; accounts: { id: string }[] }[] }>(
        '/v1/profiles',
      )
      const own = items.find(({ accounts }) => accounts.some(({ id }) => id === channel.id))
      await owner.post(`/v1/profiles/${own?.id}/sync`)
    },
  },
  'POST /v1/bank/import': { records: 'bank.import', act: (stage) => bankPost(stage) },
  'PATCH /v1/bank/{id}': {
    records: 'bank_post.label',
    act: async (stage) => stage.owner.patch(`/v1/bank/${await bankPost(stage)}`, { topicId: null }),
  },
  'POST /v1/bank/{id}/retry': {
    records: 'bank_post.retry',
    act: async (stage) => stage.owner.post(`/v1/bank/${await bankPost(stage)}/retry`),
  },
  'DELETE /v1/bank/{id}': {
    records: 'bank_post.delete',
    act: async (stage) => stage.owner.delete(`/v1/bank/${await bankPost(stage)}`),
  },
  'POST /v1/drafts': { records: 'draft.create', act: (stage) => draft(stage) },
  'PATCH /v1/drafts/{id}': {
    records: 'draft.update',
    act: async (stage) => stage.owner.patch(`/v1/drafts/${(await draft(stage)).id}`, { title: 'Deals' }),
  },
  'DELETE /v1/drafts/{id}': {
    records: 'draft.delete',
    act: async (stage) => stage.owner.delete(`/v1/drafts/${(await draft(stage)).id}`),
  },
  'POST /v1/drafts/{id}/hooks': { records: 'draft.hooks', act: (stage) => draft(stage, 'hooks') },
  'PATCH /v1/drafts/{id}/hooks/{hookId}': {
    records: 'draft.update',
    act: async (stage) => {
      const { id, hooks } = await draft(stage, 'hooks')
      await stage.owner.patch(`/v1/drafts/${id}/hooks/${hooks[0]?.id}`, { text: 'We asked.' })
    },
  },
  'POST /v1/drafts/{id}/hooks/{hookId}/select': {
    records: 'draft.select_hook',
    act: (stage) => draft(stage, 'hooks', 'select'),
  },
  'POST /v1/drafts/{id}/body': {
    records: 'draft.body',
    act: (stage) => draft(stage, 'hooks', 'select', 'body'),
  },
  'POST /v1/post-batches': { records: 'batch.create', act: (stage) => postBatch(stage) },
  'POST /v1/post-batches/{id}/cancel': {
    records: 'batch.cancel',
    act: async (stage) => {
      const { id, drafts } = await postBatch(stage)
      await asOwner(
        `update production_posts set batch_status = 'waiting', batch_attempts = 9, batch_due_at = now() + interval '1 day' where id = $1`,
        [drafts[0]?.id],
      )
      await stage.owner.post(`/v1/post-batches/${id}/cancel`)
    },
  },
  'POST /v1/post-batches/{id}/drafts/{draftId}/retry': {
    records: 'batch.retry',
    act: async (stage) => {
      const { id, drafts } = await postBatch(stage)
      await asOwner(`update production_posts set batch_status = 'failed' where id = $1`, [drafts[0]?.id])
      await stage.owner.post(`/v1/post-batches/${id}/drafts/${drafts[0]?.id}/retry`)
    },
  },
  'POST /v1/drafts/{id}/alternatives': {
    records: 'draft.alternatives',
    act: async (stage) =>
      stage.owner.post(`/v1/drafts/${(await draft(stage, 'hooks', 'select')).id}/alternatives`),
  },
  'POST /v1/drafts/{id}/alternatives/choose': {
    records: 'draft.choose_body',
    act: async (stage) => {
      const { id } = await draft(stage, 'hooks', 'select')
      await stage.owner.post(`/v1/drafts/${id}/alternatives/choose`, { index: null })
    },
  },
  'POST /v1/drafts/{id}/validate': {
    records: 'draft.validate',
    act: (stage) => draft(stage, 'hooks', 'select', 'body', 'validate'),
  },
  'POST /v1/drafts/{id}/schedule': {
    records: 'draft.schedule',
    act: async (stage) => {
      const { id } = await draft(stage, 'hooks', 'select', 'body', 'validate')
      await stage.owner.post(`/v1/drafts/${id}/schedule`, { publishAt: inAnHour() })
    },
  },
  'POST /v1/drafts/{id}/back': {
    records: 'draft.back',
    act: async (stage) => stage.owner.post(`/v1/drafts/${(await draft(stage, 'hooks')).id}/back`, {}),
  },
  'POST /v1/projects': { records: 'project.create', act: (stage) => project(stage) },
  'PATCH /v1/projects/{id}': {
    records: 'project.update',
    act: async (stage) => stage.owner.patch(`/v1/projects/${(await project(stage)).id}`, { name: 'Tea' }),
  },
  'DELETE /v1/projects/{id}': {
    records: 'project.delete',
    act: async (stage) => stage.owner.delete(`/v1/projects/${(await project(stage)).id}`),
  },
  'PATCH /v1/projects/{id}/posts/{postId}': {
    records: 'project.post_correct',
    act: async (stage) => stage.owner.patch(await heardPost(stage), { polarity: 'negative' }),
  },
  'POST /v1/projects/{id}/posts/{postId}/leave-out': {
    records: 'project.post_leave_out',
    act: async (stage) => stage.owner.post(`${await heardPost(stage)}/leave-out`),
  },
  'POST /v1/projects/{id}/posts/{postId}/put-back': {
    records: 'project.post_put_back',
    act: async (stage) => {
      const post = await heardPost(stage)
      await stage.owner.post(`${post}/leave-out`)
      await stage.owner.post(`${post}/put-back`)
    },
  },
  'POST /v1/projects/{id}/run': {
    records: 'project.run',
    act: async (stage) => stage.owner.post(`/v1/projects/${(await project(stage)).id}/run`),
  },
  'PATCH /v1/projects/{id}/signals/{signalId}': {
    records: 'signal.settle',
    act: async (stage) => {
      const { id } = await project(stage)
      await stage.owner.patch(`/v1/projects/${id}/signals/${await signal(stage.workspaceId, id)}`, {
        status: 'acted',
      })
    },
  },
  'POST /v1/projects/{id}/signals/{signalId}/pause-posts': {
    records: 'signal.act',
    act: async (stage) => {
      const { id } = await project(stage)
      const { id: postId } = await schedule(stage)
      const address = `/v1/projects/${id}/signals/${await signal(stage.workspaceId, id)}`
      await stage.owner.post(`${address}/pause-posts`, { postIds: [postId] })
    },
  },
  'POST /v1/projects/{id}/signals/{signalId}/draft': {
    records: 'signal.act',
    act: async (stage) => {
      const { id } = await project(stage)
      await stage.owner.post(`/v1/projects/${id}/signals/${await signal(stage.workspaceId, id)}/draft`)
    },
  },
  'POST /v1/projects/{id}/posts/{postId}/bank': {
    records: 'bank_post.capture',
    act: async (stage) => stage.owner.post(`${await heardPost(stage)}/bank`),
  },
  'POST /v1/projects/{id}/feeds': {
    records: 'project.add_feed',
    act: async (stage) => feed(stage, (await project(stage)).id),
  },
  'DELETE /v1/projects/{id}/feeds/{feedId}': {
    records: 'project.remove_feed',
    act: async (stage) => {
      const { id } = await project(stage)
      await stage.owner.delete(`/v1/projects/${id}/feeds/${(await feed(stage, id)).id}`)
    },
  },
  'POST /v1/projects/{id}/watch': {
    records: 'project.watch',
    act: async (stage) =>
      stage.owner.post(`/v1/projects/${(await project(stage)).id}/watch`, {
        platform: 'web',
        username: 'ada',
      }),
  },
  'POST /v1/projects/{id}/muted-authors': {
    records: 'muted_author.create',
    act: async (stage) => mutedAuthor(stage, (await project(stage)).id),
  },
  'DELETE /v1/projects/{id}/muted-authors/{mutedId}': {
    records: 'muted_author.delete',
    act: async (stage) => {
      const { id } = await project(stage)
      await stage.owner.delete(`/v1/projects/${id}/muted-authors/${(await mutedAuthor(stage, id)).id}`)
    },
  },
  'POST /v1/projects/{id}/import': {
    records: 'project.import',
    act: async (stage) =>
      stage.owner.post(`/v1/projects/${(await project(stage)).id}/import`, {
        items: [
          { platform: 'web', externalId: randomUUID(), text: '#coffee', postedAt: '2026-03-01T09:00:00Z' },
        ],
      }),
  },
  'POST /v1/workspaces': {
    records: 'workspace.create',
    // It is recorded in the workspace that it makes.
    act: async () => undefined,
  },
  'PATCH /v1/workspaces/current': {
    records: 'workspace.rename',
    act: ({ owner }) => owner.patch('/v1/workspaces/current', { name: 'Renamed' }),
  },
  'POST /v1/workspaces/current/pause': {
    records: 'workspace.pause',
    act: ({ owner }) => owner.post('/v1/workspaces/current/pause', { reason: 'Fire drill' }),
  },
  'POST /v1/workspaces/current/resume': {
    records: 'workspace.resume',
    act: ({ owner }) => owner.post('/v1/workspaces/current/resume'),
  },
  'PATCH /v1/members/{id}': {
    records: 'member.change_role',
    act: async (stage) => stage.owner.patch(`/v1/members/${await memberId(stage)}`, { role: 'agent' }),
  },
  'DELETE /v1/members/{id}': {
    records: 'member.remove',
    act: async (stage) => stage.owner.delete(`/v1/members/${await memberId(stage)}`),
  },
  'POST /v1/members/leave': {
    records: 'member.leave',
    act: async ({ workspaceId }) =>
      (await newMember(house, workspaceId, 'viewer')).as.post('/v1/members/leave'),
  },
  'POST /v1/invitations': { records: 'invitation.create', act: (stage) => invitation(stage) },
  'POST /v1/invitations/{id}/resend': {
    records: 'invitation.resend',
    act: async (stage) => stage.owner.post(`/v1/invitations/${(await invitation(stage)).id}/resend`),
  },
  'DELETE /v1/invitations/{id}': {
    records: 'invitation.revoke',
    act: async (stage) => stage.owner.delete(`/v1/invitations/${(await invitation(stage)).id}`),
  },
  'POST /v1/invitations/accept': {
    records: 'invitation.accept',
    act: async (stage) => {
      const { email } = await invitation(stage)
      const person = await newPerson(house, email)
      const { pathname } = await linkIn(house.emulators, email, 'invites you')
      await person.as.post('/v1/invitations/accept', { token: pathname.replace('/invite/', '') })
    },
  },
  'POST /v1/api-keys': {
    records: 'api_key.create',
    act: ({ owner }) => owner.post('/v1/api-keys', { name: 'Key', scopes: ['see'] }),
  },
  'DELETE /v1/api-keys/{id}': {
    records: 'api_key.revoke',
    act: async ({ owner }) => {
      const { id } = await owner.post<{ id: string }>('/v1/api-keys', { name: 'Key', scopes: ['see'] })
      await owner.delete(`/v1/api-keys/${id}`)
    },
  },
  'POST /v1/accounts': { records: 'account.connect', act: ({ owner }) => connectTelegram(house, owner) },
  'POST /v1/accounts/connect': {
    records: 'connection.begin',
    act: ({ owner }) => owner.post('/v1/accounts/connect', { platform: 'linkedin' }),
  },
  'POST /v1/connections/{id}/choose': {
    records: 'connection.done',
    act: async ({ owner }) => {
      const { id, url } = await owner.post<{ id: string; url: string }>('/v1/accounts/connect', {
        platform: 'linkedin',
      })
      const { pathname, search } = await house.emulators.agree(url, { name: 'Ana', pages: ['Harbour'] })
      await owner.raw('GET', pathname.replace('/api', '') + search)
      const { choices } = await owner.get<{ choices: { externalId: string }[] }>(`/v1/connections/${id}`)
      await owner.post(`/v1/connections/${id}/choose`, { externalIds: [choices[0]?.externalId] })
    },
  },
  'POST /v1/practice': {
    records: 'account.connect',
    act: ({ owner }) => owner.post('/v1/practice', { platform: 'telegram' }),
  },
  'POST /v1/accounts/{id}/reconnect': {
    records: 'account.reconnect',
    act: async ({ owner }) => {
      const { id, token } = await connectTelegram(house, owner)
      await owner.post(`/v1/accounts/${id}/reconnect`, { credentials: { accessToken: token } })
    },
  },
  'DELETE /v1/accounts/{id}': {
    records: 'account.disconnect',
    act: async ({ owner }) => owner.delete(`/v1/accounts/${(await connectTelegram(house, owner)).id}`),
  },
  'PATCH /v1/conversations/{id}': {
    records: 'conversation.change',
    act: ({ owner, conversation }) => owner.patch(`/v1/conversations/${conversation}`, { status: 'active' }),
  },
  'PATCH /v1/ai/settings': {
    records: 'ai_settings.change',
    act: ({ owner }) => owner.patch('/v1/ai/settings', { instructions: 'Be brief.' }),
  },
  'POST /v1/ai/ignore-examples': {
    records: 'ai_settings.ignore_such',
    act: async ({ owner, conversation }) => {
      const { items } = await owner.get<{ items: { id: string; direction: string }[] }>(
        `/v1/conversations/${conversation}/messages`,
      )
      const messageId = items.find(({ direction }) => direction === 'inbound')?.id
      await owner.post('/v1/ai/ignore-examples', { messageId })
    },
  },
  'PUT /v1/decisions/{id}/feedback': {
    records: 'decision.judge',
    act: async (stage) =>
      stage.owner.put(`/v1/decisions/${await decision(stage)}/feedback`, { verdict: 'right' }),
  },
  'DELETE /v1/decisions/{id}/feedback': {
    records: 'decision.unjudge',
    act: async (stage) => {
      const id = await decision(stage)
      await stage.owner.put(`/v1/decisions/${id}/feedback`, { verdict: 'right' })
      await stage.owner.delete(`/v1/decisions/${id}/feedback`)
    },
  },
  'POST /v1/triage-rules': { records: 'triage_rule.create', act: (stage) => triageRule(stage) },
  'PATCH /v1/triage-rules/{id}': {
    records: 'triage_rule.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/triage-rules/${(await triageRule(stage)).id}`, { enabled: false }),
  },
  'POST /v1/triage-rules/order': {
    records: 'triage_rule.order',
    act: async ({ owner }) => {
      const { items } = await owner.get<{ items: { id: string }[] }>('/v1/triage-rules')
      await owner.post('/v1/triage-rules/order', { ids: items.map(({ id }) => id).reverse() })
    },
  },
  'DELETE /v1/triage-rules/{id}': {
    records: 'triage_rule.delete',
    act: async (stage) => stage.owner.delete(`/v1/triage-rules/${(await triageRule(stage)).id}`),
  },
  'POST /v1/conversations/{id}/messages': {
    records: 'message.send',
    act: ({ owner, conversation }) =>
      owner.post(`/v1/conversations/${conversation}/messages`, { text: 'Hello' }),
  },
  'POST /v1/conversations/{id}/messages/{messageId}/retry': {
    records: 'message.retry',
    act: async ({ owner, conversation }) => {
      const path = `/v1/conversations/${conversation}/messages`
      await house.emulators.fault({
        platform: 'whatsapp',
        match: 'Once more',
        times: 1,
        fault: { status: 400, body: { error: { message: 'Undeliverable', code: 131026 } } },
      })
      const { id } = await owner.post<{ id: string }>(path, { text: 'Once more' })
      const found = async () => (await owner.get<{ items: { id: string; status: string }[] }>(path)).items
      await eventually(found, (items) => items.some((one) => one.id === id && one.status === 'failed'))
      await owner.post(`${path}/${id}/retry`)
    },
  },
  'POST /v1/media': { records: 'media.add', act: (stage) => medium(stage) },
  'DELETE /v1/media/{id}': {
    records: 'media.delete',
    act: async (stage) => stage.owner.delete(`/v1/media/${(await medium(stage)).id}`),
  },
  'POST /v1/conversations/{id}/hold': {
    records: 'conversation.hold',
    act: ({ owner, conversation }) => owner.post(`/v1/conversations/${conversation}/hold`),
  },
  'DELETE /v1/conversations/{id}/hold': {
    records: 'conversation.release',
    act: ({ owner, conversation }) => owner.delete(`/v1/conversations/${conversation}/hold`),
  },
  'POST /v1/conversations/{id}/escalate': {
    records: 'escalation.open',
    act: ({ owner, conversation }) =>
      owner.post(`/v1/conversations/${conversation}/escalate`, { note: 'Look' }),
  },
  'PATCH /v1/escalations/{id}': {
    records: 'escalation.change',
    act: async ({ owner }) => {
      const { items } = await owner.get<{ items: { id: string }[] }>('/v1/escalations')
      await owner.patch(`/v1/escalations/${items[0]?.id}`, { status: 'resolved' })
    },
  },
  'POST /v1/knowledge/documents': { records: 'knowledge.create', act: document },
  'PATCH /v1/knowledge/documents/{id}': {
    records: 'knowledge.update',
    act: async (stage) =>
      stage.owner.patch(`/v1/knowledge/documents/${(await document(stage)).id}`, { title: 'Opening hours' }),
  },
  'DELETE /v1/knowledge/documents/{id}': {
    records: 'knowledge.delete',
    act: async (stage) => stage.owner.delete(`/v1/knowledge/documents/${(await document(stage)).id}`),
  },
  'POST /v1/knowledge/documents/{id}/replace': {
    records: 'knowledge.replace',
    act: async (stage) =>
      stage.owner.post(`/v1/knowledge/documents/${(await document(stage)).id}/replace`, {
        url: 'https://example.com/hours',
      }),
  },
  'POST /v1/knowledge/documents/{id}/retry': {
    records: 'knowledge.retry',
    act: async (stage) => stage.owner.post(`/v1/knowledge/documents/${(await unreadable(stage)).id}/retry`),
  },
  'POST /v1/knowledge/faqs': { records: 'faq.create', act: faq },
  'PATCH /v1/knowledge/faqs/{id}': {
    records: 'faq.update',
    act: async (stage) =>
      stage.owner.patch(`/v1/knowledge/faqs/${(await faq(stage)).id}`, { enabled: false }),
  },
  'DELETE /v1/knowledge/faqs/{id}': {
    records: 'faq.delete',
    act: async (stage) => stage.owner.delete(`/v1/knowledge/faqs/${(await faq(stage)).id}`),
  },
  'POST /v1/knowledge/faqs/import': {
    records: 'faq.import',
    act: ({ owner }) =>
      owner.post('/v1/knowledge/faqs/import', {
        format: 'csv',
        content: 'question,answer\nDo you ship?,Yes.\n',
      }),
  },
  'POST /v1/scheduled-posts': { records: 'post.schedule', act: schedule },
  'DELETE /v1/scheduled-posts/{id}': {
    records: 'post.delete',
    act: async (stage) => stage.owner.delete(`/v1/scheduled-posts/${(await schedule(stage)).id}`),
  },
  'POST /v1/scheduled-posts/{id}/pause': {
    records: 'post.pause',
    act: async (stage) =>
      stage.owner.post(`/v1/scheduled-posts/${(await schedule(stage, { rrule: 'FREQ=DAILY' })).id}/pause`),
  },
  'POST /v1/scheduled-posts/{id}/resume': {
    records: 'post.resume',
    act: async (stage) => {
      const { id } = await schedule(stage, { rrule: 'FREQ=DAILY' })
      await stage.owner.post(`/v1/scheduled-posts/${id}/pause`)
      await stage.owner.post(`/v1/scheduled-posts/${id}/resume`)
    },
  },
  'POST /v1/scheduled-posts/{id}/schedule': {
    records: 'post.schedule_draft',
    act: async (stage) =>
      stage.owner.post(`/v1/scheduled-posts/${(await schedule(stage, { status: 'draft' })).id}/schedule`, {}),
  },
  'POST /v1/scheduled-posts/{id}/submit': {
    records: 'post.submit',
    act: async (stage) =>
      stage.owner.post(`/v1/scheduled-posts/${(await schedule(stage, { status: 'draft' })).id}/submit`),
  },
  'POST /v1/scheduled-posts/{id}/draft': {
    records: 'post.draft',
    act: async (stage) => stage.owner.post(`/v1/scheduled-posts/${(await schedule(stage)).id}/draft`),
  },
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/retry': {
    records: 'post.retry',
    act: async (stage) => {
      const { id, targets } = await schedule(stage)
      const target = targets[0]?.id ?? ''
      await asOwner(`update scheduled_post_accounts set status = 'failed' where id = $1`, [target])
      await stage.owner.post(`/v1/scheduled-posts/${id}/targets/${target}/retry`)
    },
  },
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/cancel': {
    records: 'post.cancel_target',
    act: async (stage) => {
      const { id, targets } = await schedule(stage)
      await stage.owner.post(`/v1/scheduled-posts/${id}/targets/${targets[0]?.id}/cancel`)
    },
  },
  'PATCH /v1/scheduled-posts/{id}': {
    records: 'post.update',
    act: async (stage) =>
      stage.owner.patch(`/v1/scheduled-posts/${(await schedule(stage)).id}`, { text: 'Changed' }),
  },
  'POST /v1/scheduled-posts/import': {
    records: 'post.import',
    act: async (stage) =>
      stage.owner.post('/v1/scheduled-posts/import', {
        items: [{ text: 'Imported', accounts: [stage.channel.id], publishAt: '2040-01-01 09:00' }],
      }),
  },
  'POST /v1/scheduled-posts/sort': {
    records: 'post.sort_many',
    act: async (stage) =>
      stage.owner.post('/v1/scheduled-posts/sort', {
        ids: [(await schedule(stage)).id],
        campaignId: (await campaign(stage)).id,
      }),
  },
  'POST /v1/campaigns': { records: 'campaign.create', act: (stage) => campaign(stage) },
  'PATCH /v1/campaigns/{id}': {
    records: 'campaign.change',
    act: async (stage) =>
      stage.owner.patch(`/v1/campaigns/${(await campaign(stage)).id}`, { color: '#c2255c' }),
  },
  'DELETE /v1/campaigns/{id}': {
    records: 'campaign.delete',
    act: async (stage) => stage.owner.delete(`/v1/campaigns/${(await campaign(stage)).id}`),
  },
  'POST /v1/scheduled-posts/remove': {
    records: 'post.delete_many',
    act: async (stage) =>
      stage.owner.post('/v1/scheduled-posts/remove', { ids: [(await schedule(stage)).id] }),
  },
  'POST /v1/scheduled-posts/{id}/cancel': {
    records: 'post.cancel',
    act: async (stage) => stage.owner.post(`/v1/scheduled-posts/${(await schedule(stage)).id}/cancel`),
  },
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/resolve': {
    records: 'post.resolve',
    act: async (stage) => {
      const { id, targets } = await schedule(stage)
      const target = targets[0]?.id ?? ''
      await asOwner(`update scheduled_post_accounts set status = 'unknown' where id = $1`, [target])
      await stage.owner.post(`/v1/scheduled-posts/${id}/targets/${target}/resolve`, { outcome: 'cancelled' })
    },
  },
  'POST /v1/webhook-events/{id}/replay': {
    records: 'webhook_event.replay',
    act: ({ owner, event }) => owner.post(`/v1/webhook-events/${event}/replay`),
  },
  // Last: it makes the owner an admin.
  'POST /v1/members/transfer': {
    records: 'member.change_role',
    act: async (stage) => stage.owner.post('/v1/members/transfer', { memberId: await memberId(stage) }),
  },
}

/** Writes that are not recorded: reads that need a body, pages of the payment service that are opened, and changes that concern one person alone. */
const NO_RECORD = [
  'POST /v1/automation-rules/{id}/dry-run',
  'POST /v1/bank/search',
  'POST /v1/billing/checkout',
  'POST /v1/billing/portal',
  'POST /v1/profiles/{id}/closeness',
  'POST /v1/characters/{id}/try',
  'POST /v1/chat-sessions',
  'PATCH /v1/chat-sessions/{id}',
  'DELETE /v1/chat-sessions/{id}',
  'POST /v1/chat-sessions/{id}/messages',
  'POST /v1/chat-sessions/{id}/retry',
  // The endpoint that it confirms records what it does.
  'POST /v1/chat-sessions/{id}/decide',
  'POST /v1/drafts/{id}/rewrite',
  'POST /v1/generations/estimate',
  'POST /v1/post-batches/estimate',
  'POST /v1/knowledge/search',
  'POST /v1/ai/try',
  'POST /v1/clusters/try',
  'POST /v1/triage-rules/try',
  'POST /v1/triage-rules/replay',
  'POST /v1/invitations/open',
  'PATCH /v1/onboarding',
  'POST /v1/conversations/{id}/read',
  'DELETE /v1/conversations/{id}/read',
  'PATCH /v1/notification-settings',
  'POST /v1/recurrences/preview',
  'POST /v1/scheduled-posts/check',
]
/** Recorded as the other acts on comments are (workers/comment-actions.db.test.ts): no platform that can be practised on has them. */
const ELSEWHERE = ['POST /v1/comments/{id}/hide', 'POST /v1/comments/{id}/private-reply']
/** Recorded in the system log, since there is no workspace, or none any more. */
const FOR_OPERATORS = [
  'POST /v1/workspaces/current/delete',
  'POST /v1/operations/webhook-events/{id}/replay',
  'POST /v1/operations/dead-letters/{id}/replay',
  'POST /v1/operations/webhook-deliveries/{id}/replay',
  'PATCH /v1/operations/workers/{name}',
  'PATCH /v1/operations/machines',
]

describe('every write of the API', () => {
  it('is in this test', async () => {
    const { paths } = (await (await fetch(`${house.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const writes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(writes.sort()).toEqual(
      [...Object.keys(WRITES), ...NO_RECORD, ...ELSEWHERE, ...FOR_OPERATORS].sort(),
    )
  })

  // As many requests as the API has writes, and more.
  const everyWrite = { timeout: 300_000 }
  it('leaves a record that names who did it to what, in the request that did it', everyWrite, async () => {
    const stage = await setStage()
    const entries = async () =>
      (await stage.owner.get<{ items: AuditEntry[] }>('/v1/audit-log?limit=100')).items
    expect((await entries()).map(({ action }) => action)).toContain('workspace.create')
    for (const [write, { records, act }] of Object.entries(WRITES)) {
      if (records === 'workspace.create') continue
      const known = new Set((await entries()).map(({ id }) => id))
      await act(stage)
      // Leave out what a worker does of it afterwards, in its own name.
      const made = (await entries()).filter(({ id, actor }) => !known.has(id) && !actor.startsWith('worker:'))
      expect([write, made.map(({ action }) => action)]).toEqual([write, expect.arrayContaining([records])])
      for (const entry of made) {
        expect(entry.actor).toMatch(/^user:[0-9a-f-]{36}$/)
        expect(entry.actorLabel).not.toBe(entry.actor)
        expect(entry.objectId).toMatch(/^[0-9a-f-]{36}$/)
        expect(entry.requestId).toMatch(/^[\w-]{8,}$/)
        expect(JSON.stringify(entry)).not.toMatch(/chk_|EAA|Is anybody there/)
      }
    }
  })

  it('of an operator stands in the system log', async () => {
    const operator = await newOperator(house)
    const reason = `drill ${randomUUID()}`
    await operator.as.patch('/v1/operations/workers/retention', { enabled: false, reason })
    await operator.as.patch('/v1/operations/workers/retention', { enabled: true })
    const { items } = await operator.as.get<{ items: { detail: unknown; actor: string }[] }>(
      '/v1/operations/system-logs?event=audit.worker.switch&limit=100',
    )
    expect(items).toContainEqual(
      expect.objectContaining({
        actor: `user:${operator.id}`,
        detail: expect.objectContaining({ after: { name: 'retention', enabled: false, reason } }),
      }),
    )
  })
})

describe('the record', () => {
  it('says what was and what is, and is found by action, actor, object and time', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    const before = new Date().toISOString()
    await owner.patch('/v1/workspaces/current', { name: 'New name' })
    await owner.post('/v1/api-keys', { name: 'Key', scopes: ['see'] })
    const find = (query: Record<string, string>) =>
      owner
        .get<{ items: AuditEntry[] }>(`/v1/audit-log?${new URLSearchParams(query)}`)
        .then(({ items }) => items.map(({ action }) => action))
    const { items } = await owner.get<{ items: AuditEntry[] }>('/v1/audit-log?action=workspace.rename')
    expect(items).toMatchObject([{ before: { name: 'Test workspace' }, after: { name: 'New name' } }])
    expect(await find({ action: 'workspace.' })).toEqual(['workspace.rename', 'workspace.create'])
    expect(await find({ objectId: workspaceId })).toEqual(['workspace.rename', 'workspace.create'])
    expect(await find({ since: before })).toEqual(['api_key.create', 'workspace.rename'])
    expect(await find({ until: before })).toEqual(['workspace.create'])
    expect(await find({ actor: items[0]?.actor ?? '' })).toHaveLength(3)
    expect(await find({ actor: 'user:nobody' })).toEqual([])
    expect(await find({ action: '%' })).toEqual([])
  })

  it('is read and exported by owner and admin alone, whole, as a table that no spreadsheet runs or line by line', async () => {
    const { owner, workspaceId } = await newWorkspace(house)
    await owner.patch('/v1/workspaces/current', { name: '=HYPERLINK("http://evil.example","Ha")' })
    await asOwner(
      `insert into audit_log (id, workspace_id, actor, actor_label, action, object_type)
       select gen_random_uuid(), $1, 'cron:x', '=1+1', 'filler.row', 'x' from generate_series(1, 1200)`,
      [workspaceId],
    )
    const csv = await owner.raw('GET', '/v1/audit-log/export')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"')
    const lines = (await csv.text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 1200 + 2)
    expect(lines.filter((line) => /(^|,)"?=/.test(line))).toEqual([])
    const ndjson = await (
      await owner.raw('GET', '/v1/audit-log/export?format=ndjson&action=workspace.rename')
    ).text()
    expect(
      ndjson
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { action: 'workspace.rename', after: { name: '=HYPERLINK("http://evil.example","Ha")' } },
    ])
    for (const role of ['admin', 'editor', 'agent', 'analyst', 'viewer'] as const) {
      const { as } = await newMember(house, workspaceId, role)
      const expected = role === 'admin' ? 200 : 403
      for (const path of ['/v1/audit-log', '/v1/audit-log/export']) {
        expect([role, path, (await as.raw('GET', path)).status]).toEqual([role, path, expected])
      }
    }
  })

  it('names the key that did it', async () => {
    const { owner } = await newWorkspace(house)
    const { id, key } = await owner.post<{ id: string; key: string }>('/v1/api-keys', {
      name: 'Robot',
      scopes: ['answer'],
    })
    const robot: Client = client(house.url, { origin: 'https://example.org', apiKey: key })
    await robot.post('/v1/knowledge/documents', { title: 'By key', text: 'Text.' })
    const { items } = await owner.get<{ items: AuditEntry[] }>('/v1/audit-log?action=knowledge.create')
    expect(items).toMatchObject([
      { actor: `api_key:${id}`, actorLabel: 'API key Robot', after: { title: 'By key' } },
    ])
  })
})
