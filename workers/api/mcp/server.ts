import { type CallToolResult, McpServer } from '@modelcontextprotocol/server'
import type { Caller } from '../api.ts'
import type { Endpoint } from '../endpoint.ts'
import { call, endpointOf, isAllowed, isReading, refusalOf } from '../tools/call.ts'
import { offered } from '../tools/tools.ts'

/** Makes the server of one request, with the tools that the caller's scopes allow; its endpoints are those of the API. */
export function serverFor(caller: Caller, endpoints: readonly Endpoint[]): McpServer {
  const server = new McpServer({ name: 'chorus', version: '1.0.0' })
  for (const tool of offered) {
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

/** Answers with what a piece of work returns, or with why it was refused, in words that a model can act on. */
async function answer(caller: Caller, work: () => Promise<unknown>): Promise<CallToolResult> {
  try {
    const result = (await work()) as Record<string, unknown>
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: result }
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: refusalOf(error, caller) }] }
  }
}
