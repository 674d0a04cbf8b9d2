import * as z from 'zod'
import { type Decision, type Message, type MessageMedium, shownDetailsSchema } from '../schemas.ts'
import type * as threads from '../store/threads.ts'

const formerTexts = z.array(z.string())

/** Converts a message to its form in the API. */
export const toMessage = ({
  message,
  decision,
  authorName,
  quoted,
  media,
  feedback,
}: threads.MessageRow): Message => ({
  id: message.id,
  conversationId: message.conversationId,
  direction: message.direction,
  type: message.type,
  text: message.text,
  author: message.author,
  authorName,
  status: message.status,
  error: message.error,
  triage: message.triage,
  confidence: message.confidence,
  decision: decision ? toDecision(decision, feedback) : null,
  replyToId: message.replyToId,
  replyTo: quoted,
  media: media.map((medium) => toMedium(message, medium)),
  details: message.details && shownDetailsSchema.parse(message.details),
  formerTexts: formerTexts.safeParse(message.metadata?.formerTexts).data ?? [],
  note: message.note,
  sentAt: message.sentAt.toISOString(),
  deliveredAt: message.deliveredAt?.toISOString() ?? null,
  readAt: message.readAt?.toISOString() ?? null,
})

const toDecision = (
  row: NonNullable<threads.MessageRow['decision']>,
  feedback: threads.MessageRow['feedback'],
): Decision => ({
  id: row.id,
  decision: row.decision,
  confidence: row.confidence,
  reason: row.reason,
  matchedRule: row.matchedRule,
  rule: row.snapshot.rule ?? null,
  example: row.snapshot.example ?? null,
  model: row.model,
  prompt: row.prompt,
  sources: row.snapshot.passages.filter((passage) => passage.used),
  feedback: feedback && { ...feedback, at: new Date(feedback.at).toISOString() },
  createdAt: row.createdAt.toISOString(),
})

const toMedium = (
  { id: messageId, conversationId }: { id: string; conversationId: string },
  medium: threads.MediumOfMessage,
): MessageMedium => ({
  ...medium,
  url:
    medium.status === 'stored'
      ? `/v1/conversations/${conversationId}/messages/${messageId}/media/${medium.id}`
      : null,
})
