import * as z from 'zod'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { newReference } from '#core/lib/kernel/reference.ts'
import type { Caller } from '../api.ts'
import { type Endpoint, parse } from '../endpoint.ts'
import type { Tool } from './tools.ts'

export const isReading = ({ method, reads }: Tool): boolean => method === 'get' || reads === true

/** Returns the endpoint behind a tool. @throws Error for one that there is not */
export function endpointOf({ method, path }: Tool, endpoints: readonly Endpoint[]): Endpoint {
  const found = endpoints.find((endpoint) => endpoint.method === method && endpoint.path === path)
  if (!found) throw new Error(`There is no endpoint ${method} ${path}.`)
  return found
}

/** Tests whether the caller may use an endpoint, without running it. */
export function isAllowed(endpoint: Endpoint, caller: Caller): boolean {
  try {
    endpoint.admit(caller)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Takes a tool's input apart into its endpoint's, which checks it as it checks any request. @throws AppError invalid */
export function inputFor(endpoint: Endpoint, tool: Tool, input: Record<string, unknown>) {
  const names = [...tool.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const given = Object.entries({ ...input, ...tool.fixed }).filter(([, value]) => value !== undefined)
  const part = (of: (name: string) => boolean) => Object.fromEntries(given.filter(([name]) => of(name)))
  const rest = part((name) => !names.includes(name))
  return {
    params: parse(
      endpoint.params,
      part((name) => names.includes(name)),
      'path',
    ),
    query: parse(endpoint.query, tool.method === 'get' ? rest : {}, 'query'),
    body: parse(endpoint.body, rest, 'body'),
  }
}

/** Runs a tool as the caller. @throws AppError what its endpoint refuses */
export const call = async (
  endpoint: Endpoint,
  tool: Tool,
  caller: Caller,
  input: Record<string, unknown>,
): Promise<unknown> => endpoint.admit(caller)(inputFor(endpoint, tool, input))

/** Says why a tool did not do its work, in words that a model and a person can act on. What nobody expected gets a reference in the log. */
export function refusalOf(error: unknown, { system: { log } }: Caller): string {
  if (error instanceof AppError) {
    const fields = (error.fields ?? []).map(({ path, message }) => `${path}: ${message}`)
    return [error.message, ...fields].join('\n')
  }
  const reference = newReference()
  log.error('tool.failed', { reference, error: describeError(error) })
  return `This did not work, and it is recorded under ${reference}.`
}

/** Returns the JSON schema of a tool's input as models take it. */
export function schemaOf({ input }: Tool): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input' })
  return schema
}
