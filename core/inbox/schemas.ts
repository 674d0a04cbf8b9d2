import * as z from 'zod'
import { passageSchema } from '#core/knowledge/schemas.ts'
import type { Task } from '#core/lib/kernel/ai.ts'
import {
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
} from '#core/lib/kernel/schemas.ts'
import {
  messageMediumSchema,
  quotedSchema,
  shownDetailsSchema,
  templateMessageSchema,
} from './schemas/content.ts'
import { feedbackSchema } from './schemas/feedback.ts'
import { labelOnSchema } from './schemas/labels.ts'
import { LANGUAGES } from './schemas/languages.ts'
import { conversationFilters } from './schemas/views.ts'

export * from './schemas/content.ts'
export * from './schemas/inbound.ts'

export const conversationStatusSchema = z.enum(['active', 'archived', 'escalated'])
export const decisionKindSchema = z.enum(['respond', 'ignore', 'escalate'])
export type DecisionKind = z.infer<typeof decisionKindSchema>
export const triageSchema = z.enum(['auto_reply', 'ignore', 'escalate'])
export type Triage = z.infer<typeof triageSchema>

/** `received` for inbound messages; the others are the states of everything that is sent. */
export const messageStatusSchema = z.enum([
  'received',
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'waiting',
  'cancelled',
])
export type MessageStatus = z.infer<typeof messageStatusSchema>

/** Rules that decide instead of the model, or overrule its proposal. */
export const matchedRuleSchema = z.enum([
  'answered',
  'opt_out',
  'no_words',
  'opted_out',
  'self_harm',
  'attack',
  'abuse',
  'asks_for_person',
  'triage_rule',
  'ignore_example',
  'outside_hours',
  'no_text',
  'low_confidence',
  'window_closed',
  'empty_reply',
  'too_long',
  'ungrounded',
  'model_refused',
  'no_credits',
])
export type MatchedRule = z.infer<typeof matchedRuleSchema>

/** The notices of a machine that answer no question: a person will answer, or nobody is there. */
export type MachineNotice = 'handoff' | 'away'

/** An example to ignore, and how alike a message is, 0–1. */
export const likenessSchema = z.object({ text: z.string(), likeness: z.number() }).meta({ id: 'Likeness' })
export type Likeness = z.infer<typeof likenessSchema>

