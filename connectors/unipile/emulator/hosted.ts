import { randomUUID } from 'node:crypto'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import type { Consenting } from '#local/emulators/lib/consent.ts'
import { consentPage, refusalPage } from '#local/emulators/lib/consent-page.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import type { Member, Members } from './accounts.ts'
import { refuse } from './answers.ts'

const platform = manifest.id
const PRACTICE = 'Practice Person'
const WITH_MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

interface Link {
  reconnects: string | null
  expiresOn: string
  notifyUrl: string | null
  name: string
  success: string
  failure: string
}

/** The hosted page: links to it, what people press on it, and the report of what became of it. */
export class Hosted {
  readonly #world: World
  readonly #members: Members
  readonly #pagePath: string
  readonly #links = new BoundedMap<string, Link>()
  #consenting: Consenting = { mode: 'ask' }

  constructor(world: World, members: Members, pagePath: string) {
    this.#world = world
    this.#members = members
    this.#pagePath = pagePath
  }

  consent(consenting: Consenting): void {
    this.#consenting = consenting
  }

  /** Makes a link that opens the page once. */
  link({ body, headers }: Call): Answer {
    const asked = isRecord(body) ? body : {}
    const text = (key: string) => (typeof asked[key] === 'string' ? String(asked[key]) : null)
    const [type, expiresOn, reconnects] = [text('type'), text('expiresOn') ?? '', text('reconnect_account')]
    if (type !== 'create' && type !== 'reconnect') return invalid('type')
    if (!WITH_MILLISECONDS.test(expiresOn)) return invalid('expiresOn')
    if (!text('api_url')?.match(/^https?:\/\/[^/]+:\d+/)) return invalid('api_url')
    if (type === 'create' && !Array.isArray(asked.providers)) return invalid('providers')
    if (type === 'reconnect' && !this.#members.get(reconnects ?? ''))
      return refuse(404, 'resource_not_found', 'Account not found')
    const id = randomUUID()
    this.#links.set(id, {
      reconnects,
      expiresOn,
      notifyUrl: text('notify_url'),
      name: text('name') ?? '',
      success: text('success_redirect_url') ?? '',
      failure: text('failure_redirect_url') ?? '',
    })
    const url = `http://${headers.host}${this.#pagePath}?link=${id}`
    return { status: 201, body: { object: 'HostedAuthURL', url } }
  }

  /** Answers the page: shows it, or does what a person has pressed on it. */
  async page({ method, query, body }: Call): Promise<Answer> {
    const form = isRecord(body) ? body : {}
    const asked = method === 'POST' ? new URLSearchParams(String(form.query ?? '')) : query
    const id = asked.get('link') ?? ''
    const link = this.#links.get(id)
    if (!link || Date.parse(link.expiresOn) <= this.#world.now().getTime())
      return html(400, refusalPage(manifest.name, 'The link has expired.'))
    const { mode, as = PRACTICE, pages = [] } = this.#consenting
    if (method === 'GET' && mode === 'ask') {
      const people = this.#members.all().map((one) => ({ id: one.id, name: one.name }))
      return html(
        200,
        consentPage({ name: manifest.name, pagePath: this.#pagePath, query: `link=${id}`, people }),
      )
    }
    this.#links.delete(id)
    if (method === 'POST' ? form.answer !== 'allow' : mode === 'deny') return to(link.failure)
    if (method === 'GET') return this.#connected(link, as, pages, this.#members.named(as))
    const person = String(form.person ?? '')
    const known = this.#members.get(person)
    const [name = '', ...own] = person.replace(/^new:/, '').split('|')
    return this.#connected(link, known?.name ?? name, own, known)
  }

  reset(): void {
    this.#consenting = { mode: 'ask' }
    this.#links.clear()
  }

  /** Connects who signs in. `earlier`: the account that they have had; somebody new has none, whatever their name. */
  async #connected(
    link: Link,
    name: string,
    pages: readonly string[],
    earlier: Member | undefined,
  ): Promise<Answer> {
    const member = this.#memberOf(link, name, pages, earlier)
    const status = member.id === link.reconnects ? 'RECONNECTED' : 'CREATION_SUCCESS'
    const report = async () => {
      if (link.notifyUrl === null) return
      // As Unipile does, without a JSON content type.
      await this.#world.webhooks.deliver(
        {
          platform,
          url: link.notifyUrl,
          headers: { 'content-type': 'text/plain' },
          bytes: Uint8Array.from(
            Buffer.from(JSON.stringify({ status, account_id: member.id, name: link.name })),
          ),
        },
        () => undefined,
      )
    }
    const { reports = 'before' } = this.#consenting
    if (reports === 'before') await report()
    if (reports === 'after') this.#world.timers.after(300, () => void report())
    return to(link.success)
  }

  /** Finds who signs in: the member whose account is connected anew, or one who gets an account. */
  #memberOf({ reconnects }: Link, name: string, pages: readonly string[], earlier?: Member): Member {
    const had = this.#members.get(reconnects ?? '')
    if (had && had.name === name) {
      had.status = 'OK'
      return had
    }
    const own = earlier?.pages ?? pages.map((page) => ({ id: digits(8), name: page }))
    const member = this.#members.connect(name, own, earlier)
    for (const { id, name: page } of [{ id: member.profileId, name }, ...own])
      this.#world.accounts.add({ platform, externalId: id, name: page, token: member.id })
    return member
  }
}

const invalid = (field: string): Answer => refuse(400, 'invalid_parameters', `${field} is not valid`)

const html = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8' },
})

const to = (location: string): Answer => ({ status: 302, body: undefined, headers: { location } })
