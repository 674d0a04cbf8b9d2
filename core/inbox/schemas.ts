import * as z from 'zod'
import { passageSchema } from '#core/knowledge/schemas.ts'
import type { Task } from '#core/lib/ai.ts'
import { idSchema, instantSchema, type Platform, pageQuerySchema, platformSchema } from '#core/lib/schemas.ts'

export const conversationStatusSchema = z.enum(['active', 'archived', 'escalated'])
export const decisionKindSchema = z.enum(['respond', 'ignore', 'escalate'])
export type DecisionKind = z.infer<typeof decisionKindSchema>
export const triageSchema = z.enum(['auto_reply', 'ignore', 'escalate'])
export type Triage = z.infer<typeof triageSchema>

/** `received` for what came in; the rest is the one vocabulary of everything that is sent. */
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

/** Why the machine did what it did, as a person may check it. */
export const decisionSchema = z.object({
  id: idSchema,
  decision: decisionKindSchema,
  confidence: z.number().min(0).max(1),
  reason: z.string(),
  matchedRule: z.string().nullable(),
  model: z.string(),
  prompt: z.string().nullable().describe('Name and version of the prompt.'),
  sources: z.array(passageSchema),
  createdAt: instantSchema,
})
export type Decision = z.infer<typeof decisionSchema>

export const messageSchema = z.object({
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
  sentAt: instantSchema.describe('The platform’s time; until there is one, ours.'),
  deliveredAt: instantSchema.nullable(),
  readAt: instantSchema.nullable(),
})
export type Message = z.infer<typeof messageSchema>

export const escalationReasonSchema = z.enum(['customer_request', 'low_confidence', 'manual_escalation'])
export type EscalationReason = z.infer<typeof escalationReasonSchema>
export const escalationStatusSchema = z.enum(['open', 'in_progress', 'resolved'])

export const conversationSchema = z.object({
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
  disclosedAt: instantSchema.nullable().describe('When the contact was told that a machine answers.'),
  escalation: z
    .object({
      id: idSchema,
      reason: escalationReasonSchema,
      status: escalationStatusSchema,
      note: z.string().nullable(),
      assignedTo: z.object({ userId: idSchema, name: z.string() }).nullable(),
      createdAt: instantSchema,
    })
    .nullable()
    .describe('What a person is asked, until it is resolved.'),
  windowClosesAt: instantSchema
    .nullable()
    .describe('Until when free text may be sent, where the platform limits it.'),
  lastMessage: z
    .object({
      text: z.string().nullable(),
      type: z.string(),
      direction: z.enum(['inbound', 'outbound']),
      author: z.enum(['contact', 'machine', 'person']),
    })
    .nullable(),
  lastMessageAt: instantSchema,
  createdAt: instantSchema,
})
export type Conversation = z.infer<typeof conversationSchema>

