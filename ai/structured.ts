import * as z from 'zod'
import type { Generated, Task, Usage, Wish } from '#core/lib/kernel/ai.ts'
import { addSpent, ModelFailure } from './failure.ts'
import { NO_USAGE, sumUsage } from './models.ts'
import { promptOf } from './prompts/registry.ts'

const PROBLEMS_MAX = 1000
/** The text in place of an empty answer, since the APIs refuse turns without text. */
const NOTHING = '(no text)'

export interface Turn {
  role: 'user' | 'assistant'
  text: string
}

/** A request to a provider, independent of the provider's own form. */
export interface Question {
  system: string
  turns: readonly Turn[]
  maxOutputTokens: number
  temperature: number | undefined
}

/** A complete answer. A refused or cut one is a `ModelFailure` instead. */
export interface Answer {
  text: string
  usage: Usage
}

/**
 * Has a model do a task and validates the answer, because no provider enforces every constraint of a schema. An invalid answer
 * is returned to the model once with its problems; a second invalid answer is a failure. The usage is that of both.
 */
export async function generateStructured<Input, Output>(
  model: string,
  task: Task<Input, Output>,
  input: Input,
  ask: (question: Question) => Promise<Answer>,
  wish: Wish = {},
): Promise<Generated<Output>> {
  const prompt = promptOf(task)
  if (!prompt) throw new ModelFailure('unsupported', `There is no prompt for “${task.name}”.`)
  const maxOutputTokens = wish.maxOutputTokens ?? prompt.maxOutputTokens
  const temperature = wish.temperature ?? prompt.temperature
  const { system, user } = prompt.render(input)
  const turns: Turn[] = [{ role: 'user', text: user }]
  let spent = NO_USAGE
  for (;;) {
    const { text, usage } = await ask({ system, turns, maxOutputTokens, temperature }).catch(addSpent(spent))
    spent = sumUsage(spent, usage)
    const read = readAnswer(task.output, text)
    if ('output' in read) {
      return { output: read.output, model, prompt: `${prompt.name}@${prompt.version}`, usage: spent }
    }
    if (turns.length > 1) {
      // The problems name fields without their values, since an answer may quote a contact.
      throw new ModelFailure(
        'malformed',
        `Twice the answer was not of the form asked for: ${read.problems}`,
        {
          usage: spent,
        },
      )
    }
    turns.push(
      { role: 'assistant', text: text.trim() === '' ? NOTHING : text },
      { role: 'user', text: repairRequest(read.problems) },
    )
  }
}

function readAnswer<Output>(
  schema: z.ZodType<Output>,
  text: string,
): { output: Output } | { problems: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return { problems: 'It is not JSON, or it is cut off.' }
    throw error
  }
  const parsed = schema.safeParse(json)
  return parsed.success
    ? { output: parsed.data }
    : { problems: z.prettifyError(parsed.error).slice(0, PROBLEMS_MAX) }
}

const repairRequest = (problems: string) =>
  `That answer is not of the form asked for:\n${problems}\nAnswer again with the whole JSON object, corrected, and nothing else.`
