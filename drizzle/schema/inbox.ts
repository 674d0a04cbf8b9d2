import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
  vector,
} from 'drizzle-orm/pg-core'
import type { FeedbackVerdict } from '#core/inbox/schemas/feedback.ts'
import type { RuleLanguage } from '#core/inbox/schemas/languages.ts'
import type { AccountHours, OpeningHours, OutsideHours } from '#core/inbox/schemas/opening-hours.ts'
import type {
  DecisionKind,
  EscalationReason,
  Likeness,
  MachineNotice,
  MatchedRule,
  MessageDetails,
  MessageStatus,
  Triage,
} from '#core/inbox/schemas.ts'
import type { Passage } from '#core/knowledge/schemas.ts'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import { socialAccounts } from './accounts.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { media } from './media.ts'
import { tenantReference, workspaceId } from './tenant.ts'

export const customers = pgTable(
  'customers',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name'),
    handle: text('handle'),
    /** What the team knows of them, by the names that it gave. */
    fields: jsonb('fields').$type<Record<string, string>>().notNull().default({}),
    /** The contact that is the same person, as somebody has said. Rows stay where they are, so that it can be taken back. */
    mergedInto: uuid('merged_into'),
    ...timestamps(),
  },
  (t) => [
    unique('customers_tenant').on(t.workspaceId, t.id),
    index('customers_recent').on(t.workspaceId, t.createdAt, t.id).where(sql`${t.mergedInto} is null`),
    index('customers_merged').on(t.workspaceId, t.mergedInto).where(sql`${t.mergedInto} is not null`),
    index('customers_handle').on(t.workspaceId, sql`lower(${t.handle})`),
    foreignKey({
      name: 'customers_merged_into',
      columns: [t.workspaceId, t.mergedInto],
      foreignColumns: [t.workspaceId, t.id],
    }),
  ],
)

/** A contact's identities on one account: a user id, a phone number, a username. A phone may be absent. */
export const contactIdentities = pgTable(
  'contact_identities',
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: uuid('account_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    kind: text('kind').$type<'user_id' | 'phone' | 'username'>().notNull(),
    value: text('value').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('contact_identities_value').on(t.workspaceId, t.accountId, t.kind, t.value),
    index('contact_identities_same').on(t.workspaceId, t.kind, t.value),
    index('contact_identities_customer').on(t.workspaceId, t.customerId),
    tenantReference('contact_identities_account', [t.workspaceId, t.accountId], socialAccounts),
    tenantReference('contact_identities_owner', [t.workspaceId, t.customerId], customers),
  ],
)

export const conversations = pgTable(
  'conversations',
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: uuid('account_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    status: text('status').$type<'active' | 'archived' | 'escalated'>().notNull().default('active'),
    /** While somebody holds it, the machine is silent. An API key may hold it without a person. */
    held: boolean('held').notNull().default(false),
    heldByUserId: uuid('held_by_user_id').references(() => users.id, { onDelete: 'set null' }),
    /** The key that holds it, when no person does. */
    heldByKeyId: uuid('held_by_key_id'),
    heldAt: instant('held_at'),
    /** The contact's address on this account. */
    recipient: text('recipient').notNull(),
    /** The contact has said STOP here, or the platform says so: no machine and no broadcast writes to them. */
    optedOutAt: instant('opted_out_at'),
    optedOutBy: text('opted_out_by').$type<'contact' | 'platform' | 'person'>(),
    /** When the contact was told that a machine answers. */
    disclosedAt: instant('disclosed_at'),
    /** When the contact was last told that nobody is there outside business hours. */
    awayAt: instant('away_at'),
    /**
     * When the contact last gave each of these, by the platform's time: an older message that comes late does not change it. Their name
     * and handle are stored with the customer; the times are stored here, since each message writes this row anyway.
     */
    consentAt: instant('consent_at'),
    recipientAt: instant('recipient_at'),
    nameAt: instant('name_at'),
    handleAt: instant('handle_at'),
    lastInboundAt: instant('last_inbound_at'),
    lastMessageAt: instant('last_message_at').notNull(),
    /** Until when the contact's messages were answered or left alone, by the platform's time (`chorus_settle`). */
    settledAt: instant('settled_at'),
    /** The contact wrote last, and it was neither answered nor left alone. */
    waiting: boolean('waiting')
      .notNull()
      .generatedAlwaysAs(
        sql`last_inbound_at is not null and (settled_at is null or settled_at < last_inbound_at)`,
      ),
    /** Until then it is in no list of work; a new message ends it earlier. */
    snoozedUntil: instant('snoozed_until'),
    snoozedBy: uuid('snoozed_by').references(() => users.id, { onDelete: 'set null' }),
    /** The language of what was last decided on; null if it could not be told. */
    language: text('language').$type<RuleLanguage>(),
    ...timestamps(),
  },
  (t) => [
    unique('conversations_tenant').on(t.workspaceId, t.id),
    unique('conversations_contact').on(t.workspaceId, t.accountId, t.customerId),
    index('conversations_recent').on(t.workspaceId, t.lastMessageAt, t.id),
    index('conversations_status').on(t.workspaceId, t.status, t.lastMessageAt, t.id),
    index('conversations_open')
      .on(t.workspaceId, t.lastMessageAt, t.id)
      .where(sql`${t.status} <> 'archived' and ${t.snoozedUntil} is null`),
    index('conversations_unassigned')
      .on(t.workspaceId, t.lastMessageAt, t.id)
      .where(sql`${t.status} <> 'archived' and ${t.snoozedUntil} is null and not ${t.held}`),
    index('conversations_waiting')
      .on(t.workspaceId, t.lastMessageAt, t.id)
      .where(sql`${t.status} <> 'archived' and ${t.snoozedUntil} is null and ${t.waiting}`),
    index('conversations_snoozed')
      .on(t.workspaceId, t.lastMessageAt, t.id)
      .where(sql`${t.snoozedUntil} is not null`),
    index('conversations_to_wake').on(t.snoozedUntil).where(sql`${t.snoozedUntil} is not null`),
    index('conversations_of_platform').on(t.workspaceId, t.platform, t.lastMessageAt, t.id),
    index('conversations_of_language').on(t.workspaceId, t.language, t.lastMessageAt, t.id),
    index('conversations_of_account').on(t.workspaceId, t.accountId, t.lastMessageAt, t.id),
    index('conversations_of_customer').on(t.workspaceId, t.customerId),
    index('conversations_held')
      .on(t.workspaceId, t.heldByUserId, t.lastMessageAt, t.id)
      .where(sql`${t.held}`),
    index('conversations_inbound').on(t.workspaceId, t.lastInboundAt),
    tenantReference('conversations_account', [t.workspaceId, t.accountId], socialAccounts),
    tenantReference('conversations_customer', [t.workspaceId, t.customerId], customers),
  ],
)

