import i18next from 'i18next'
import { loadRefusals } from './server-words.ts'

/** The body of a refusal by the API: RFC 9457 problem details. better-auth answers `{ code, message }` instead. */
interface Problem {
  title?: string
  detail?: string
  message?: string
  code?: string
  requestId?: string
  errors?: Fault[]
}

/** A fault of one field: a sentence, and a code for callers that word it themselves. */
interface Fault {
  path: string
  message: string
  code?: string
  limit?: number
}

/** A failed call, as screens show it. `status` is 0 when no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  /** Faults of single fields; empty unless the input was refused. */
  readonly faults: readonly Fault[]

  constructor(status: number, problem: Problem, headerRequestId: string | null = null) {
    super(problem.detail ?? problem.message ?? problem.title ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? (status === 0 ? 'no_answer' : `http_${status}`)
    this.requestId = problem.requestId ?? headerRequestId
    this.faults = problem.errors ?? []
  }

  /** True if the same call may succeed a moment later. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401

export async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-request-id')
  const text = await response.text()
  if (i18next.language === 'fr') await loadRefusals()
  return new ApiError(response.status, problemOf(text, response.statusText), requestId)
}

/** Reads the problem from an answer. A gateway in between answers with HTML or nothing; only the status line is left then. */
function problemOf(text: string, statusText: string): Problem {
  if (!text.startsWith('{')) return { title: statusText }
  try {
    return JSON.parse(text) as Problem
  } catch (error) {
    return { title: statusText, detail: `The answer could not be read: ${String(error)}` }
  }
}
