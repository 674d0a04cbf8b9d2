import { searchPassages } from '#core/knowledge/queries.ts'
import { detectLanguage, groundedness } from '#core/knowledge/rules.ts'
import type { Passage } from '#core/knowledge/schemas.ts'
import type { MeteredCall, Wish } from '#core/lib/ai.ts'
import type { Ctx } from '#core/lib/context.ts'
import { AppError } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import * as modelCalls from '#core/lib/model-calls.ts'
import { disclosed, handoffNotice, optedOutNotice } from '../notices.ts'
import { opensNext } from '../rules/opening-hours.ts'
import {
  ANSWER_TAKES_MS,
  askedOf,
  decideByRule,
  escalationReason,
  holdToThresholds,
  holdToWindow,
  modeOf,
  readable,
  triageOf,
  type Verdict,
  windowIsOpen,
} from '../rules.ts'
import type { OpeningHours } from '../schemas/opening-hours.ts'
import { type RespondOutput, respondTask } from '../schemas.ts'
import * as escalations from '../store/escalations.ts'
import * as replies from '../store/replies.ts'

const PASSAGES = 6

/** `again`: the contact wrote while we thought; wait for the new burst to end. */
export type Responded = 'nothing' | 'held' | 'decided' | 'again'

export interface Thought {
  verdict: Verdict
  proposed: RespondOutput | null
  passages: readonly Passage[]
  unsupported: readonly string[]
  model: string
  prompt: string | null
  usage: { inputTokens: number; outputTokens: number }
}

/**
 * Decides on what a contact has said and queues the answer: one decision on all that is undecided, however much that is. What it writes,
 * it writes only if nobody holds the conversation and nothing came in since it read; so it may be run at any time, any number of times.
 * `insist`: decides on what it has read although something newer came in, which stays undecided.
 */
export async function respond(
  ctx: Ctx,
  conversationId: string,
  { insist = false }: { insist?: boolean } = {},
): Promise<Responded> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId }
  const [newestFirst, transcript, [settings], [standing]] = await ctx.db.batch((db) => [
    replies.undecidedMessages(db, where),
    replies.transcript(db, where),
    replies.machineSettings(db, workspaceId),
    replies.standing(db, where),
  ])
  const undecided = newestFirst.toReversed()
  const last = undecided.at(-1)
  if (!last || !settings || !standing) return 'nothing'
  const mode = modeOf(settings)
  if (mode === 'off' || settings.paused) return 'nothing'
  if (standing.held) return 'held'

  const burst = askedOf(undecided, standing.answeredAt === null ? null : new Date(standing.answeredAt))
  const texts = readable(burst.map((message) => message.text ?? ''))
  const question = {
    texts,
    transcript: linesBefore(burst, [...transcript, ...undecided]),
    instructions: instructionsOf(settings),
    ignoreExamples: settings.ignoreExamples,
    wish: wishOf(settings),
  }
  const decided = byRule(burst, { optedOut: standing.optedOutAt !== null })
  const { thought, calls } = decided ? { thought: decided, calls: [] } : await thinkNoting(ctx, question)
  const full = undecided.length === replies.READ_AT_MOST
  const unread =
    texts.length === burst.length && !full ? '' : ` Only the newest ${texts.length} messages were read.`

  return ctx.db.tx(async (tx, enqueue) => {
    for (const query of modelCalls.record(tx, ctx, calls)) await query
    const [conversation] = await replies.lock(tx, where)
    if (!conversation || conversation.held) return 'held'
    if (conversation.paused) return 'nothing'
    const changed = (await replies.changedSince(tx, where, standing.sight)).length > 0
    if (changed && !insist) return 'again'

    const decisionId = newId()
    const decidedAt = ctx.now()
    const { proposed, passages, unsupported, model, prompt, usage } = thought
    const { windowMs } = ctx.connector(conversation.platform).capabilities
    const sentBy = new Date(decidedAt.getTime() + ANSWER_TAKES_MS)
    const open = windowIsOpen(conversation.lastInboundAt, windowMs, sentBy)
    const verdict = holdToWindow(thought.verdict, { open })
    await replies.insertDecision(tx, {
      id: decisionId,
      createdAt: decidedAt,
      workspaceId,
      conversationId,
      messageId: last.id,
      ...verdict,
      reason: verdict.reason + unread,
      messageText: texts.join('\n').slice(0, 500),
      model,
      prompt,
      snapshot: {
        burst: texts,
        passages: passages.map((passage) => ({
          ...passage,
          used: proposed?.passageIds.includes(passage.id) ?? false,
        })),
        proposed: {
          decision: proposed?.decision ?? verdict.decision,
          confidence: proposed?.confidence ?? verdict.confidence,
          reply: proposed?.reply ?? null,
        },
        unsupported: [...unsupported],
        usage,
      },
    })
    const triage = triageOf(verdict.decision)
    await replies.markDecided(tx, {
      ...where,
      // All others besides what was read are marked only where there was too much to read, and only if nothing came in since.
      ids: changed || !full ? undecided.map(({ id }) => id) : null,
      decisionId,
      triage,
      confidence: verdict.confidence,
    })
    const answer = answerTo({ verdict, proposed, conversation: { ...conversation, open }, settings, burst })
    if (answer && mode === 'answer') {
      await queueAnswer(ctx, tx, {
        conversationId,
        replyToId: last.id,
        decisionId,
        ...answer,
        confidence: verdict.confidence,
      })
      if (answer.answerFrom !== null) await replies.markDisclosed(tx, { ...where, at: decidedAt })
    }
    if (verdict.decision === 'escalate') {
      await replies.setStatus(tx, { ...where, status: 'escalated' })
      const [asked] = await escalations.open(tx, {
        ...where,
        decisionId,
        reason: escalationReason(verdict),
        createdAt: decidedAt,
      })
      // With the escalation, so that there is one for each and none without.
      const text =
        asked && handoffTo({ conversation: { ...conversation, open }, settings, burst, now: decidedAt })
      if (text && mode === 'answer')
        await queueAnswer(ctx, tx, {
          conversationId,
          decisionId,
          text,
          replyToId: null,
          answerFrom: null,
          confidence: null,
          notice: 'handoff',
        })
    }
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    return 'decided'
  })
}

