/** Example bodies in the OpenAPI document, one for each route that takes a body. Each passes the route's own schema. */

const ACCOUNT = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e01'
const MEMBER = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e02'
const MEDIUM = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e03'
const GROUP = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e04'
const TOPIC = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e05'
const RULE = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e06'
const CONVERSATION = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e07'
const LABEL = '0190d3c8-7a10-7c3e-9b1f-2f6a1c0d4e08'
const LINK_TOKEN = { token: 'the part of the link after /invite/' }

const POST = {
  text: 'Open until eight tonight.',
  accountIds: [ACCOUNT],
  publishAtLocal: '2027-03-15T09:00',
  timezone: 'Europe/Paris',
}

export const EXAMPLES: Readonly<Record<string, unknown>> = {
  'POST /v1/accounts': {
    platform: 'telegram',
    externalId: '@our_channel',
    name: 'Our channel',
    credentials: { accessToken: '123456:the-token-of-your-bot' },
  },
  'POST /v1/accounts/connect': { platform: 'linkedin', returnTo: '/accounts' },
  'POST /v1/connections/{id}/choose': { externalIds: ['urn:li:organization:5515715'] },
  'POST /v1/accounts/{id}/reconnect': { credentials: { accessToken: '123456:the-new-token' } },
  'POST /v1/practice': { platform: 'whatsapp' },
  'POST /v1/api-keys': { name: 'Reporting', scopes: ['see'], expiresAt: '2027-12-31T00:00:00Z' },
  'PATCH /v1/conversations/{id}': { status: 'archived' },
  'POST /v1/conversations/bulk': { ids: [CONVERSATION], change: { addLabels: [LABEL] } },
  'POST /v1/saved-filters': { name: 'French, waiting', query: { view: 'waiting', language: 'fr' } },
  'PATCH /v1/saved-filters/{id}': { name: 'In French' },
  'POST /v1/labels': { name: 'Refund', color: '#c2255c' },
  'PATCH /v1/labels/{id}': { name: 'Refunds' },
  'POST /v1/notes': { conversationId: CONVERSATION, text: 'Ben, can you call them?', mentions: [MEMBER] },
  'PATCH /v1/notes/{id}': { text: 'They were called.' },
  'POST /v1/canned-replies': {
    shortcut: 'hours',
    text: 'Hello {contact.first_name|there}, we open at ten.',
  },
  'PATCH /v1/canned-replies/{id}': { text: 'We open at nine.' },
  'POST /v1/conversations/{id}/messages': { text: 'Yes, we open at ten.' },
  'POST /v1/conversations/{id}/read': { until: '2027-03-15T08:00:00Z' },
  'PATCH /v1/notification-settings': { mail: true, mailAfterMinutes: 30, sound: false },
  'POST /v1/conversations/{id}/escalate': { note: 'Wants a refund; please call back.' },
  'PATCH /v1/escalations/{id}': { status: 'resolved' },
  'PATCH /v1/ai/settings': { autoReplyEnabled: true, instructions: 'Never promise a delivery date.' },
  'POST /v1/triage-rules': {
    name: 'Refunds to a person',
    when: { contains: ['refund', 'money back'], language: 'en' },
    decision: 'escalate',
  },
  'PATCH /v1/triage-rules/{id}': { enabled: false },
  'POST /v1/triage-rules/order': { ids: [RULE] },
  'POST /v1/triage-rules/try': { text: 'Can I get my money back?', at: '2027-03-15T22:30:00Z' },
  'POST /v1/triage-rules/replay': {
    rules: [
      {
        name: 'At night',
        when: { between: { from: '22:00', to: '06:00', timezone: 'Europe/Paris' } },
        decision: 'escalate',
      },
    ],
    limit: 100,
  },
  'POST /v1/ai/try': { text: 'When do you open on Sundays?' },
  'POST /v1/clusters/try': {
    vectors: [[0.1], [0.2], [0.3], [5.1], [5.2], [5.3]],
    minClusterSize: 3,
    minSamples: 1,
  },
  'POST /v1/knowledge/documents': { title: 'Opening hours', text: 'We open at ten, on Sundays at noon.' },
  'PATCH /v1/knowledge/documents/{id}': { text: 'We open at nine, on Sundays at noon.' },
  'POST /v1/knowledge/documents/{id}/replace': { url: 'https://example.com/opening-hours' },
  'POST /v1/knowledge/faqs': {
    question: 'Do you deliver?',
    answer: 'Yes, within the city.',
    keywords: ['shipping'],
  },
  'POST /v1/knowledge/faqs/import': {
    format: 'csv',
    content: 'question,answer\nDo you deliver?,"Yes, within the city."',
  },
  'PATCH /v1/knowledge/faqs/{id}': { enabled: false },
  'POST /v1/knowledge/search': { query: 'opening hours on Sundays', limit: 5 },
  'POST /v1/media': { url: 'https://example.com/shop.jpg', altText: 'The shop window' },
  'PATCH /v1/members/{id}': { role: 'editor' },
  'POST /v1/members/transfer': { memberId: MEMBER },
  'POST /v1/invitations': { email: 'sam@example.com', role: 'agent' },
  'POST /v1/invitations/open': LINK_TOKEN,
  'POST /v1/invitations/accept': LINK_TOKEN,
  'POST /v1/scheduled-posts': { ...POST, media: [{ mediaId: MEDIUM, altText: 'The shop window' }] },
  'POST /v1/scheduled-posts/check': POST,
  'PATCH /v1/scheduled-posts/{id}': { text: 'Open until nine tonight.' },
  'POST /v1/scheduled-posts/{id}/schedule': { publishAt: '2027-03-15T08:00:00Z' },
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/resolve': {
    outcome: 'sent',
    url: 'https://t.me/our_channel/42',
  },
  'POST /v1/recurrences/preview': {
    rrule: 'FREQ=WEEKLY;BYDAY=MO,TH',
    start: '2027-03-15T09:00:00',
    timezone: 'Europe/Paris',
    limit: 4,
  },
  'PATCH /v1/operations/workers/{name}': { enabled: false, reason: 'The provider is away.' },
  'PATCH /v1/operations/machines': { enabled: true },
  'POST /v1/profiles': {
    name: 'Ada Martin',
    type: 'external_influencer',
    platform: 'linkedin',
    handle: 'https://www.linkedin.com/in/ada-martin',
  },
  'POST /v1/webhook-endpoints': {
    url: 'https://hooks.example.com/chorus',
    events: ['message.received', 'post.changed'],
  },
  'PATCH /v1/webhook-endpoints/{id}': { enabled: true },
  'POST /v1/bank/import': {
    items: [
      {
        platform: 'linkedin',
        externalId: '7123',
        author: 'Ada Martin',
        text: 'I lost my first ten deals.',
        postedAt: '2026-03-01T09:00:00Z',
        metrics: { likes: 120, comments: 14 },
      },
    ],
  },
  'POST /v1/bank/search': { query: 'learning from lost deals', filters: { minEngagement: 50 }, limit: 10 },
  'POST /v1/projects': {
    name: 'Coffee in town',
    platforms: ['mastodon'],
    scope: { hashtags: ['coffee'], creators: ['ada'], query: 'lang:en -giveaway' },
  },
  'PATCH /v1/projects/{id}': { status: 'paused' },
  'PATCH /v1/projects/{id}/posts/{postId}': { polarity: 'negative' },
  'PATCH /v1/projects/{id}/signals/{signalId}': { status: 'acted', note: 'Answered in the shop.' },
  'POST /v1/projects/{id}/muted-authors': { platform: 'mastodon', username: 'ada' },
  'POST /v1/projects/{id}/import': {
    items: [
      {
        platform: 'mastodon',
        externalId: '111222333',
        author: 'ada',
        text: 'The best #coffee in town.',
        postedAt: '2026-03-01T09:00:00Z',
        metrics: { likes: 12 },
      },
    ],
  },
  'PATCH /v1/bank/{id}': { topicId: TOPIC },
  'PATCH /v1/profiles/{id}': { name: 'Ada Martin-Roy' },
  'PATCH /v1/profiles/{id}/style': { prompt: 'Short sentences. One idea a line. Never an emoji.' },
  'POST /v1/profiles/{id}/closeness': { text: 'I lost my first ten deals. Here is what I learnt.' },
  'POST /v1/topic-groups': { name: 'Business', color: '#1c7ed6' },
  'PATCH /v1/topic-groups/{id}': { color: '#2f9e44' },
  'POST /v1/topics': {
    name: 'Sales',
    description: 'Finding customers and selling to them.',
    embeddingDescription: 'sales prospects leads closing deals negotiation',
    groupId: GROUP,
  },
  'PATCH /v1/topics/{id}': { name: 'Sales and customers' },
  'POST /v1/topics/{id}/merge': { into: TOPIC },
  'POST /v1/audiences': {
    name: 'Founders',
    description: 'They run a small company.',
    jobTitles: ['founder', 'owner'],
    painPoints: ['too little time'],
    goals: ['find the first customers'],
    vocabularyToUse: ['growth'],
    vocabularyToAvoid: ['synergy'],
    tonePreferences: 'Direct.',
  },
  'PATCH /v1/audiences/{id}': { goals: ['hire the first team'] },
  'POST /v1/hook-types': {
    name: 'Question',
    description: 'A question to the reader.',
    promptInstruction: 'Ask one short question.',
  },
  'PATCH /v1/hook-types/{id}': { promptInstruction: 'Ask one short question, without “you”.' },
  'POST /v1/post-structures': { name: 'List', description: 'A promise, five points, a summary.' },
  'PATCH /v1/post-structures/{id}': { description: 'A promise, three points, a summary.' },
  'POST /v1/post-templates': { name: 'With an invitation', structure: '{{body}}\n\n{{cta}}\n{{resource}}' },
  'PATCH /v1/post-templates/{id}': { structure: '{{body}}\n\n— {{author}}' },
  'POST /v1/presets': { name: 'Short list', config: { maxLength: 600, list: true, hashtags: ['sales'] } },
  'PATCH /v1/presets/{id}': { config: { paragraphs: 2 } },
  'POST /v1/ctas': { name: 'Ask', textContent: 'How do you do it?', category: 'question' },
  'PATCH /v1/ctas/{id}': { textContent: 'What do you do first?' },
  'POST /v1/resources': { name: 'The guide', resourceType: 'file', url: 'https://example.com/guide.pdf' },
  'PATCH /v1/resources/{id}': { url: 'https://example.com/guide-2.pdf' },
  'POST /v1/notes-for-writing': {
    name: 'Our first year',
    content: 'We closed 23 deals in our first year.',
    topicIds: [TOPIC],
  },
  'PATCH /v1/notes-for-writing/{id}': { content: 'We closed 24 deals in our first year.' },
  'POST /v1/starter-set': { language: 'fr' },
  'POST /v1/drafts': {
    source: { type: 'text', text: 'We lost ten deals. We had talked too much. Now we ask first.' },
    topicId: TOPIC,
    accountIds: [ACCOUNT],
  },
  'PATCH /v1/drafts/{id}': { body: 'Now we ask first, and talk later.', revision: 4 },
  'POST /v1/drafts/{id}/hooks': { count: 4 },
  'PATCH /v1/drafts/{id}/hooks/{hookId}': { text: 'We lost ten deals by talking.' },
  'POST /v1/drafts/{id}/validate': { accountIds: [ACCOUNT] },
  'POST /v1/drafts/{id}/schedule': { publishAtLocal: '2027-03-15T09:00', timezone: 'Europe/Paris' },
  'POST /v1/drafts/{id}/back': { to: 'body_gen' },
  'POST /v1/workspaces': { name: 'Corner Bakery', language: 'en' },
  'PATCH /v1/workspaces/current': { name: 'Corner Bakery & Café' },
  'POST /v1/workspaces/current/delete': { name: 'Corner Bakery & Café' },
  'POST /v1/workspaces/current/pause': { reason: 'We look at the answers first.' },
  'PATCH /v1/onboarding': { skip: 'invite_team' },
}

export const exampleFor = (method: string, path: string): unknown =>
  EXAMPLES[`${method.toUpperCase()} ${path}`]