export const aiDecisions = pgTable(
  'ai_decisions',
  {
    id: id(),
    workspaceId: workspaceId(),
    conversationId: uuid('conversation_id').notNull(),
    /** The last message of the burst that was decided on. */
    messageId: uuid('message_id').notNull(),
    decision: text('decision').$type<DecisionKind>().notNull(),
    confidence: numeric('confidence', { precision: 4, scale: 3, mode: 'number' }).notNull(),
    reason: text('reason').notNull(),
    matchedRule: text('matched_rule').$type<MatchedRule>(),
    messageText: text('message_text').notNull(),
    model: text('model').notNull(),
    prompt: text('prompt'),
    snapshot: jsonb('snapshot_json').$type<DecisionSnapshot>().notNull(),
    /** The contact changed its messages before anything was answered: it is decided anew. */
    superseded: boolean('superseded').notNull().default(false),
    ...timestamps(),
  },
  (t) => [
    unique('ai_decisions_tenant').on(t.workspaceId, t.id),
    uniqueIndex('ai_decisions_message').on(t.workspaceId, t.messageId).where(sql`not ${t.superseded}`),
    index('ai_decisions_recent').on(t.workspaceId, t.decision, t.createdAt),
    index('ai_decisions_of_conversation').on(t.workspaceId, t.conversationId, t.createdAt),
    tenantReference('ai_decisions_conversation', [t.workspaceId, t.conversationId], conversations),
  ],
)

/** The machine's input and proposal when it decided. */
export interface DecisionSnapshot {
  passages: (Passage & { used: boolean })[]
  proposed: { decision: DecisionKind; confidence: number; reply: string | null }
  unsupported: string[]
  usage: { inputTokens: number; outputTokens: number }
  burst: string[]
  /** The rule of the workspace that applied; older decisions do not have it. */
  rule?: { id: string; name: string } | null
  /** The example to ignore that it is most like, from 0 to 1; only of a decision that was made by it. */
  example?: Likeness | null
}

