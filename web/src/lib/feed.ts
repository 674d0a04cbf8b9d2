import type { QueryKey } from '@tanstack/react-query'
import type { FeedEvent } from '#core/lib/kernel/jobs.ts'

type Filter = Readonly<Record<string, string | undefined>>

/** The query keys that several features know: screens read by them, and the live feed invalidates them. A new feature keeps its own. */
export const keys = {
  me: ['me'],
  /** Belongs to the person, not to one workspace. */
  workspaces: ['workspaces'],
  workspace: ['workspace'],
  today: ['today'],
  attention: ['attention'],
  notificationSettings: ['notification-settings'],
  machineSettings: ['machine-settings'],
  triageRules: ['triage-rules'],
  search: (words: string) => ['conversations', 'search', words],
  onboarding: ['onboarding'],
  members: ['members'],
  invitations: ['invitations'],
  apiKeys: ['api-keys'],
  auditLog: ['audit-log'],
  auditEntries: (filter: Filter) => ['audit-log', filter],
  conversationLists: ['conversations', 'list'],
  conversationList: (filter: Filter) => ['conversations', 'list', filter],
  conversation: (id: string) => ['conversations', 'one', id],
  messages: (conversationId: string) => ['messages', conversationId],
  posts: ['posts'],
  postRange: (from: string, to: string) => ['posts', 'range', from, to],
  post: (id: string) => ['posts', 'one', id],
  documents: ['documents'],
  accounts: ['accounts'],
  operations: ['operations'],
  webhookEvents: (scope: 'workspace' | 'installation', status?: string) => [
    'operations',
    'events',
    scope,
    status ?? 'all',
  ],
  deadLetters: ['operations', 'dead-letters'],
} as const

/** The query keys to read again after an event, by its topic. The `id` of `messages` is the conversation's. */
export type Topics = {
  readonly [topic in FeedEvent['topic']]?: (id: string | undefined) => readonly QueryKey[]
}

const TOPICS: Topics = {
  conversations: (id) =>
    id
      ? [keys.conversationLists, keys.conversation(id), keys.today, keys.attention]
      : [['conversations'], keys.today, keys.attention],
  messages: (id) =>
    id
      ? [keys.messages(id), keys.conversationLists, keys.conversation(id), keys.today, keys.attention]
      : [['messages'], keys.today, keys.attention],
  'scheduled-posts': () => [keys.posts, keys.today],
  knowledge: () => [keys.onboarding, keys.today],
  accounts: () => [keys.accounts, keys.onboarding, keys.today],
  operations: () => [keys.operations],
  // A changed role changes `me`: rights are offered or withdrawn at once.
  members: () => [keys.members, keys.invitations, keys.me, keys.auditLog, keys.onboarding],
  workspace: () => [
    keys.workspace,
    keys.workspaces,
    keys.me,
    keys.machineSettings,
    keys.triageRules,
    keys.auditLog,
    keys.attention,
  ],
}

/** Returns the query keys to read again after an event, of the dashboard's own topics and of those of the features. */
export function keysOf(event: FeedEvent, ofFeatures: readonly Topics[]): QueryKey[] {
  return [TOPICS, ...ofFeatures].flatMap((topics) =>
    Object.hasOwn(topics, event.topic) ? (topics[event.topic]?.(event.id) ?? []) : [],
  )
}

/** Parses a feed event. Returns null for what is none. Its topic may be unknown: a newer Worker sends more than this dashboard knows. */
export function parseFeedEvent(data: unknown): FeedEvent | null {
  if (typeof data !== 'string' || !data.startsWith('{')) return null
  const event: unknown = JSON.parse(data)
  if (typeof event !== 'object' || event === null || !('topic' in event)) return null
  const { topic } = event
  if (typeof topic !== 'string') return null
  const id = 'id' in event && typeof event.id === 'string' ? event.id : undefined
  return { topic: topic as FeedEvent['topic'], ...(id === undefined ? {} : { id }) }
}
