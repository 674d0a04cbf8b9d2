import type { Answer } from '../lib/http.ts'

/** An answer with headers beyond those of every answer. */
export interface HeadedAnswer extends Answer {
  headers: Record<string, string>
}

/** Builds an error in the API's form. `param` names the wrong field. */
export const refuse = (
  status: number,
  {
    type = 'invalid_request_error',
    ...error
  }: { message: string; code: string; type?: string; param?: string },
): Answer => ({
  status,
  body: { error: { message: error.message, type, param: error.param ?? null, code: error.code } },
})

export const invalidValue = (param: string, message: string): Answer =>
  refuse(400, { message: `Invalid value for '${param}': ${message}`, param, code: 'invalid_value' })

export const notEmulated = (what: string): Answer =>
  refuse(404, { message: `${what} is not emulated here.`, code: 'not_emulated' })

export const unknownModel = (model: string): Answer =>
  refuse(404, {
    message: `The model '${model}' does not exist or you do not have access to it.`,
    param: 'model',
    code: 'model_not_found',
  })

export const tooManyRequests = (seconds: number): HeadedAnswer => ({
  ...refuse(429, {
    message: `Rate limit reached. Please try again in ${seconds}s.`,
    type: 'requests',
    code: 'rate_limit_exceeded',
  }),
  headers: { 'retry-after': String(seconds) },
})
