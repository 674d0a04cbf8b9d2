import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { ChatTurn, Reply, Toolbox, ToolCall, ToolResult } from '#core/lib/kernel/ai.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { newReference } from '#core/lib/kernel/reference.ts'
import { sourcesOf } from '../rules/sources.ts'
import { resultText } from '../rules/turns.ts'
import {
  CHAT,
  type ChatEvent,
  type ChatMessage,
  type ChatSource,
  type ChatState,
  type StoredStep,
} from '../schemas.ts'
import * as store from '../store/chats.ts'
import type { Turn } from './ask.ts'
import { getChat, toMessage } from './sessions.ts'

/** The most times that a model is asked in one turn. At the last it has no tools, and so answers. */
const ROUNDS_MAX = 6
/** The most calls of one round; the model is told that the others were left out. */
const CALLS_MAX = 8

export interface Hearing {
  emit(event: ChatEvent): void
  /** Aborts when the listener goes away, or stops the answer. */
  signal: AbortSignal
}

interface Said {
  text: string
  steps: StoredStep[]
  sources: ChatSource[]
  model: string | null
}

/**
 * Writes the answer of a turn and tells it as it comes: asks the model, runs what only looks, proposes what changes something, and asks
 * again with the results. What was said until it ended, failed or was stopped is kept. Never throws what the listener can be told.
 */
export async function writeAnswer(
  ctx: Ctx,
  turn: Turn,
  toolbox: Toolbox,
  { emit, signal }: Hearing,
): Promise<void> {
  const { session, question, answer } = turn
  emit({ type: 'begin', questionId: question.id, answerId: answer.id })
  if (turn.again) {
    if (answer.text !== '') emit({ type: 'text', delta: answer.text })
    for (const step of answer.steps) emit({ type: 'step', step })
    if (answer.sources.length > 0) emit({ type: 'sources', sources: answer.sources })
    return end(ctx, turn, answer, emit)
  }
  const said: Said = { text: '', steps: [], sources: [], model: null }
  const ended = await converse(ctx, turn, toolbox, said, { emit, signal })
  if (ended.error !== null) emit({ type: 'error', detail: ended.error })
  const [kept] = await ctx.db.batch((db) => [
    store.write(db, session, answer.id, { ...columns(said), ...ended }),
  ])
  // Its chat was deleted meanwhile: there is nothing to keep it in.
  if (kept[0]) await end(ctx, turn, toMessage(kept[0], ctx.now()), emit)
}

const columns = ({ steps, ...rest }: Said) => ({ ...rest, toolCalls: steps })

async function end(ctx: Ctx, { session, question }: Turn, answer: ChatMessage, emit: Hearing['emit']) {
  emit({ type: 'end', session: await getChat(ctx, session.id), question, answer })
}

/** Asks until the model calls nothing more. The turn is paid once, where a model that costs answered. */
async function converse(
  ctx: Ctx,
  turn: Turn,
  toolbox: Toolbox,
  said: Said,
  hearing: Hearing,
): Promise<{ state: ChatState; error: string | null }> {
  const { generationModel, offers } = ctx.ai
  const costs = (model: string) => !offers.some((offer) => offer.offline && offer.model === model)
  try {
    const paid = await ctx.credits.reserve(CHAT.name, costs(generationModel) ? CHAT.credits : 0)
    let answered = false
    try {
      const turns: ChatTurn[] = [...turn.turns]
      for (let round = 1; round <= ROUNDS_MAX; round++) {
        const { reply, model } = await askModel(
          ctx,
          turn,
          { turns, toolbox, last: round === ROUNDS_MAX },
          said,
          hearing,
        )
        answered ||= costs(model)
        if (reply.stopped || hearing.signal.aborted) return { state: 'stopped', error: null }
        if (reply.calls.length === 0) return { state: 'done', error: null }
        turns.push({ role: 'assistant', text: reply.text, calls: reply.calls, raw: reply.raw })
        turns.push({ role: 'tools', results: await runCalls(reply.calls, toolbox, said, hearing) })
        const [kept] = await ctx.db.batch((db) => [
          store.write(db, turn.session, turn.answer.id, columns(said)),
        ])
        if (!kept[0]) return { state: 'stopped', error: null }
      }
      return { state: 'done', error: null }
    } finally {
      if (answered) paid.settle(CHAT.credits)
      else paid.release()
    }
  } catch (error) {
    if (error instanceof AppError) return { state: 'failed', error: error.message }
    const reference = newReference()
    ctx.log.error('assistant.failed', { reference, error: describeError(error) })
    return { state: 'failed', error: `Something broke on our side. Tell support ${reference}.` }
  }
}

async function askModel(
  ctx: Ctx,
  { question }: Turn,
  { turns, toolbox, last }: { turns: readonly ChatTurn[]; toolbox: Toolbox; last: boolean },
  said: Said,
  { emit, signal }: Hearing,
): Promise<{ reply: Reply; model: string }> {
  let begun = false
  const made = await ctx.ai.converse(
    {
      name: CHAT.name,
      // The turn is paid as a whole.
      credits: 0,
      language: detectLanguage(question.text) === 'fr' ? 'fr' : 'en',
      facts: { now: ctx.now().toISOString() },
      turns,
      tools: last ? [] : toolbox.offers,
    },
    {
      signal,
      text(delta) {
        // Begin a paragraph after its tools.
        const gap = !begun && said.text !== '' ? '\n\n' : ''
        begun = true
        said.text += gap + delta
        emit({ type: 'text', delta: gap + delta })
      },
    },
  )
  said.model = made.model
  return { reply: made.output, model: made.model }
}

/** Runs what only looks, one after the other, and proposes the rest. Each call gets a result, which is data to the model. */
async function runCalls(
  calls: readonly ToolCall[],
  toolbox: Toolbox,
  said: Said,
  { emit }: Hearing,
): Promise<ToolResult[]> {
  const results: ToolResult[] = []
  for (const [at, { id, name, input }] of calls.entries()) {
    const answerCall = (text: string, isError = false) => results.push({ id, name, text, isError })
    const offer = toolbox.offers.find((one) => one.name === name)
    if (!offer) {
      answerCall(`There is no tool ${name}.`, true)
      continue
    }
    if (at >= CALLS_MAX) {
      answerCall(`Too many calls at once: at most ${CALLS_MAX}.`, true)
      continue
    }
    const step: StoredStep = {
      id: newId(),
      tool: name,
      changes: !offer.reads,
      input,
      state: 'failed',
      result: toolbox.problem(name, input),
      to: null,
    }
    const found: ChatSource[] = []
    if (step.result === null) {
      if (offer.reads) found.push(...(await look(step, toolbox, said.sources.length)))
      else step.state = 'proposed'
    }
    said.steps.push(step)
    emit({ type: 'step', step })
    if (found.length > 0) {
      said.sources.push(...found)
      emit({ type: 'sources', sources: said.sources })
    }
    answerCall(step.result ?? PROPOSED, step.state === 'failed')
  }
  return results
}

const PROPOSED = JSON.stringify({
  proposed:
    'It is shown to the person, who confirms or cancels it. It is not done, and must not be called again.',
})

/** Runs a tool that only looks, and notes its result in the step. */
async function look(step: StoredStep, toolbox: Toolbox, known: number): Promise<ChatSource[]> {
  try {
    const result = await toolbox.run(step.tool, step.input)
    const sources = sourcesOf(step.tool, result, step.input, known)
    Object.assign(step, { state: 'done', result: resultText(result, sources) })
    return sources
  } catch (error) {
    step.result = toolbox.words(error)
    return []
  }
}