export const conversationMessages = pgTable(
  'conversation_messages',
  {
    id: id(),
    workspaceId: workspaceId(),
    conversationId: uuid('conversation_id').notNull(),
    direction: text('direction').$type<'inbound' | 'outbound'>().notNull(),
    author: text('author').$type<'contact' | 'machine' | 'person'>().notNull(),
    authorUserId: uuid('author_user_id').references(() => users.id, { onDelete: 'set null' }),
    platformMessageId: text('platform_message_id'),
    type: text('message_type').notNull(),
    text: text('text'),
    /** Start of the answer in the text, after the notice that a machine writes; counted from 1, as Postgres does. */
    answerFrom: integer('answer_from'),
    /** It tells the contact that a person will answer (`handoff`) or that nobody is there (`away`), and is no answer itself. */
    notice: text('notice').$type<MachineNotice>(),
    /** As the platform sent it; of an edited message also its former texts, as `formerTexts`. */
    metadata: jsonb('metadata').$type<Record<string, unknown>>(),
    /** Content besides the text, in our own format. */
    details: jsonb('details').$type<MessageDetails>(),
    /** The platform's remark when it accepted the message, such as that it holds it back. */
    note: text('note'),
    status: text('status').$type<MessageStatus>().notNull(),
    /**
     * The status as indexes know it: a claimed message stays `open`, so that a claim is written into the
     * same page and into no index.
     */
    phase: text('phase')
      .$type<'open' | 'troubled' | 'cancelled' | 'settled'>()
      .notNull()
      .generatedAlwaysAs(
        sql`case when status in ('queued', 'sending', 'waiting') then 'open' when status in ('failed', 'unknown') then 'troubled'
          when status = 'cancelled' then 'cancelled' else 'settled' end`,
      ),
    error: text('error'),
    /** Raised by each attempt; a result with an older fence is late and changes nothing. */
    fence: integer('fence').notNull().default(0),
    leaseUntil: instant('lease_until'),
    notBefore: instant('not_before'),
    attempts: integer('attempts').notNull().default(0),
    replyToId: uuid('reply_to_id'),
    triage: text('triage').$type<Triage>(),
    confidence: numeric('confidence', { precision: 4, scale: 3, mode: 'number' }),
    aiDecisionId: uuid('ai_decision_id'),
    sentAt: instant('sent_at').notNull(),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
    ...timestamps(),
  },
  (t) => [
    unique('conversation_messages_tenant').on(t.workspaceId, t.id),
    unique('conversation_messages_platform').on(t.workspaceId, t.platformMessageId, t.conversationId),
    index('conversation_messages_thread').on(t.workspaceId, t.conversationId, t.sentAt, t.id),
    index('conversation_messages_undecided')
      .on(t.workspaceId, t.conversationId)
      .where(sql`${t.direction} = 'inbound' and ${t.aiDecisionId} is null`),
    index('conversation_messages_unsent').on(t.workspaceId, t.conversationId).where(sql`${t.phase} = 'open'`),
    index('conversation_messages_troubled')
      .on(t.workspaceId, t.sentAt)
      .where(sql`${t.direction} = 'outbound' and ${t.phase} = 'troubled'`),
    index('conversation_messages_by_people')
      .on(t.workspaceId, t.conversationId, t.sentAt)
      .where(sql`${t.author} = 'person'`),
    // The machine answers a message only once, however often it is asked to.
    uniqueIndex('conversation_messages_one_answer')
      .on(t.workspaceId, t.replyToId)
      .where(sql`${t.author} = 'machine' and ${t.phase} <> 'cancelled'`),
    tenantReference('conversation_messages_conversation', [t.workspaceId, t.conversationId], conversations),
    tenantReference(
      'conversation_messages_decision',
      [t.workspaceId, t.aiDecisionId],
      aiDecisions,
      'no action',
    ),
  ],
)

export const aiSettings = pgTable('ai_settings', {
  id: id(),
  workspaceId: workspaceId().unique('ai_settings_workspace'),
  systemPrompt: text('system_prompt').notNull().default(''),
  /** The notice that a machine writes, for the first machine answer; empty for the words that come with Chorus. */
  disclosure: text('disclosure').notNull().default(''),
  /** True when contacts are told that they are passed to a person; the words for open and closed hours follow, empty for Chorus's own. */
  handoffTold: boolean('handoff_told').notNull().default(false),
  handoffWords: text('handoff_words').notNull().default(''),
  handoffWordsClosed: text('handoff_words_closed').notNull().default(''),
  /** Hours in which people answer; null for always. */
  openingHours: jsonb('opening_hours').$type<OpeningHours>(),
  /** Accounts with hours of their own. */
  accountHours: jsonb('account_hours').$type<AccountHours[]>().notNull().default([]),
  /** The behaviour of automatic answers outside those hours. */
  outsideHours: text('outside_hours').$type<OutsideHours>().notNull().default('answer'),
  /** The words of the away answer; empty for Chorus's own. */
  awayWords: text('away_words').notNull().default(''),
  /** `provider/model`; null, or a model that is no longer offered, for the installation's usual one. */
  answerModel: text('answer_model'),
  /** 0–1; null for the prompt's default. */
  temperature: doublePrecision('temperature'),
  maxOutputTokens: integer('max_output_tokens'),
  aiEnabledForConversations: boolean('ai_enabled_for_conversations').notNull().default(true),
  aiEnabledForComments: boolean('ai_enabled_for_comments').notNull().default(true),
  autoReplyEnabled: boolean('auto_reply_enabled').notNull().default(true),
  ...timestamps(),
})