/** A decision of the machine with its reasons, for a person to check. */
export const decisionSchema = z
  .object({
    id: idSchema,
    decision: decisionKindSchema,
    confidence: z.number().min(0).max(1),
    reason: z.string(),
    matchedRule: matchedRuleSchema.nullable(),
    rule: z
      .object({ id: idSchema, name: z.string() })
      .nullable()
      .describe('The workspace’s own rule that applied, as it was called then; it may be gone.'),
    example: likenessSchema
      .nullable()
      .describe('The example to ignore that decided, as it was then, and how alike the message is.'),
    model: z.string(),
    prompt: z.string().nullable().describe('Name and version of the prompt.'),
    sources: z.array(passageSchema),
    feedback: feedbackSchema.nullable().describe('What a person thinks of it.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof decisionSchema>

export const messageSchema = z
  .object({
    id: idSchema,
    conversationId: idSchema,
    direction: z.enum(['inbound', 'outbound']),
    type: z.string().describe('text, image, audio, video, document, reaction, …, unsupported'),
    text: z.string().nullable(),
    author: z.enum(['contact', 'machine', 'person']),
    authorName: z.string().nullable(),
    status: messageStatusSchema,
    error: z.string().nullable(),
    triage: triageSchema.nullable(),
    confidence: z.number().nullable(),
    decision: decisionSchema.nullable(),
    replyToId: idSchema.nullable(),
    replyTo: quotedSchema.nullable().describe('The message that it answers or reacts to.'),
    media: z.array(messageMediumSchema),
    details: shownDetailsSchema.nullable(),
    formerTexts: z.array(z.string()).describe('Its texts before the contact changed it, oldest first.'),
    note: z
      .string()
      .nullable()
      .describe('The platform’s remark when it accepted the message, such as that it holds it back.'),
    sentAt: instantSchema.describe('The platform’s time; until there is one, ours.'),
    deliveredAt: instantSchema.nullable(),
    readAt: instantSchema.nullable(),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof messageSchema>

export const escalationReasonSchema = z.enum([
  'customer_request',
  'low_confidence',
  'manual_escalation',
  'message_changed',
  'no_credits',
  'triage_rule',
  'safety',
  'outside_hours',
])
export type EscalationReason = z.infer<typeof escalationReasonSchema>
export const escalationStatusSchema = z.enum(['open', 'in_progress', 'resolved'])

export const conversationSchema = z
  .object({
    id: idSchema,
    accountId: idSchema,
    accountName: z.string(),
    platform: platformSchema,
    customer: z.object({
      id: idSchema,
      name: z.string().nullable(),
      handle: z.string().nullable().describe('Phone number, username or id: what to show without a name.'),
    }),
    status: conversationStatusSchema,
    optedOutAt: instantSchema
      .nullable()
      .describe('Since when the contact wants no automatic messages here; people may still answer.'),
    heldBy: z
      .object({ userId: idSchema.nullable(), name: z.string() })
      .nullable()
      .describe('The person who has taken over; the machine is silent while somebody has.'),
    snoozedUntil: instantSchema
      .nullable()
      .describe('Until then it is in no list of work, unless the contact writes before.'),
    language: z
      .enum(LANGUAGES)
      .nullable()
      .describe('The language of what was last decided on, where it could be told.'),
    disclosedAt: instantSchema.nullable().describe('When the contact was told that a machine answers.'),
    escalation: z
      .object({
        id: idSchema,
        reason: escalationReasonSchema,
        status: escalationStatusSchema,
        note: z.string().nullable(),
        assignedTo: z.object({ userId: idSchema, name: z.string() }).nullable(),
        createdAt: instantSchema,
        answeredAt: instantSchema.nullable().describe('When a person first answered after that.'),
      })
      .nullable()
      .describe('The question to a person, until it is resolved.'),
    labels: z.array(labelOnSchema).describe('By their names.'),
    windowClosesAt: instantSchema
      .nullable()
      .describe('Until when free text may be sent, where the platform limits it.'),
    unread: z
      .boolean()
      .describe(
        'The caller has not seen what the contact wrote last, or that a person was asked. Of an API key never: it is no person.',
      ),
    lastMessage: z
      .object({
        text: z.string().nullable(),
        type: z.string(),
        direction: z.enum(['inbound', 'outbound']),
        author: z.enum(['contact', 'machine', 'person']),
      })
      .nullable(),
    match: z
      .string()
      .nullable()
      .describe('Only with `q`: the latest message that holds the words, its first 2,000 characters.'),
    lastMessageAt: instantSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Conversation' })
export type Conversation = z.infer<typeof conversationSchema>

export const conversationListQuerySchema = pageQuerySchema.extend({
  ...conversationFilters,
  status: z
    .enum([...conversationStatusSchema.options, 'open'])
    .optional()
    .describe('`open`: neither archived nor snoozed, as the view of this name.'),
  since: dateParameterSchema.optional().describe('Only with `machine`: since when it did.'),
  from: dateParameterSchema.optional().describe('Only conversations whose last message is not older.'),
  to: dateParameterSchema.optional().describe('Only conversations whose last message is older.'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Words, or their beginnings, all of which the contact’s name or a message holds.'),
})
export type ConversationListQuery = z.infer<typeof conversationListQuerySchema>

const labelIdsSchema = z.array(idSchema).min(1).max(20).optional()

export const changeConversationSchema = z
  .strictObject({
    status: z.enum(['active', 'archived']).optional(),
    assignedTo: idSchema.optional().describe('The member who answers from now on; the machine is silent.'),
    snoozedUntil: dateParameterSchema
      .nullable()
      .optional()
      .describe(
        'When it comes back to the lists of work; null at once. It comes back earlier when the contact writes.',
      ),
    addLabels: labelIdsSchema.describe('Labels to put on it; one that it has stays.'),
    removeLabels: labelIdsSchema.describe('Labels to take off it.'),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .meta({ id: 'ChangeConversation' })
export type ChangeConversation = z.infer<typeof changeConversationSchema>

/** The same change of several conversations: all of them, or none. */
export const changeConversationsSchema = z
  .strictObject({
    ids: z.array(idSchema).min(1).max(100),
    change: changeConversationSchema,
  })
  .meta({ id: 'ChangeConversations' })
export type ChangeConversations = z.infer<typeof changeConversationsSchema>
export const changedConversationsSchema = z
  .object({ items: z.array(conversationSchema) })
  .meta({ id: 'ChangedConversations' })

export const messageListQuerySchema = pageQuerySchema

export const readConversationSchema = z
  .strictObject({
    until: instantSchema
      .optional()
      .describe('The time of the newest message that was seen; without it, of the newest there is.'),
  })
  .meta({ id: 'ReadConversation' })

/** More than any platform takes; the connector knows the limit of each. */
const MESSAGE_TEXT_MAX = 10_000

export const sendMessageSchema = z
  .strictObject({
    text: z
      .string()
      .trim()
      .max(MESSAGE_TEXT_MAX)
      .default('')
      .describe('Beside media: their caption. As long as the platform takes.'),
    mediaIds: z
      .array(idSchema)
      .max(10)
      .default([])
      .describe('Files of the library. Beside a template: the one file that it begins with, if it does.'),
    asDocument: z.boolean().default(false).describe('Sends media as files, whatever they show.'),
    template: templateMessageSchema
      .optional()
      .describe(
        'An approved template of the account, in place of text: the only thing that passes a closed window.',
      ),
    resolve: z.boolean().default(false).describe('Also settles what a person was asked in the conversation.'),
  })
  .refine(({ text, mediaIds, template }) => template !== undefined || text !== '' || mediaIds.length > 0, {
    path: ['text'],
    message: 'Write something, attach something, or choose a template.',
  })
  .refine(({ text, mediaIds, template }) => template === undefined || (text === '' && mediaIds.length <= 1), {
    path: ['template'],
    message: 'A template is sent alone: leave out text, and all media but the file that it begins with.',
  })
  .meta({ id: 'SendMessage' })
export type SendMessage = z.input<typeof sendMessageSchema>

/** A request that a person take a conversation. */
export const escalationSchema = z
  .object({
    id: idSchema,
    conversationId: idSchema,
    customerName: z.string().nullable(),
    reason: escalationReasonSchema,
    status: escalationStatusSchema,
    note: z.string().nullable(),
    assignedTo: z.object({ userId: idSchema, name: z.string() }).nullable(),
    createdAt: instantSchema,
    resolvedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Escalation' })
export type Escalation = z.infer<typeof escalationSchema>

export const escalationListQuerySchema = pageQuerySchema.extend({ status: escalationStatusSchema.optional() })

const noteSchema = z.string().trim().max(2000)
export const escalateSchema = z.strictObject({ note: noteSchema.optional() }).meta({ id: 'Escalate' })
export const changeEscalationSchema = z
  .strictObject({
    status: escalationStatusSchema.optional(),
    note: noteSchema.optional(),
    assignedTo: idSchema.nullable().optional().describe('A member of the workspace; null for nobody.'),
  })
  .meta({ id: 'ChangeEscalation' })
export type ChangeEscalation = z.infer<typeof changeEscalationSchema>

// --- the model's task --------------------------------------------------------------------------

export const respondInputSchema = z.object({
  transcript: z.array(z.object({ author: z.enum(['contact', 'machine', 'person']), text: z.string() })),
  burst: z.array(z.string()).describe('The contact’s messages that are to be answered, oldest first.'),
  passages: z.array(passageSchema).describe('Best first; score in 0–1.'),
  instructions: z.string(),
  ignoreExamples: z.array(z.string()),
  language: z.string().nullable().describe('ISO 639-1 of the burst, null if it cannot be told.'),
  post: z
    .object({ text: z.string() })
    .optional()
    .describe('The post that the contact comments on in public; it is among the passages as well.'),
})
export type RespondInput = z.infer<typeof respondInputSchema>

/** The decision, in a field apart from the reply, so that no control word can end up in a reply. */
export const respondOutputSchema = z
  .object({
    decision: decisionKindSchema,
    confidence: z.number().min(0).max(1),
    reason: z.string().describe('One sentence for the person who checks.'),
    reply: z.string().nullable().describe('Only for respond.'),
    passageIds: z.array(z.string()).describe('The passages that the reply rests on.'),
  })
  .meta({ id: 'RespondOutput' })
export type RespondOutput = z.infer<typeof respondOutputSchema>

export const respondTask: Task<RespondInput, RespondOutput> = {
  name: 'inbox.respond',
  credits: 1,
  input: respondInputSchema,
  output: respondOutputSchema,
}
