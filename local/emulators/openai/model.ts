import { respond } from '#ai/offline/respond.ts'
import { respondInputSchema } from '#core/inbox/schemas.ts'
import { tokenQuarters, truncate } from '#core/lib/text/text.ts'
import { isRecord, parseJson } from '../lib/http.ts'

/**
 * Writes the emulated model's answer. A request to answer a contact gets the decision of the offline engine, so that a demonstration
 * makes sense; any other schema gets an answer of its form, the same each time.
 */
export function write(user: string, schema: unknown): string {
  if (schema === undefined) return `You said: ${truncate(user, 200)}`
  return JSON.stringify(decide(user) ?? sample(schema, schema, 'answer'))
}

/** Makes the offline engine's decision; null when the text is not that of the prompt `inbox.respond`. */
function decide(user: string): unknown {
  const blocks = new Map(
    [...user.matchAll(/^<(\w+)>\n(.*)\n<\/\1>$/gm)].map(([, tag = '', json = '']) => [tag, parseJson(json)]),
  )
  const question = blocks.get('messages_to_answer')
  const passages = blocks.get('passages')
  if (!isRecord(question) || !Array.isArray(passages)) return null
  const parsed = respondInputSchema.safeParse({
    transcript: blocks.get('transcript'),
    burst: question.texts,
    // The prompt does not give the model positions and scores.
    passages: passages.map((passage, at) => ({
      ...passage,
      kind: 'chunk',
      start: 0,
      end: String(passage.content).length,
      score: 1 / (at + 1),
    })),
    instructions: '',
    ignoreExamples: blocks.get('examples_to_ignore'),
    language: question.language,
  })
  return parsed.success ? respond(parsed.data) : null
}

/** Returns the first value that a schema allows. */
function sample(schema: unknown, root: unknown, name: string): unknown {
  if (!isRecord(schema)) return null
  if (typeof schema.$ref === 'string') return sample(resolve(schema.$ref, root), root, name)
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.anyOf)) return sample(schema.anyOf[0], root, name)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(isRecord(schema.properties) ? schema.properties : {}).map(([key, part]) => [
          key,
          sample(part, root, key),
        ]),
      )
    case 'array':
      return [sample(schema.items, root, name)]
    case 'string':
      return `A sample ${name}.`
    case 'integer':
      return 1
    case 'number':
      return 0.5
    case 'boolean':
      return true
    default:
      return null
  }
}

const resolve = (ref: string, root: unknown): unknown =>
  ref
    .slice(2)
    .split('/')
    .filter(Boolean)
    .reduce((at: unknown, key) => (isRecord(at) ? at[decodeURIComponent(key)] : null), root)

/** Returns the beginning of a text with at most `tokensMax` tokens by our estimate. */
export function cutAt(text: string, tokensMax: number): string {
  let quarters = 0
  for (let at = 0; at < text.length; at++) {
    quarters += tokenQuarters(text.charCodeAt(at))
    if (quarters > tokensMax * 4) return text.slice(0, at)
  }
  return text
}
