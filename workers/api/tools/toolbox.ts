import type { Toolbox } from '#core/lib/kernel/ai.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import type { Caller } from '../api.ts'
import type { Endpoint } from '../endpoint.ts'
import { call, endpointOf, inputFor, isAllowed, isReading, refusalOf, schemaOf } from './call.ts'
import { type Tool, tools } from './tools.ts'

/** Makes the tools of a caller who confirms what changes something: those that their role allows, over the API's endpoints. */
export function toolboxOf(caller: Caller, endpoints: readonly Endpoint[]): Toolbox {
  const own = new Map(
    tools.flatMap((tool) => {
      const endpoint = endpointOf(tool, endpoints)
      return isAllowed(endpoint, caller) ? [[tool.name, { tool, endpoint }] as const] : []
    }),
  )
  const find = (name: string) => {
    const found = own.get(name)
    if (!found) throw new AppError('forbidden', 'forbidden', `Your role does not allow ${name}.`)
    return found
  }
  return {
    offers: [...own.values()].map(({ tool }) => ({
      name: tool.name,
      description: tool.description,
      input: schemaOf(tool),
      reads: isReading(tool),
    })),
    problem(name, input) {
      try {
        const { tool, endpoint } = find(name)
        inputFor(endpoint, tool, asked(tool, input))
        return null
      } catch (error) {
        if (error instanceof AppError) return refusalOf(error, caller)
        throw error
      }
    },
    async run(name, input) {
      const { tool, endpoint } = find(name)
      return call(endpoint, tool, caller, asked(tool, input))
    },
    words: (error) => refusalOf(error, caller),
  }
}

/** Checks a model's input by the tool's own schema, which knows less than the endpoint's: nothing else gets in. @throws AppError invalid */
function asked({ name, input: schema }: Tool, input: Record<string, unknown>): Record<string, unknown> {
  const found = checked(schema, input)
  if ('data' in found) return found.data as Record<string, unknown>
  throw new AppError('invalid', 'invalid_input', `The input of ${name} is not valid.`, found.errors)
}
