import { collapse, truncate } from '#core/lib/text/text.ts'
import type { ChatSource } from '../schemas.ts'

type Row = Record<string, unknown>
type Found = Omit<ChatSource, 'n'>

/** A source is shown in one line. */
const TITLE_MAX = 100
/** A tool that finds more has the rest in its result, without a number. */
const SOURCES_MAX = 8

const titled = (...texts: unknown[]): string =>
  truncate(
    collapse(String(texts.find((text) => typeof text === 'string' && text.trim() !== '') ?? '')),
    TITLE_MAX,
  )
const list = (result: unknown): Row[] => {
  const items = (result as { items?: unknown } | null)?.items
  return Array.isArray(items)
    ? items.filter((item): item is Row => typeof item === 'object' && item !== null)
    : []
}
const each =
  (one: (row: Row) => Found) =>
  (result: unknown): Found[] =>
    list(result).map(one)
const rows = (of: unknown): Row[] => (Array.isArray(of) ? of : list(of))

/** Lists what waits for a person today, in the order of the screen: who it is of, and what it says. */
function waiting(result: unknown): Found[] {
  const { waiting: found } = (result ?? {}) as { waiting?: Row }
  if (!found) return []
  const conversations = ['escalations', 'held', 'windows', 'messages'].flatMap((kind) => rows(found[kind]))
  return [
    ...conversations.map(({ conversationId, customerName, customerHandle, text }) => ({
      title: titled([customerName ?? customerHandle, text].filter(Boolean).join(': '), 'Conversation'),
      to: `/inbox/${conversationId}`,
    })),
    ...rows(found.comments).map(({ id, authorName, text }) => ({
      title: titled([authorName, text].filter(Boolean).join(': '), 'Comment'),
      to: `/comments?${query('comment', id)}`,
    })),
    ...rows(found.posts).map(({ id, text }) => ({
      title: titled(text, 'Post'),
      to: `/calendar?${query('post', id)}`,
    })),
    ...rows(found.accounts).map(({ name, reason }) => ({
      title: titled([name, reason].filter(Boolean).join(': ')),
      to: '/accounts',
    })),
  ]
}

const screen = (title: string, to: string) => (): Found[] => [{ title, to }]
const query = (name: string, value: unknown) => `${name}=${encodeURIComponent(String(value))}`

/** Sources of each reading tool's result, and the screens that show them. */
const OF: Readonly<Record<string, (result: unknown, input: Row) => Found[]>> = {
  today: (result) => [{ title: 'Today', to: '/' }, ...waiting(result)],
  list_accounts: each(({ name }) => ({ title: titled(name), to: '/accounts' })),
  list_conversations: each(({ id, contactName, lastMessageText, lastText }) => ({
    title: titled(contactName, lastMessageText, lastText, 'Conversation'),
    to: `/inbox/${id}`,
  })),
  read_conversation: (_result, { id }) => [{ title: 'Conversation', to: `/inbox/${id}` }],
  list_escalations: each(({ conversationId, reason }) => ({
    title: titled(reason, 'Escalation'),
    to: `/inbox/${conversationId}`,
  })),
  list_comments: each(({ id, text }) => ({
    title: titled(text, 'Comment'),
    to: `/comments?${query('comment', id)}`,
  })),
  search_knowledge: each(({ title, content, kind }) => ({
    title: titled(title, content),
    to: `/knowledge?${kind === 'faq' ? `tab=faqs&${query('search', titled(title))}` : query('search', titled(title))}`,
  })),
  list_answers: each(({ question }) => ({
    title: titled(question),
    to: `/knowledge?tab=faqs&${query('search', titled(question))}`,
  })),
  search_bank: each(({ id, text, content, hook }) => ({
    title: titled(hook, text, content, 'Post'),
    to: `/bank?${query('post', id)}`,
  })),
  list_topics: each(({ name }) => ({ title: titled(name), to: '/topics' })),
  list_drafts: each(({ id, title, targetTopic, hook }) => ({
    title: titled(title, targetTopic, hook, 'Draft'),
    to: `/drafts/${id}`,
  })),
  list_scheduled_posts: each(({ id, text }) => ({
    title: titled(text, 'Post'),
    to: `/calendar?${query('post', id)}`,
  })),
  list_listening_projects: each(({ id, name }) => ({ title: titled(name), to: `/listening/${id}` })),
  read_listening_posts: (result, { id }) =>
    list(result).map(({ text, content }) => ({
      title: titled(text, content, 'Post'),
      to: `/listening/${id}?tab=posts`,
    })),
  figures: screen('Figures', '/figures'),
  figures_by: screen('Figures', '/figures'),
}

/** Returns what a tool's result rests on, at most 8, numbered on from those that an answer has. */
export const sourcesOf = (tool: string, result: unknown, input: Row, known: number): ChatSource[] =>
  (OF[tool]?.(result, input) ?? [])
    .slice(0, SOURCES_MAX)
    .map((source, at) => ({ n: known + at + 1, ...source }))

/** Screens that show what a changing tool made. */
const MADE: Readonly<Record<string, (made: Row, input: Row) => string>> = {
  create_draft: ({ id }) => `/drafts/${id}`,
  propose_hooks: (_made, { id }) => `/drafts/${id}`,
  propose_post: ({ id }) => `/calendar?${query('post', id)}`,
  schedule_post: ({ id }) => `/calendar?${query('post', id)}`,
  add_answer: (_made, { question }) => `/knowledge?tab=faqs&${query('search', question)}`,
  add_note: (_made, { conversationId }) => `/inbox/${conversationId}`,
}

/** Returns the screen that shows what a tool made; null where there is none. */
export const screenOf = (tool: string, made: unknown, input: Row): string | null =>
  typeof made === 'object' && made !== null ? (MADE[tool]?.(made as Row, input) ?? null) : null
