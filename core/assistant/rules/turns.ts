import type { ChatTurn } from '#core/lib/kernel/ai.ts'
import { truncate } from '#core/lib/text/text.ts'
import type { ChatMessage, ChatSource, ChatStep, StoredStep } from '../schemas.ts'

/** An answer that wrote nothing for this long has died: each round writes, and takes less. */
export const DEAD_AFTER_MS = 120_000
/** A confirmed step that has not ended for this long has died. */
const STEP_DEAD_AFTER_MS = 60_000
/** The most characters of a tool's result that a model reads, and that is kept. */
const RESULT_MAX = 12_000
/** The most characters of a step's result that the turns after it are told. */
const TOLD_MAX = 600

/** Writes a tool's result for the model, with the numbers by which it is to cite it. Cut at 12,000 characters. */
export const resultText = (result: unknown, sources: readonly ChatSource[]): string =>
  truncate(JSON.stringify({ sources: sources.map(({ n, title }) => ({ n, title })), result }), RESULT_MAX)

/** Returns a step as people see it: one that began and never ended may have been done. */
export function shownStep({ runningSince, ...step }: StoredStep, now: Date): ChatStep {
  const died =
    step.state === 'running' &&
    runningSince !== undefined &&
    now.getTime() - Date.parse(runningSince) > STEP_DEAD_AFTER_MS
  return died ? { ...step, state: 'unknown' } : step
}

/** Returns the turns that a model is told of a chat's messages, the oldest first: of earlier answers the words, and what became of what they proposed. */
export const turnsOf = (messages: readonly Pick<ChatMessage, 'role' | 'text' | 'steps'>[]): ChatTurn[] =>
  messages.map(({ role, text, steps }) =>
    role === 'user'
      ? { role, text }
      : {
          role,
          text: [text, ...steps.filter(({ changes }) => changes).map(told)].join('\n').trim(),
          calls: [],
        },
  )

const told = ({ tool, input, state, result }: ChatStep): string =>
  `(${tool} ${JSON.stringify(input).slice(0, TOLD_MAX)}: ${state}${state === 'done' && result ? ` ${result.slice(0, TOLD_MAX)}` : ''})`
