import type { Task } from '#core/lib/ai.ts'
import { inboxRespond } from './inbox.respond.ts'
import type { Prompt } from './prompt.ts'

const PROMPTS: readonly Prompt<never>[] = [inboxRespond]

/** The prompt of a task, which has its name and takes its input; undefined where nobody has written one. */
export const promptOf = <Input>({ name }: Task<Input, unknown>): Prompt<Input> | undefined =>
  PROMPTS.find((prompt): prompt is Prompt<Input> & Prompt<never> => prompt.name === name)
