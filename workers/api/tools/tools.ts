import * as z from 'zod'
import { breakdownBySchema } from '#core/figures/schemas.ts'

/** A tool: an endpoint of the API under a name, with the part of its input that a model needs. */
export interface Tool {
  name: string
  description: string
  /** The endpoint; it brings the scope, the checks and the action. */
  method: 'get' | 'post'
  path: string
  /**
   * What it takes. Names of the path are its parameters; the rest is the query of a `get`, the body of a `post`. No dates and no
   * unions: a client that lists a tool with one drops it, or all tools.
   */
  input: z.ZodObject
  /** What is always sent with it, and cannot be given. */
  fixed?: Record<string, unknown>
  /** It only looks, though it is a `post`. */
  reads?: true
  /** Only where a person confirms each call: the assistant has it, other programs do not. */
  confirmed?: true
}

const id = z.string().describe('The id.')
const limit = z.number().int().min(1).max(50).default(20).describe('How many at most.')
const cursor = z.string().optional().describe('`nextCursor` of the page before.')
const page = { limit, cursor }
const from = z.string().optional().describe('The first day, such as 2026-03-01.')
const to = z.string().optional().describe('The last day, such as 2026-03-31.')
const period = { from, to }

/**
 * Every tool, of other programs (`/mcp`) and of the assistant. What would go out becomes a draft, or awaits a person’s approval, but for those
 * that a person confirms; none deletes.
 */
