import type { Task } from '#core/lib/kernel/ai.ts'
import { bankClassify } from './bank.classify.ts'
import { charactersVoice } from './characters.voice.ts'
import { draftsBody } from './drafts.body.ts'
import { draftsHooks } from './drafts.hooks.ts'
import { draftsRewrite } from './drafts.rewrite.ts'
import { engagementComment } from './engagement.comment.ts'
import { generationsText } from './generations.text.ts'
import { inboxRespond } from './inbox.respond.ts'
import type { Prompt } from './prompt.ts'
import { styleDescribe } from './style.describe.ts'

const PROMPTS: readonly Prompt<never>[] = [
  inboxRespond,
  bankClassify,
  draftsHooks,
  draftsBody,
  draftsRewrite,
  styleDescribe,
  charactersVoice,
  engagementComment,
  generationsText,
]

/** Finds the prompt of a task by its name; undefined when there is none. */
export const promptOf = <Input>({ name }: Task<Input, unknown>): Prompt<Input> | undefined =>
  PROMPTS.find((prompt): prompt is Prompt<Input> & Prompt<never> => prompt.name === name)
