import { searchPassages } from '#core/knowledge/queries.ts'
import { groundedness } from '#core/knowledge/rules.ts'
import type { Passage } from '#core/knowledge/schemas.ts'
import type { Ctx } from '#core/lib/context.ts'
import { newId } from '#core/lib/ids.ts'
import { decideByRule, holdToThresholds, type Mode, modeOf, triageOf, type Verdict } from '../rules.ts'
import { type RespondOutput, respondTask } from '../schemas.ts'
import * as replies from '../store/replies.ts'

const PASSAGES = 6

/** `again`: the contact wrote while we thought; wait for the new burst to end. */
export type Responded = 'nothing' | 'held' | 'decided' | 'again'

interface Thought {
  verdict: Verdict
  proposed: RespondOutput | null
  passages: readonly Passage[]
  unsupported: readonly string[]
  model: string
  prompt: string | null
  usage: { inputTokens: number; outputTokens: number }
}

/**
 * Decides on a contact's burst and queues the answer. What it writes, it writes only if nobody holds the conversation
 * and nothing came in since it read; so it may be run at any time, any number of times.
 */
export async function respond(ctx: Ctx, conversationId: string): Promise<Responded> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId }
  const [burst, transcript, [settings]] = await ctx.db.batch((db) => [
    replies.undecidedMessages(db, where),
    replies.transcript(db, where),
    replies.machineSettings(db, workspaceId),
  ])
  const last = burst.at(-1)
  if (!last || !settings) return 'nothing'
  const mode = modeOf(settings)
  if (mode === 'off') return 'nothing'

  const texts = burst.map((message) => message.text ?? '')
  const thought =
    byRule(burst) ??
    (await think(ctx, {
      texts,
      transcript: transcript
        .slice(burst.length)
        .reverse()
        .flatMap(({ author, text }) => (text === null ? [] : [{ author, text }])),
      instructions: [settings.systemPrompt, settings.instructions].filter(Boolean).join('\n\n'),
      ignoreExamples: settings.ignoreExamples,
    }))

  return ctx.db.tx(async (tx, enqueue) => {
    const [conversation] = await replies.lock(tx, where)
    if (!conversation || conversation.held) return 'held'
    const burstIds = burst.map((message) => message.id)
    if ((await replies.newerThanBurst(tx, where, burstIds)).length > 0) return 'again'

    const decisionId = newId()
    const { verdict, proposed, passages, unsupported, model, prompt, usage } = thought
    await replies.insertDecision(tx, {
      id: decisionId,
      workspaceId,
      conversationId,
      messageId: last.id,
      ...verdict,
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
      workspaceId,
      ids: burstIds,
      decisionId,
      triage,
      confidence: verdict.confidence,
    })
    if (verdict.decision === 'respond' && proposed?.reply) {
      await queueAnswer(ctx, tx, mode, {
        conversationId,
        replyToId: last.id,
        decisionId,
        text: proposed.reply,
        confidence: verdict.confidence,
      })
    }
    if (verdict.decision === 'escalate') await replies.setStatus(tx, { ...where, status: 'escalated' })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    return 'decided'
  })
}

function byRule(burst: readonly { type: string; text: string | null }[]): Thought | null {
  const verdict = decideByRule(burst)
  if (verdict === null) return null
  const usage = { inputTokens: 0, outputTokens: 0 }
  return { verdict, proposed: null, passages: [], unsupported: [], model: 'rule', prompt: null, usage }
}

interface Question {
  texts: readonly string[]
  transcript: { author: 'contact' | 'machine' | 'person'; text: string }[]
  instructions: string
  ignoreExamples: string[]
}

async function think(ctx: Ctx, { texts, ...rest }: Question): Promise<Thought> {
  const passages = await searchPassages(ctx, { query: texts.join('\n').slice(0, 2000), limit: PASSAGES })
  const input = { ...rest, burst: [...texts], passages, language: null }
  const { output, model, prompt, usage } = await ctx.ai.generate(respondTask, input)
  const used = passages.filter((passage) => output.passageIds.includes(passage.id))
  const { unsupported } = groundedness(output.decision === 'respond' ? (output.reply ?? '') : '', used)
  const verdict = holdToThresholds(output, unsupported)
  return { verdict, proposed: output, passages, unsupported, model, prompt, usage }
}

interface Answer {
  conversationId: string
  replyToId: string
  decisionId: string
  text: string
  confidence: number
}

/** In `log` and `suggest` mode the answer stays in the decision, for a person to use. */
async function queueAnswer(
  ctx: Ctx,
  tx: Parameters<typeof replies.insertOutbound>[0],
  mode: Mode,
  answer: Answer,
) {
  if (mode !== 'answer') return
  const { conversationId, replyToId, decisionId, text, confidence } = answer
  await replies.insertOutbound(tx, {
    workspaceId: ctx.workspaceId,
    conversationId,
    direction: 'outbound',
    author: 'machine',
    type: 'text',
    text,
    status: 'queued',
    replyToId,
    aiDecisionId: decisionId,
    confidence,
    sentAt: ctx.now(),
  })
}
