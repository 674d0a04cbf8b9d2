import type { Voice } from '#core/characters/queries.ts'
import { searchPassages } from '#core/knowledge/queries.ts'
import { groundedness } from '#core/knowledge/rules/passages.ts'
import type { Passage } from '#core/knowledge/schemas.ts'
import type { MeteredCall, Wish } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { holdToThresholds, type Verdict } from '../rules/decisions.ts'
import { holdToRule } from '../rules/order.ts'
import type { Rule } from '../rules/triage/match.ts'
import { type RespondOutput, respondTask } from '../schemas.ts'

const PASSAGES = 6

/** How a decision came about. `V`: the decision, which a domain may tell more of. */
export interface Thought<V = Verdict> {
  verdict: V
  proposed: RespondOutput | null
  passages: readonly Passage[]
  unsupported: readonly string[]
  model: string
  prompt: string | null
  usage: { inputTokens: number; outputTokens: number }
}

export const instructionsOf = (settings: { systemPrompt: string; instructions: string }): string =>
  [settings.systemPrompt, settings.instructions].filter(Boolean).join('\n\n')

/** Returns the workspace's preferences for the model. */
export const wishOf = (settings: {
  answerModel: string | null
  temperature: number | null
  maxOutputTokens: number | null
}): Wish => ({
  model: settings.answerModel,
  temperature: settings.temperature,
  maxOutputTokens: settings.maxOutputTokens,
})

/** Returns the thought behind a decision that no model made. */
export function withoutModel<V>(verdict: V): Thought<V> {
  const usage = { inputTokens: 0, outputTokens: 0 }
  return { verdict, proposed: null, passages: [], unsupported: [], model: 'rule', prompt: null, usage }
}

interface Question {
  texts: readonly string[]
  transcript: { author: 'contact' | 'machine' | 'person'; text: string }[]
  instructions: string
  ignoreExamples: string[]
  wish: Wish
  /** The rule that wants an answer; examples to ignore do not count then. */
  rule: Pick<Rule, 'name'> | null
  /** The post that the contact writes under: what it says counts as a source. */
  post?: { id: string; text: string }
  /** The character that answers: how it speaks, and what it remembers, which counts as a source. */
  voice?: Voice | null
}

export async function think(
  ctx: Ctx,
  { texts, wish: wished, rule, post, voice, ...rest }: Question,
): Promise<Thought> {
  const found = await searchPassages(ctx, { query: texts.join('\n').slice(-2000), limit: PASSAGES })
  const passages = [...found, ...(post ? passageOf(post) : []), ...(voice ? memoriesOf(voice) : [])]
  const wish = voice ? { ...wished, temperature: voice.temperature } : wished
  const ignoreExamples = rule ? [] : rest.ignoreExamples
  const input = {
    ...rest,
    instructions: [rest.instructions, voice?.instructions ?? ''].filter(Boolean).join('\n\n'),
    ignoreExamples,
    burst: [...texts],
    passages,
    language: null,
    ...(post ? { post: { text: post.text } } : {}),
  }
  const generated = await ctx.ai.generate(respondTask, input, wish).catch((error: unknown) => refused(error))
  if ('verdict' in generated) return { ...generated, passages }
  const { output, model, prompt, usage } = generated
  const used = passages.filter((passage) => output.passageIds.includes(passage.id))
  const { unsupported } = groundedness(output.decision === 'respond' ? (output.reply ?? '') : '', used, texts)
  const verdict = holdToRule(holdToThresholds(output, unsupported), rule)
  return { verdict, proposed: output, passages, unsupported, model, prompt, usage }
}

/** Returns what a post says as a passage; none for one without words. */
const passageOf = ({ id, text }: { id: string; text: string }): Passage[] =>
  text.trim() === ''
    ? []
    : [{ id, kind: 'post', title: 'The post', content: text, start: 0, end: text.length, score: 1 }]

/** Returns what a character remembers as passages: data, which may be said, and which gives no orders. */
const memoriesOf = ({ name, memories }: Voice): Passage[] =>
  memories.map(({ id, text }) => ({
    id,
    kind: 'memory',
    title: name,
    content: text,
    start: 0,
    end: text.length,
    score: 1,
  }))

/**
 * Escalates what no retry would answer: a refusal of the model, whose reason gives the reference to find the cause by, and an answer
 * that cannot be paid.
 */
function refused(error: unknown): Omit<Thought, 'passages'> {
  if (!(error instanceof AppError && (error.kind === 'unpaid' || error.code === 'model_refused'))) throw error
  const verdict: Verdict = {
    decision: 'escalate',
    confidence: 1,
    reason: error.message,
    matchedRule: error.kind === 'unpaid' ? 'no_credits' : 'model_refused',
  }
  const usage = { inputTokens: 0, outputTokens: 0 }
  return { verdict, proposed: null, unsupported: [], model: 'none', prompt: null, usage }
}

/**
 * Thinks and returns the model calls too, to be recorded with the decision. On an error there is none: it records them at
 * once.
 */
export async function thinkNoting(
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
