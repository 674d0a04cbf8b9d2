import { classifyInputSchema } from '#core/bank/schemas.ts'
import { voiceInputSchema, writeInputSchema } from '#core/characters/schemas.ts'
import { bodyInputSchema, hooksInputSchema, rewriteInputSchema } from '#core/drafts/schemas.ts'
import { commentInputSchema } from '#core/engagement/schemas.ts'
import { respondInputSchema } from '#core/inbox/schemas.ts'
import type { Ai } from '#core/lib/kernel/ai.ts'
import { estimateTokens } from '#core/lib/text/text.ts'
import { describeInputSchema } from '#core/style/schemas.ts'
import { ModelFailure } from './failure.ts'
import { chat as chatOffline } from './offline/chat.ts'
import { classify } from './offline/classify.ts'
import { comment } from './offline/comment.ts'
import { body } from './offline/drafts/body.ts'
import { hooks } from './offline/drafts/hooks.ts'
import { rewrite } from './offline/drafts/rewrite.ts'
import { embedLexically } from './offline/embed.ts'
import { respond } from './offline/respond.ts'
import { describeStyle } from './offline/style.ts'
import { voice } from './offline/voice.ts'

const EMBEDDING_MODEL = 'offline/lexical-1'
const GENERATION_MODEL = 'offline/extractive-1'

/** Task name → handler. A handler parses its input, whose type only the task declares. */
const HANDLERS: Readonly<Record<string, (input: unknown) => unknown>> = {
  'bank.classify': (input) => classify(classifyInputSchema.parse(input)),
  'characters.voice': (input) => voice(voiceInputSchema.parse(input)),
  'drafts.body': (input) => body(bodyInputSchema.parse(input)),
  'drafts.hooks': (input) => hooks(hooksInputSchema.parse(input)),
  'drafts.rewrite': (input) => rewrite(rewriteInputSchema.parse(input)),
  'engagement.comment': (input) => comment(commentInputSchema.parse(input)),
  // It says what is asked for in the character's voice, and adds nothing: there is no model that could.
  'generations.text': (input) => voice(writeInputSchema.parse(input)),
  'inbox.respond': (input) => respond(respondInputSchema.parse(input)),
  'style.describe': (input) => describeStyle(describeInputSchema.parse(input)),
}

/**
 * Makes the engine that needs no key and no network: lexical vectors, and answers made of the workspace's own
 * sentences. Its output depends on its input alone, so that tests and demonstrations repeat.
 */
export function offlineAi(): Ai {
  return {
    embeddingModel: EMBEDDING_MODEL,
    generationModel: GENERATION_MODEL,
    offers: [{ model: GENERATION_MODEL, offline: true, takesTemperature: false, price: null }],

    async generate(task, input) {
      const handler = HANDLERS[task.name]
      if (!handler) {
        throw new ModelFailure(
          'unsupported',
          `The offline engine cannot do “${task.name}”; it does ${Object.keys(HANDLERS).join(', ')}. Configure a model for this task.`,
        )
      }
      const output = task.output.parse(handler(input))
      return {
        output,
        model: GENERATION_MODEL,
        prompt: null,
        usage: {
          inputTokens: estimateTokens(JSON.stringify(input)),
          outputTokens: estimateTokens(JSON.stringify(output)),
          costMicros: 0,
        },
      }
    },

    async converse(chat, listener) {
      const { text, calls } = chatOffline(chat)
      // Whole words at a time, as a model would; nobody is kept waiting.
      for (const piece of text.match(/\S+\s*|\s+/g) ?? []) listener.text(piece)
      return {
        output: { text, calls, raw: null, stopped: false },
        model: GENERATION_MODEL,
        prompt: null,
        usage: {
          inputTokens: estimateTokens(JSON.stringify(chat.turns)),
          outputTokens: estimateTokens(text + JSON.stringify(calls)),
          costMicros: 0,
        },
      }
    },

    async embed(texts) {
      return {
        vectors: texts.map(embedLexically),
        model: EMBEDDING_MODEL,
        usage: {
          inputTokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
          outputTokens: 0,
          costMicros: 0,
        },
      }
    },
  }
}