export const conversationListQuerySchema = pageQuerySchema.extend({
  status: conversationStatusSchema.optional(),
  accountId: idSchema.optional(),
  heldBy: z.literal('me').optional().describe('What the caller has taken over.'),
  machine: z
    .enum(['answered', 'ignored', 'escalated'])
    .optional()
    .describe('What the machine did in it, lately: see `since`.'),
  since: instantSchema.optional().describe('Only with `machine`: since when it did.'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Words, or their beginnings, all of which the contact’s name or a message holds.'),
})
export type ConversationListQuery = z.infer<typeof conversationListQuerySchema>

export const changeConversationSchema = z
  .strictObject({
    status: z.enum(['active', 'archived']).optional(),
    assignedTo: idSchema.optional().describe('The member who answers from now on; the machine is silent.'),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
export type ChangeConversation = z.infer<typeof changeConversationSchema>
export const messageListQuerySchema = pageQuerySchema

export const sendMessageSchema = z.strictObject({ text: z.string().trim().min(1).max(4096) })
export type SendMessage = z.infer<typeof sendMessageSchema>

/** A conversation that a person is asked to take. */
export const escalationSchema = z.object({
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
export type Escalation = z.infer<typeof escalationSchema>

export const escalationListQuerySchema = pageQuerySchema.extend({ status: escalationStatusSchema.optional() })

const noteSchema = z.string().trim().max(2000)
export const escalateSchema = z.strictObject({ note: noteSchema.optional() })
export const changeEscalationSchema = z.strictObject({
  status: escalationStatusSchema.optional(),
  note: noteSchema.optional(),
  assignedTo: idSchema.nullable().optional().describe('A member of the workspace; null for nobody.'),
})
export type ChangeEscalation = z.infer<typeof changeEscalationSchema>

// --- what the model is asked -------------------------------------------------------------------

export const respondInputSchema = z.object({
  transcript: z.array(z.object({ author: z.enum(['contact', 'machine', 'person']), text: z.string() })),
  burst: z.array(z.string()).describe('The contact’s messages that are to be answered, oldest first.'),
  passages: z.array(passageSchema).describe('Best first; score in 0–1.'),
  instructions: z.string(),
  ignoreExamples: z.array(z.string()),
  language: z.string().nullable().describe('ISO 639-1 of the burst, null if it cannot be told.'),
})
export type RespondInput = z.infer<typeof respondInputSchema>

/** One decision, apart from the text: a control word can never land in a reply. */
export const respondOutputSchema = z.object({
  decision: decisionKindSchema,
  confidence: z.number().min(0).max(1),
  reason: z.string().describe('One sentence for the person who checks.'),
  reply: z.string().nullable().describe('Only for respond.'),
  passageIds: z.array(z.string()).describe('The passages that the reply rests on.'),
})
export type RespondOutput = z.infer<typeof respondOutputSchema>

export const respondTask: Task<RespondInput, RespondOutput> = {
  name: 'inbox.respond',
  input: respondInputSchema,
  output: respondOutputSchema,
}

// --- what platforms tell us, in one vocabulary ----------------------------------------------------

/** Who wrote, by whatever the platform says of them. A phone may be hidden; at least one of the ids is there. */
export const senderSchema = z.object({
  userId: z.string().optional(),
  phone: z.string().optional(),
  username: z.string().optional(),
  name: z.string().optional(),
})
export type Sender = z.infer<typeof senderSchema>

const optionalText = z.string().optional()

/** A file that came with a message: it is fetched by `id`, while the platform keeps it. */
export const inboundMediaSchema = z.object({
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  id: z.string(),
  mimeType: optionalText,
  /** As the platform writes it: base64 or hex. */
  sha256: optionalText,
  sizeBytes: z.number().optional(),
  seconds: z.number().optional(),
  fileName: optionalText,
  caption: optionalText,
  /** Recorded for this conversation, unlike a piece of music. */
  voice: z.boolean().optional(),
})
export type InboundMedia = z.infer<typeof inboundMediaSchema>

/** What a message is besides its text, in one vocabulary. */
export const inboundDetailsSchema = z.object({
  forwarded: z.enum(['once', 'often']).optional(),
  /** Those with the same one were sent together. */
  album: optionalText,
  edited: z.boolean().optional(),
  /** To one of our messages or theirs; null took the reaction back. */
  reaction: z.object({ messageId: z.string(), emoji: z.string().nullable() }).optional(),
  /** What was chosen of what we offered; `answers` is what a form was filled in with. */
  choice: z.object({ id: optionalText, title: optionalText, answers: z.unknown().optional() }).optional(),
  place: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: optionalText,
      address: optionalText,
      url: optionalText,
    })
    .optional(),
  people: z.array(z.object({ name: z.string(), phones: z.array(z.string()) })).optional(),
  order: z
    .object({
      catalogId: z.string(),
      items: z.array(
        z.object({ productId: z.string(), quantity: z.number(), price: z.number(), currency: z.string() }),
      ),
    })
    .optional(),
  /** The advertisement or page through which the contact came. */
  referral: z
    .partialRecord(z.enum(['url', 'sourceId', 'sourceType', 'headline', 'clickId']), z.string())
    .optional(),
  /** The contact goes by another number from now on. */
  movedTo: optionalText,
  /** Why the platform does not show us what was sent. */
  problem: z.object({ code: z.string(), reason: z.string() }).optional(),
})
export type InboundDetails = z.infer<typeof inboundDetailsSchema>

export const inboundMessageSchema = z.object({
  kind: z.literal('message'),
  platformMessageId: z.string(),
  from: senderSchema,
  /** Where an answer goes. */
  recipient: z.string(),
  messageType: z.string(),
  text: z.string().nullable(),
  media: inboundMediaSchema.optional(),
  /** The platform's id of the message that it answers. */
  replyTo: z.string().optional(),
  details: inboundDetailsSchema.optional(),
  /** The message as the platform sent it. */
  metadata: z.record(z.string(), z.unknown()),
})
export type InboundMessage = z.infer<typeof inboundMessageSchema>

export const receiptSchema = z.object({
  kind: z.literal('receipt'),
  platformMessageId: z.string(),
  /** Our own message id, where the platform echoes it: resolves a send whose answer was lost. */
  callbackData: z.string().nullable(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  error: z.string().nullable(),
  /** The platform's code of a failure, and what to do about it. */
  errorCode: z.string().optional(),
  advice: z.string().optional(),
  /** Whom it went to, by what the platform says of them. */
  recipient: senderSchema.optional(),
  /** A voice note was listened to. */
  played: z.boolean().optional(),
  /** What the platform charges for it, in its own words. */
  pricing: z
    .object({
      billable: z.boolean().optional(),
      model: optionalText,
      category: optionalText,
      type: optionalText,
    })
    .optional(),
})
export type Receipt = z.infer<typeof receiptSchema>

/** Kept and shown to operators; no rule of ours acts on it yet. */
export const otherUpdateSchema = z.object({ kind: z.literal('other'), raw: z.unknown() })

export const updatePayloadSchema = z.discriminatedUnion('kind', [
  inboundMessageSchema,
  receiptSchema,
  otherUpdateSchema,
])

/** One effect of a delivery. */
export interface Update {
  /** `message`, `receipt`, or the platform's own word for what we do not act on. */
  type: string
  /** Null for what could not be read at all. */
  platform: Platform | null
  externalAccountId: string | null
  dedupeKey: string
  /** The platform's time; null where it gives none. */
  occurredAt: Date | null
  payload: z.infer<typeof updatePayloadSchema>
}

/** An update as it is applied: of a known account of this workspace, not applied before. */
export interface StoredUpdate<Payload> {
  id: string
  accountId: string
  occurredAt: Date
  payload: Payload
}
