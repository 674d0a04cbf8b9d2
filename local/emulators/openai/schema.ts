import { isRecord } from '../lib/http.ts'

/**
 * Returns the problem, with its path, for which an API of structured outputs would refuse a JSON schema; null when it is
 * accepted. `strict` is OpenAI's mode: every property must be required too, and the root must be an object.
 */
export function schemaProblem(schema: unknown, { strict }: { strict: boolean }): string | null {
  if (!isRecord(schema)) return 'the schema must be an object.'
  if (strict && (schema.type !== 'object' || 'anyOf' in schema)) return "the root must be of type 'object'."
  return problemAt(schema, '#', strict)
}

function problemAt(schema: unknown, path: string, strict: boolean): string | null {
  if (!isRecord(schema)) return null
  const own = schema.type === 'object' ? objectProblem(schema, path, strict) : null
  if (own) return own
  for (const [at, part] of partsOf(schema)) {
    const found = problemAt(part, `${path}/${at}`, strict)
    if (found) return found
  }
  return null
}

function objectProblem(schema: Record<string, unknown>, path: string, strict: boolean): string | null {
  if (schema.additionalProperties !== false)
    return `in ${path}, 'additionalProperties' is required to be supplied and to be false.`
  if (!strict) return null
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : []
  const missing = Object.keys(isRecord(schema.properties) ? schema.properties : {}).find(
    (name) => !required.includes(name),
  )
  return missing === undefined
    ? null
    : `in ${path}, 'required' is to include every key in properties. Missing '${missing}'.`
}

/** Lists the schemas inside a schema, each with its path. */
function partsOf(schema: Record<string, unknown>): [string, unknown][] {
  const named = ['properties', '$defs', 'definitions'].flatMap((keyword) => {
    const held = schema[keyword]
    return isRecord(held)
      ? Object.entries(held).map(([name, part]): [string, unknown] => [`${keyword}/${name}`, part])
      : []
  })
  const listed = ['anyOf', 'allOf'].flatMap((keyword) => {
    const held: unknown = schema[keyword]
    return Array.isArray(held) ? held.map((part, at): [string, unknown] => [`${keyword}/${at}`, part]) : []
  })
  return [...named, ...listed, ['items', schema.items]]
}