interface Said {
  id: string
  author: 'contact' | 'machine' | 'person'
  text: string | null
  sentAt: Date
}

/** The last lines of a conversation besides those of the burst, oldest first. */
function linesBefore(burst: readonly { id: string }[], said: readonly Said[]) {
  const asked = new Set(burst.map(({ id }) => id))
  return said
    .filter(({ id }) => !asked.has(id))
    .sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime())
    .flatMap(({ author, text }) => (text === null ? [] : [{ author, text }]))
    .slice(-replies.TRANSCRIPT_LINES)
}

export const instructionsOf = (settings: { systemPrompt: string; instructions: string }): string =>
  [settings.systemPrompt, settings.instructions].filter(Boolean).join('\n\n')

/** How the workspace wants its answers made. */
export const wishOf = (settings: {
  answerModel: string | null
  temperature: number | null
  maxOutputTokens: number | null
}): Wish => ({
  model: settings.answerModel,
  temperature: settings.temperature,
  maxOutputTokens: settings.maxOutputTokens,
})

export function byRule(
  burst: Parameters<typeof decideByRule>[0],
  standing: { optedOut: boolean },
): Thought | null {
  const verdict = decideByRule(burst, standing)
  if (verdict === null) return null
  const usage = { inputTokens: 0, outputTokens: 0 }
  return { verdict, proposed: null, passages: [], unsupported: [], model: 'rule', prompt: null, usage }
}

/** The same, with the calls that it took, which are recorded with the decision; at once where there will be none. */
async function thinkNoting(
  ctx: Ctx,
  question: Question,
): Promise<{ thought: Thought; calls: readonly MeteredCall[] }> {
  const calls: MeteredCall[] = []
  try {
    return { thought: await think({ ...ctx, ai: ctx.ai.noting?.(calls) ?? ctx.ai }, question), calls }
  } catch (error) {
    if (calls.length > 0) await ctx.db.batch((db) => modelCalls.record(db, ctx, calls))
    throw error
  }
}

interface Question {
  texts: readonly string[]
  transcript: { author: 'contact' | 'machine' | 'person'; text: string }[]
  instructions: string
  ignoreExamples: string[]
  wish: Wish
}

