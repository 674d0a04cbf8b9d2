import * as z from 'zod'

/** The addresses of a name, IPv4 and IPv6 together; none when there is no such name. Throws `ResolveError`. */
export type Resolve = (host: string, signal?: AbortSignal) => Promise<string[]>

/** `unresolvable`: the name’s own servers gave no answer. `resolver_down`: our resolver gave none. Both may be temporary. */
export class ResolveError extends Error {
  override readonly name = 'ResolveError'
  readonly kind: 'unresolvable' | 'resolver_down'

  constructor(kind: ResolveError['kind'], message: string, cause?: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

/** The answer of Cloudflare and Google: `Status` is the DNS response code (RFC 1035), `type` the record’s type. */
const answerSchema = z.object({
  Status: z.number().int(),
  Answer: z.array(z.object({ type: z.number().int(), data: z.string() })).optional(),
})

const RECORDS = { A: 1, AAAA: 28 } as const
const NO_ERROR = 0
const NO_SUCH_NAME = 3

/**
 * Makes a client of a DNS-over-HTTPS resolver in its JSON form. Both queries (A and AAAA) must succeed, since an unknown
 * address cannot be checked. Aliases (CNAME) come with the addresses that they lead to.
 */
export function dohResolver({
  url,
  deadlineMs,
  fetch: send = fetch,
}: {
  url: string
  /** The time limit for both questions together. */
  deadlineMs: number
  fetch?: typeof fetch
}): Resolve {
  return async (host, signal) => {
    const deadline = AbortSignal.timeout(deadlineMs)
    const within = signal ? AbortSignal.any([signal, deadline]) : deadline
    const ask = async (type: keyof typeof RECORDS) => {
      const { Status, Answer = [] } = await question(host, type, within)
      if (Status === NO_SUCH_NAME) return []
      if (Status !== NO_ERROR)
        throw new ResolveError('unresolvable', `The name servers of ${host} gave no answer.`)
      return Answer.filter((record) => record.type === RECORDS[type]).map((record) => record.data)
    }
    return (await Promise.all([ask('A'), ask('AAAA')])).flat()
  }

  async function question(host: string, type: string, signal: AbortSignal) {
    const asked = new URL(url)
    asked.searchParams.set('name', host)
    asked.searchParams.set('type', type)
    try {
      const response = await send(asked.href, {
        headers: { accept: 'application/dns-json' },
        redirect: 'manual',
        signal,
      })
      if (!response.ok) throw new Error(`The resolver answered with status ${response.status}.`)
      return answerSchema.parse(await response.json())
    } catch (cause) {
      throw new ResolveError('resolver_down', 'The directory of names (DNS) did not answer.', cause)
    }
  }
}
