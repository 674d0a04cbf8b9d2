import * as z from 'zod'
import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import { type Http, type HttpAnswer, parseAnswer } from '../http.ts'

export const GRAPH_VERSION = 'v27.0'
/** UNVERIFIED: Meta has not named the day yet; versions live about two years. */
export const GRAPH_VERSION_ENDS_ON = '2028-11-04'

/** Pages of a list that are read. */
const PAGES_MAX = 20

/** Reads or writes at the Graph API with a token. `form`: fields, or fields with a file. */
export const graph = (
  http: Http,
  token: string,
  path: string,
  form?: Readonly<Record<string, string>> | FormData,
): Promise<HttpAnswer> =>
  http({
    method: form ? 'POST' : 'GET',
    path: `/${GRAPH_VERSION}/${path}`,
    token,
    ...(form ? { form: form instanceof FormData ? form : new URLSearchParams(form) } : {}),
  })

export const tokenOf = ({ credentials: { accessToken = '' } }: ConnectedAccountRef): string => accessToken

export const succeeded = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status === 200

/** Reads a time as Meta writes it, with a zone that has no colon. */
export const timeOf = (text: string): Date => new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))

const wirePaging = z.object({
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional(),
})

/** A page of a list of the Graph API. `next` is null on the last one; any page may be empty. */
export type GraphPage<T> = { items: T[]; next: string | null }

/** Reads one page of a list, from a cursor on; the answer itself where it is none. */
export async function pageOf<T>(
  http: Http,
  token: string,
  path: string,
  { item, query, after }: { item: z.ZodType<T>; query: Record<string, string>; after: string | null },
): Promise<GraphPage<T> | HttpAnswer> {
  const asked = new URLSearchParams({ ...query, ...(after === null ? {} : { after }) })
  const answer = await graph(http, token, `${path}?${asked}`)
  const read = succeeded(answer) ? parseAnswer(z.object({ data: z.array(item) }), answer) : null
  if (!read || answer.kind !== 'answer') return answer
  const paging = parseAnswer(wirePaging, answer)?.paging
  const next = paging?.next === undefined ? undefined : paging.cursors?.after
  return { items: read.data, next: next === undefined || next === after ? null : next }
}

/**
 * Reads a list page after page until `enough` says that no later page is wanted; the answer itself where a page is none, and null where the
 * list goes on for too long.
 */
export async function allOf<T>(
  http: Http,
  token: string,
  path: string,
  {
    enough = () => false,
    ...of
  }: Omit<Parameters<typeof pageOf<T>>[3], 'after'> & {
    enough?: (oldest: T) => boolean
  },
): Promise<T[] | HttpAnswer | null> {
  const all: T[] = []
  let after: string | null = null
  for (let read = 0; read < PAGES_MAX; read++) {
    const page: GraphPage<T> | HttpAnswer = await pageOf(http, token, path, { ...of, after })
    if ('kind' in page) return page
    all.push(...page.items)
    const oldest = page.items.at(-1)
    after = page.next
    if (after === null || (oldest !== undefined && enough(oldest))) return all
  }
  return null
}