export const tools: readonly Tool[] = [
  {
    name: 'today',
    description: 'What waits for a person, what machines did since yesterday, and what goes out today.',
    method: 'get',
    path: '/v1/today',
    input: z.object({}),
  },
  {
    name: 'list_accounts',
    description: 'The connected social accounts, with their ids.',
    method: 'get',
    path: '/v1/accounts',
    input: z.object({}),
  },
  {
    name: 'list_conversations',
    description: 'Conversations with contacts, the latest first; by words, or one view of the inbox.',
    method: 'get',
    path: '/v1/conversations',
    input: z.object({
      q: z.string().optional().describe('Words that the contact’s name or a message holds.'),
      view: z.enum(['open', 'mine', 'unassigned', 'waiting', 'snoozed']).optional(),
      ...page,
    }),
  },
  {
    name: 'read_conversation',
    description:
      'The messages of a conversation, the latest first, with what was decided of each automatically and why.',
    method: 'get',
    path: '/v1/conversations/{id}/messages',
    input: z.object({ id, ...page }),
  },
  {
    name: 'list_escalations',
    description: 'Conversations that a person was asked to take, the latest first.',
    method: 'get',
    path: '/v1/escalations',
    input: z.object({ status: z.enum(['open', 'in_progress', 'resolved']).optional(), ...page }),
  },
  {
    name: 'list_contacts',
    description: 'Contacts, the latest first.',
    method: 'get',
    path: '/v1/customers',
    input: z.object(page),
  },
  {
    name: 'list_comments',
    description: 'Comments under posts, the latest first.',
    method: 'get',
    path: '/v1/comments',
    input: z.object({ status: z.enum(['new', 'open', 'answered', 'closed']).optional(), ...page }),
  },
  {
    name: 'search_knowledge',
    description: 'The passages and answers of the knowledge base nearest to a question.',
    method: 'post',
    path: '/v1/knowledge/search',
    reads: true,
    input: z.object({ query: z.string().min(1), limit: z.number().int().min(1).max(50).default(10) }),
  },
  {
    name: 'list_answers',
    description: 'The questions and answers that automatic answers are drawn from.',
    method: 'get',
    path: '/v1/knowledge/faqs',
    input: z.object({ search: z.string().optional(), ...page }),
  },
  {
    name: 'search_bank',
    description: 'Captured posts that did well, by meaning; without a query those with the best scores.',
    method: 'post',
    path: '/v1/bank/search',
    reads: true,
    input: z.object({ query: z.string().optional(), limit: z.number().int().min(1).max(50).default(10) }),
  },
  {
    name: 'list_topics',
    description: 'The topics that the team writes about, with their ids.',
    method: 'get',
    path: '/v1/topics',
    input: z.object(page),
  },
  {
    name: 'list_drafts',
    description: 'Drafts of posts, the latest first.',
    method: 'get',
    path: '/v1/drafts',
    input: z.object(page),
  },
  {
    name: 'list_scheduled_posts',
    description:
      'Posts that are planned, awaiting approval or out, by their time. Between `from` and `to` it shows which times are taken, and so which are free.',
    method: 'get',
    path: '/v1/scheduled-posts',
    input: z.object({
      q: z.string().optional().describe('Words that the text holds.'),
      from: z.string().optional().describe('Due at or after this time, such as 2026-12-15T00:00:00Z.'),
      to: z.string().optional().describe('Due before this time, such as 2026-12-22T00:00:00Z.'),
      ...page,
    }),
  },
  {
    name: 'list_listening_projects',
    description: 'What the team listens to, with ids.',
    method: 'get',
    path: '/v1/projects',
    input: z.object(page),
  },
  {
    name: 'read_listening_posts',
    description:
      'What was said in a listening project, the latest first, each post with its sentiment and score.',
    method: 'get',
    path: '/v1/projects/{id}/posts',
    input: z.object({ id, ...page }),
  },
  {
    name: 'figures',
    description:
      'Messages, requests, time to answer, share answered automatically, escalations and posts of a period, beside the period before.',
    method: 'get',
    path: '/v1/analytics/summary',
    input: z.object(period),
  },
  {
    name: 'figures_by',
    description:
      'The same figures by account, channel, person, label, author, type of hook, topic, campaign, character, rule or hour.',
    method: 'get',
    path: '/v1/analytics/breakdown',
    input: z.object({
      by: breakdownBySchema,
      ...period,
    }),
  },
  {
    name: 'add_answer',
    description: 'Adds a question and its answer, from which automatic answers are drawn.',
    method: 'post',
    path: '/v1/knowledge/faqs',
    input: z.object({ question: z.string().min(1), answer: z.string().min(1) }),
  },
  {
    name: 'add_note',
    description:
      'Writes a note for the team on a conversation, such as a proposed reply. The contact never sees it.',
    method: 'post',
    path: '/v1/notes',
    input: z.object({ conversationId: z.string(), text: z.string().min(1) }),
  },
  {
    name: 'create_draft',
    description: 'Begins a draft of a post on a topic, for the team to write on.',
    method: 'post',
    path: '/v1/drafts',
    input: z.object({
      title: z.string().min(1),
      targetTopic: z.string().min(1).describe('What it is about, in words.'),
      accountIds: z.array(z.string()).optional().describe('Accounts that it is meant for.'),
    }),
  },
  {
    name: 'propose_post',
    description:
      'Puts a post into the calendar, where it awaits a person’s approval and goes nowhere before.',
    method: 'post',
    path: '/v1/scheduled-posts',
    input: z.object({
      text: z.string().min(1),
      accountIds: z.array(z.string()).min(1),
      publishAtLocal: z.string().describe('The local time in `timezone`, such as 2026-12-15T09:00.'),
      timezone: z.string().describe('IANA, such as Europe/Paris.'),
    }),
    fixed: { status: 'awaiting_approval' },
  },
  {
    name: 'propose_hooks',
    description: 'Writes hooks for a draft to choose from, of several types, in place of those that it has.',
    method: 'post',
    path: '/v1/drafts/{id}/hooks',
    input: z.object({ id, count: z.number().int().min(1).max(8).default(4) }),
  },
  {
    name: 'schedule_post',
    description:
      'Puts a post into the calendar, from where it goes out at its time. Use it only where the person asks for it; else `propose_post`.',
    method: 'post',
    path: '/v1/scheduled-posts',
    confirmed: true,
    input: z.object({
      text: z.string().min(1),
      accountIds: z.array(z.string()).min(1),
      publishAtLocal: z.string().describe('The local time in `timezone`, such as 2026-12-15T09:00.'),
      timezone: z.string().describe('IANA, such as Europe/Paris.'),
    }),
    fixed: { status: 'queued' },
  },
]

/** The tools of other programs, where nobody confirms a call. */
export const offered = tools.filter(({ confirmed }) => confirmed !== true)
