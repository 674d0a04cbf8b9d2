import { type CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { newReference } from '#core/lib/kernel/reference.ts'
import type { Caller } from '../api.ts'
import { type Endpoint, parse } from '../endpoint.ts'
import { type Tool, tools } from './tools.ts'

/** Makes the server of one request, with the tools that the caller's scopes allow; its endpoints are those of the API. */
export function serverFor(caller: Caller, endpoints: readonly Endpoint[]): McpServer {
  const server = new McpServer({ name: 'chorus', version: '1.0.0' })
  for (const tool of tools) {
    const endpoint = endpointOf(tool, endpoints)
    if (!isAllowed(endpoint, caller)) continue
    const readOnlyHint = isReading(tool)
    server.registerTool(
      tool.name,
      {
        description: tool.description,
        inputSchema: tool.input,
        annotations: { readOnlyHint, destructiveHint: false, openWorldHint: false },
      },
      async (input) => answer(caller, () => call(endpoint, tool, caller, input)),
    )
  }
  return server
}

export const isReading = ({ method, reads }: Tool): boolean => method === 'get' || reads === true

/** Returns the endpoint behind a tool. @throws Error for one that there is not */
export function endpointOf({ method, path }: Tool, endpoints: readonly Endpoint[]): Endpoint {
  const found = endpoints.find((endpoint) => endpoint.method === method && endpoint.path === path)
  if (!found) throw new Error(`There is no endpoint ${method} ${path}.`)
  return found
}

/** Tests whether the caller may use an endpoint, without running it. */
function isAllowed(endpoint: Endpoint, caller: Caller): boolean {
  try {
    endpoint.admit(caller)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Sends a tool's input to its endpoint, which checks it as it checks any request. */
async function call(endpoint: Endpoint, tool: Tool, caller: Caller, input: Record<string, unknown>) {
  const names = [...tool.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const given = Object.entries({ ...input, ...tool.fixed }).filter(([, value]) => value !== undefined)
  const part = (of: (name: string) => boolean) => Object.fromEntries(given.filter(([name]) => of(name)))
  const rest = part((name) => !names.includes(name))
  const run = endpoint.admit(caller)
  return run({
    params: parse(
      endpoint.params,
      part((name) => names.includes(name)),
      'path',
    ),
    query: parse(endpoint.query, tool.method === 'get' ? rest : {}, 'query'),
    body: parse(endpoint.body, rest, 'body'),
  })
}

/** Answers with what a piece of work returns, or with why it was refused, in words that a model can act on. */
async function answer(caller: Caller, work: () => Promise<unknown>): Promise<CallToolResult> {
  try {
    const result = (await work()) as Record<string, unknown>
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: result }
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: refusalOf(error, caller) }] }
  }
}

function refusalOf(error: unknown, { system: { log } }: Caller): string {
  if (error instanceof AppError) {
    const fields = (error.fields ?? []).map(({ path, message }) => `${path}: ${message}`)
    return [error.message, ...fields].join('\n')
  }
  const reference = newReference()
  log.error('mcp.failed', { reference, error: describeError(error) })
  return `This did not work, and it is recorded under ${reference}.`
}
