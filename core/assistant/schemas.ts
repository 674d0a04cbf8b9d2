import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

/** The name and the price of a turn: a question with its answer, however many tools that asks for. */
export const CHAT = { name: 'assistant.chat', credits: 1 } as const

const TITLE_MAX = 120
export const QUESTION_MAX = 8000
const title = z.string().trim().min(1).max(TITLE_MAX)

export const chatRoleSchema = z.enum(['user', 'assistant'])
export type ChatRole = z.infer<typeof chatRoleSchema>

export const chatStateSchema = z
  .enum(['answering', 'done', 'stopped', 'failed'])
  .describe(
    'Of an answer. `stopped`: somebody stopped it, or it broke off; what was said until then is kept.',
  )
export type ChatState = z.infer<typeof chatStateSchema>

export const stepStateSchema = z
  .enum(['done', 'failed', 'proposed', 'running', 'cancelled', 'unknown'])
  .describe(
    '`proposed` waits for the person; `unknown` may have been done: look before it is done again by hand.',
  )
export type StepState = z.infer<typeof stepStateSchema>

export const chatSourceSchema = z
  .object({
    n: z.number().int().describe('The number that stands beside what was drawn from it: `[1]`.'),
    title: z.string(),
    to: z.string().describe('The screen that shows it, such as `/drafts/0190…`.'),
  })
  .meta({ id: 'ChatSource' })
export type ChatSource = z.infer<typeof chatSourceSchema>

export const chatStepSchema = z
  .object({
    id: idSchema,
    tool: z.string(),
    changes: z.boolean().describe('It changes something, and runs only when the person confirms it.'),
    input: z.record(z.string(), z.unknown()),
    state: stepStateSchema,
    result: z
      .string()
      .nullable()
      .describe('What it returned, as JSON that may be cut, or why it did not work.'),
    to: z.string().nullable().describe('The screen that shows what it made.'),
  })
  .meta({ id: 'ChatStep' })
export type ChatStep = z.infer<typeof chatStepSchema>
/** A step as it is kept: with when it began to run, ISO 8601, by which one that never ended is told. */
export type StoredStep = ChatStep & { runningSince?: string }

export const chatMessageSchema = z
  .object({
    id: idSchema,
    role: chatRoleSchema,
    text: z.string(),
    state: chatStateSchema,
    steps: z.array(chatStepSchema),
    sources: z.array(chatSourceSchema),
    model: z.string().nullable(),
    error: z.string().nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'ChatMessage' })
export type ChatMessage = z.infer<typeof chatMessageSchema>

export const chatSessionSchema = z
  .object({
    id: idSchema,
    title: z.string().nullable(),
    touchedAt: instantSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'ChatSession' })
export type ChatSession = z.infer<typeof chatSessionSchema>

export const createChatSchema = z.strictObject({ title: title.optional() }).meta({ id: 'CreateChat' })
export type CreateChat = z.infer<typeof createChatSchema>
export const renameChatSchema = z.strictObject({ title }).meta({ id: 'RenameChat' })
export const chatListQuerySchema = pageQuerySchema
export type ChatListQuery = z.infer<typeof chatListQuerySchema>

export const askChatSchema = z
  .strictObject({ text: z.string().trim().min(1).max(QUESTION_MAX) })
  .meta({ id: 'AskChat', examples: [{ text: 'Which posts about pricing did well' }] })

export const decideStepSchema = z
  .strictObject({
    messageId: idSchema,
    stepId: idSchema,
    confirmed: z.boolean().describe('Whether it is to be done; it is cancelled otherwise.'),
  })
  .meta({ id: 'DecideStep' })
export type DecideStep = z.infer<typeof decideStepSchema>

/** An event of a streamed answer. The last is `end`, with what is kept. */
export type ChatEvent =
  | { type: 'begin'; questionId: string; answerId: string }
  | { type: 'text'; delta: string }
  | { type: 'step'; step: ChatStep }
  | { type: 'sources'; sources: readonly ChatSource[] }
  | { type: 'error'; detail: string }
  | { type: 'end'; session: ChatSession; question: ChatMessage; answer: ChatMessage }