export async function think(ctx: Ctx, { texts, wish, ...rest }: Question): Promise<Thought> {
  const passages = await searchPassages(ctx, { query: texts.join('\n').slice(-2000), limit: PASSAGES })
  const input = { ...rest, burst: [...texts], passages, language: null }
  const generated = await ctx.ai.generate(respondTask, input, wish).catch((error: unknown) => refused(error))
  if ('verdict' in generated) return { ...generated, passages }
  const { output, model, prompt, usage } = generated
  const used = passages.filter((passage) => output.passageIds.includes(passage.id))
  const { unsupported } = groundedness(output.decision === 'respond' ? (output.reply ?? '') : '', used, texts)
  const verdict = holdToThresholds(output, unsupported)
  return { verdict, proposed: output, passages, unsupported, model, prompt, usage }
}

/** What a model will not do it will not do the next time either: a person is asked, and told by which reference to find out why. */
function refused(error: unknown): Omit<Thought, 'passages'> {
  if (!(error instanceof AppError && error.code === 'model_refused')) throw error
  const verdict: Verdict = {
    decision: 'escalate',
    confidence: 1,
    reason: error.message,
    matchedRule: 'model_refused',
  }
  const usage = { inputTokens: 0, outputTokens: 0 }
  return { verdict, proposed: null, unsupported: [], model: 'none', prompt: null, usage }
}

interface Answer {
  conversationId: string
  /** Null for what is no answer: to a message there is one. */
  replyToId: string | null
  decisionId: string
  text: string
  /** Where the answer begins, after what says that a machine writes; null where nothing does. */
  answerFrom: number | null
  confidence: number | null
  notice?: 'handoff'
}

/**
 * What is sent: the reply, which says once that a machine writes; or, to a contact who has just said STOP and has not taken it back,
 * that they are heard. In `log` and `suggest` mode the answer stays in the decision, for a person to use.
 */
export function answerTo({
  verdict,
  proposed,
  conversation,
  settings,
  burst,
}: {
  verdict: Verdict
  proposed: RespondOutput | null
  conversation: {
    disclosedAt: Date | null
    optedOutAt: Date | null
    /** The platform takes free text. */
    open: boolean
  }
  settings: { disclosure: string; workspaceName: string }
  burst: readonly { text: string | null; sentAt: Date }[]
}): { text: string; answerFrom: number | null } | null {
  const language = detectLanguage(burst.map((message) => message.text ?? '').join('\n'))
  const { optedOutAt, disclosedAt, open } = conversation
  if (verdict.matchedRule === 'opt_out') {
    const first = burst[0]?.sentAt
    if (optedOutAt === null || !open) return null
    const told = first !== undefined && optedOutAt < first
    return told ? null : { text: optedOutNotice(language), answerFrom: null }
  }
  if (verdict.decision !== 'respond' || !proposed?.reply || optedOutAt) return null
  if (disclosedAt) return { text: proposed.reply, answerFrom: null }
  const about = { words: settings.disclosure, workspace: settings.workspaceName, language }
  return disclosed(proposed.reply, about)
}

/** What a contact who is passed to a person is told of it; null for who wants no automatic messages, and where none may be sent. */
function handoffTo({
  conversation: { optedOutAt, open },
  settings,
  burst,
  now,
}: {
  conversation: { optedOutAt: Date | null; open: boolean }
  settings: {
    workspaceName: string
    handoffTold: boolean
    handoffWords: string
    handoffWordsClosed: string
    openingHours: OpeningHours | null
  }
  burst: readonly { text: string | null }[]
  now: Date
}): string | null {
  if (!settings.handoffTold || optedOutAt || !open) return null
  return handoffNotice({
    words: settings.handoffWords,
    wordsClosed: settings.handoffWordsClosed,
    workspace: settings.workspaceName,
    language: detectLanguage(burst.map((message) => message.text ?? '').join('\n')),
    opens: opensNext(settings.openingHours, now),
  })
}

async function queueAnswer(ctx: Ctx, tx: Parameters<typeof replies.insertOutbound>[0], answer: Answer) {
  const { conversationId, replyToId, decisionId, text, answerFrom, confidence, notice } = answer
  await replies.insertOutbound(tx, {
    workspaceId: ctx.workspaceId,
    conversationId,
    direction: 'outbound',
    author: 'machine',
    type: 'text',
    text,
    answerFrom,
    notice,
    status: 'queued',
    replyToId,
    aiDecisionId: decisionId,
    confidence,
    sentAt: ctx.now(),
  })
}
