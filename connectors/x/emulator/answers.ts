import type { Answer } from '#local/emulators/lib/http.ts'

export const ok = (body: unknown, status = 200): Answer => ({ status, body })

/** Refuses as X does in its present form. */
export const problem = (status: number, title: string, detail: string, type = 'about:blank'): Answer => ({
  status,
  body: {
    title,
    detail,
    status,
    type: type === 'about:blank' ? type : `https://api.x.com/2/problems/${type}`,
  },
})

export const invalid = (message: string): Answer => ({
  status: 400,
  body: {
    errors: [{ message, parameters: {} }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.x.com/2/problems/invalid-request',
    status: 400,
  },
})

export const forbidden = (detail: string): Answer => problem(403, 'Forbidden', detail, 'client-forbidden')
export const notFound = (detail: string): Answer =>
  problem(404, 'Not Found Error', detail, 'resource-not-found')
