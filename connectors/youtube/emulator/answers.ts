import type { Answer } from '#local/emulators/lib/http.ts'

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const done = (): Answer => ({ status: 204, body: undefined })

/** Refuses as Google does. */
export const problem = (status: number, reason: string, message: string, domain = 'global'): Answer => ({
  status,
  body: { error: { code: status, message, errors: [{ message, domain, reason }] } },
})

export const invalid = (reason: string, message: string): Answer =>
  problem(400, reason, message, 'youtube.parameter')
export const notFound = (reason: string, message: string): Answer => problem(404, reason, message)
export const forbidden = (reason: string, message: string): Answer => problem(403, reason, message)
export const unauthorized = (): Answer =>
  problem(401, 'authError', 'Request had invalid authentication credentials.')

/** A list as the Data API pages it. The total is what the API calls approximate. */
export const listOf = <Item>(
  kind: string,
  items: readonly Item[],
  query: URLSearchParams,
  most = 50,
): { page: readonly Item[]; body: Record<string, unknown> } | Answer => {
  const size = Number(query.get('maxResults') ?? 5)
  const from = Number(query.get('pageToken') ?? 0)
  if (!(size >= 1 && size <= most)) return invalid('invalidParameter', `maxResults is between 1 and ${most}`)
  if (!Number.isInteger(from)) return invalid('invalidPageToken', 'The page token is not valid.')
  const page = items.slice(from, from + size)
  return {
    page,
    body: {
      kind: `youtube#${kind}ListResponse`,
      pageInfo: { totalResults: items.length, resultsPerPage: size },
      ...(from + size < items.length ? { nextPageToken: `${from + size}` } : {}),
    },
  }
}