export const aiRules = pgTable('ai_rules', {
  id: id(),
  workspaceId: workspaceId().unique('ai_rules_workspace'),
  instructions: text('instructions').notNull().default(''),
  ignoreExamples: text('ignore_examples').array().notNull().default([]),
  /** How alike an example a message must be to be ignored without a model, 0–1. */
  ignoreLikeness: doublePrecision('ignore_likeness').notNull().default(0.8),
  aiControlEnabled: boolean('ai_control_enabled').notNull().default(true),
  ...timestamps(),
})

/** The judgements of people on decisions of the machine: one for each decision, the latest. */
export const decisionFeedback = pgTable(
  'decision_feedback',
  {
    id: id(),
    workspaceId: workspaceId(),
    decisionId: uuid('decision_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    verdict: text('verdict').$type<FeedbackVerdict>().notNull(),
    /** The better answer; only with `better`. */
    betterAnswer: text('better_answer'),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('decision_feedback_decision').on(t.workspaceId, t.decisionId),
    index('decision_feedback_of_conversation').on(t.workspaceId, t.conversationId),
    tenantReference('decision_feedback_of', [t.workspaceId, t.decisionId], aiDecisions),
    tenantReference('decision_feedback_in', [t.workspaceId, t.conversationId], conversations),
  ],
)

/** The vectors of the examples to ignore, by the model that made them: made when they are first compared, gone with their example. */
export const ignoreExampleVectors = pgTable(
  'ignore_example_vectors',
  {
    id: id(),
    workspaceId: workspaceId(),
    text: text('text').notNull(),
    model: text('model').notNull(),
    embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }).notNull(),
    ...timestamps(),
  },
  (t) => [unique('ignore_example_vectors_text').on(t.workspaceId, t.model, t.text)],
)

/** Files that a message carries; their bytes lie in the blob store. */
export const messageMedia = pgTable(
  'message_media',
  {
    id: id(),
    workspaceId: workspaceId(),
    messageId: uuid('message_id').notNull(),
    position: integer('position').notNull().default(0),
    kind: text('kind').$type<'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'>().notNull(),
    mimeType: text('mime_type'),
    fileName: text('file_name'),
    sizeBytes: integer('size_bytes'),
    /** In pixels. */
    width: integer('width'),
    height: integer('height'),
    sha256: text('sha256'),
    /** The platform's id of the file, valid for as long as the platform says. */
    platformMediaId: text('platform_media_id'),
    /** The medium in the library, for messages we sent. */
    mediaId: uuid('media_id'),
    objectName: text('object_name'),
    status: text('status').$type<'pending' | 'stored' | 'failed'>().notNull(),
    error: text('error'),
    attempts: integer('attempts').notNull().default(0),
    leaseUntil: instant('lease_until'),
    nextTryAt: instant('next_try_at'),
    ...timestamps(),
  },
  (t) => [
    unique('message_media_tenant').on(t.workspaceId, t.id),
    unique('message_media_position').on(t.workspaceId, t.messageId, t.position),
    index('message_media_pending').on(t.nextTryAt).where(sql`${t.status} = 'pending'`),
    tenantReference('message_media_message', [t.workspaceId, t.messageId], conversationMessages),
    // Sent media stay in their thread, even when they are taken out of the library.
    tenantReference('message_media_media', [t.workspaceId, t.mediaId], media, 'no action'),
  ],
)

/** A conversation that a person is asked to take. */
export const supportEscalations = pgTable(
  'support_escalations',
  {
    id: id(),
    workspaceId: workspaceId(),
    conversationId: uuid('conversation_id').notNull(),
    decisionId: uuid('decision_id'),
    reason: text('reason').$type<EscalationReason>().notNull(),
    status: text('status').$type<'open' | 'in_progress' | 'resolved'>().notNull().default('open'),
    note: text('note'),
    assignedTo: uuid('assigned_to').references(() => users.id, { onDelete: 'set null' }),
    resolvedAt: instant('resolved_at'),
    ...timestamps(),
  },
  (t) => [
    index('support_escalations_recent').on(t.workspaceId, t.createdAt, t.id),
    index('support_escalations_status').on(t.workspaceId, t.status, t.createdAt, t.id),
    // Only one question is open at a time: messages that come in meanwhile belong to it.
    uniqueIndex('support_escalations_open')
      .on(t.workspaceId, t.conversationId)
      .where(sql`${t.status} <> 'resolved'`),
    tenantReference('support_escalations_conversation', [t.workspaceId, t.conversationId], conversations),
    tenantReference('support_escalations_decision', [t.workspaceId, t.decisionId], aiDecisions, 'no action'),
  ],
)
