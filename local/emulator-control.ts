/** A client of the emulators' control API, for the demo and the tests. */

export interface Sent {
  platform: string
  account: string
  kind: 'message' | 'post' | 'comment' | 'reaction'
  id: string
  to?: string
  text: string
  media?: { kind: string; mimeType: string; sizeBytes: number; name?: string }[]
  at: string
}

export interface SentMail extends Sent {
  subject: string
}

export interface Inbound {
  platform: string
  account: string
  from: { id: string; name: string }
  text?: string
  media?: {
    kind: string
    mimeType: string
    base64?: string
    content?: string
    fileName?: string
    sizeBytes?: number
  }[]
  replyTo?: string
  reaction?: { messageId: string; emoji: string | null }
  /** Edits the contact's message with this id: `text` is its new text. */
  edits?: string
  place?: { latitude: number; longitude: number; name?: string; address?: string }
  person?: { name: string; phone: string }
  times?: number
  raw?: unknown
  badSignature?: boolean
  omitPhone?: boolean
}

export interface Invented {
  externalId: string
  name: string
  /** In the platform's own form. */
  credentials: Record<string, string>
  /** The one of the credentials that is the account's secret. */
  token: string
}

export type Fault =
  | { status: number; body: unknown }
  | 'timeout-before'
  | 'timeout-after'
  | `slow:${number}`
  | `limited:${number}`

export function control(emulatorUrl: string) {
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${emulatorUrl}/_control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!response.ok)
      throw new Error(`${method} /_control${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  return {
    addAccount: (account: {
      platform: string
      externalId: string
      name: string
      token: string
      webhook?: { url: string; secret: string } | undefined
    }) => ask('POST', '/accounts', account),
    /** Makes an account as the platform would, and registers it. */
    invent: (platform: string) => ask<Invented>('POST', '/invent', { platform }),
    /** Says what happens on a platform's consent page: who agrees, of which pages, or that they do not. */
    consent: (consenting: {
      platform: string
      mode: 'ask' | 'approve' | 'deny'
      as?: string
      pages?: string[]
      reports?: 'before' | 'after' | 'never'
    }) => ask('POST', '/consent', consenting),
    /** Agrees on a platform's consent page as somebody new, and returns where the page sends them back to. */
    async agree(url: string, { name, pages = [] }: { name: string; pages?: string[] }): Promise<URL> {
      const { origin, pathname, search } = new URL(url)
      const answer = await fetch(origin + pathname, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({
          query: search,
          person: `new:${[name, ...pages].join('|')}`,
          answer: 'allow',
        }),
      })
      return new URL(answer.headers.get('location') ?? '')
    },
    inbound: (message: Inbound) =>
      ask<{ deliveredStatus: number | null; id: string; payload: unknown }>('POST', '/inbound', message),
    /** Registers a contact that last wrote at `lastInboundAt`. */
    meet: (contact: { platform: string; account: string; id: string; name: string; lastInboundAt: string }) =>
      ask('POST', '/contacts', contact),
    statuses: (news: { platform: string; id: string; statuses: string[]; errorCode?: number }) =>
      ask('POST', '/statuses', news),
    fault: (fault: { platform: string; match: string; times: number; fault: Fault }) =>
      ask('POST', '/fault', fault),
    clearFaults: () => ask('DELETE', '/fault'),
    /** Resets the emulators' state; with `accounts` also the registered accounts. */
    reset: (also: { accounts?: boolean } = {}) => ask('POST', '/reset', also),
    sent: (platform: string) => ask<Sent[]>('GET', `/sent?platform=${platform}`),
    /** Lists the mails to an address, oldest first. */
    mails: async (to: string) =>
      (await ask<SentMail[]>('GET', '/sent?platform=mail')).filter((mail) => mail.to === to),
    calls: (platform: string) =>
      ask<{ path: string; status: number | null }[]>('GET', `/calls?platform=${platform}`),
  }
}
