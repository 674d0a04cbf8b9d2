import { randomBytes } from 'node:crypto'
import type { Account, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { ConsentDesk, type Consenting } from '#local/emulators/lib/consent.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { GRAPH_VERSION } from '../graph.ts'
import { APP_ID, APP_SECRET } from '../vars.ts'
import { bearer, invalidToken } from './answers.ts'
import { People } from './people.ts'

const DAY_S = 86_400

/** Facebook's login in front of the Graph API, for one of the platforms that are connected by it. */
export class GraphLogin {
  readonly people: People
  readonly #world: World
  readonly #scopes: readonly string[]
  readonly #desk: ConsentDesk
  /** Codes that were given out. */
  readonly #codes = new BoundedMap<string, true>()

  constructor(
    world: World,
    {
      platform,
      prefix,
      scopes,
      newId,
    }: { platform: string; prefix: string; scopes: readonly string[]; newId: () => string },
  ) {
    const people = new People(newId)
    this.people = people
    this.#world = world
    this.#scopes = scopes
    this.#desk = new ConsentDesk({
      name: 'Facebook',
      pagePath: `${prefix}/${GRAPH_VERSION}/dialog/oauth`,
      clientId: () => world.secret(APP_ID),
      clientSecret: () => world.secret(APP_SECRET),
      redirectUri: () =>
        world.webUrl === undefined ? null : `${world.webUrl}/api/connect/${platform}/callback`,
      pkce: false,
      scopes: [...scopes],
      lives: { code: 3600, access: 60 * DAY_S, refresh: null },
      rotates: false,
      denial: { error: 'access_denied', error_description: 'Permissions error' },
      scopeSeparator: ',',
      now: world.now,
      people: () => people.all(),
      meet(name, pages) {
        const person = people.meet(name, pages)
        for (const { id: externalId, name: called, token } of people.of(person.id))
          world.accounts.add({ platform, externalId, name: called, token })
        return person
      },
    })
  }

  /** Tests whether a call is one of this login: its page, a code of it, or a token of a person who has been there. */
  owns({ segments, query, body, headers }: Call): boolean {
    const path = segments.slice(1).join('/')
    const form = isRecord(body) ? body : {}
    if (path === 'dialog/oauth') {
      const asked = new URLSearchParams(typeof form.query === 'string' ? form.query : query)
      const scopes = (asked.get('scope') ?? '').split(' ')
      return this.#scopes.every((scope) => scopes.includes(scope))
    }
    if (path === 'oauth/access_token')
      return this.#codes.has(String(form.code)) || this.personOf(String(form.fb_exchange_token)) !== null
    const token = bearer({ headers, query } as Call)
    return token !== null && this.personOf(token) !== null
  }

  /** Answers a call of the login itself; null for any other. */
  answer(call: Call): Answer | null {
    const path = call.segments.slice(1).join('/')
    if (path === 'oauth/access_token') return this.#exchange(call, isRecord(call.body) ? call.body : {})
    if (path !== 'dialog/oauth') return null
    const answer = this.#desk.page(call)
    const code = URL.parse(answer.headers?.location ?? '')?.searchParams.get('code')
    if (code) this.#codes.set(code, true)
    return answer
  }

  /** Returns the id of the person whose token it is; null for a page's, or one that is not known. */
  personOf(token: string): string | null {
    const known = this.#desk.bearer(token)
    return typeof known === 'string' ? null : known.person
  }

  /** Knows an account of an earlier start, or one of a test, with an owner. @throws HttpError for an id that none has */
  register({ externalId: id, name, token }: Account): void {
    if (!/^\d{5,20}$/.test(id)) throw new HttpError(400, `externalId: '${id}' is not an account's id.`)
    const owner = this.people.profile(id)?.owner ?? this.people.meet(`Owner of ${name}`, []).id
    this.people.add({ id, name, token, owner })
  }

  consent = (consenting: Consenting): void => this.#desk.consent(consenting)
  reset = (): void => this.#desk.reset()

  /** Answers the token endpoint; a token of an hour is exchanged for one that lasts. */
  #exchange(call: Call, form: Record<string, unknown>): Answer {
    if (form.grant_type !== 'fb_exchange_token') return this.#desk.token(call)
    const person = this.personOf(String(form.fb_exchange_token))
    if (form.client_secret !== this.#world.secret(APP_SECRET) || person === null) return invalidToken()
    const lasting = `EAA${randomBytes(20).toString('hex')}`
    this.#desk.adopt(lasting, person)
    return { status: 200, body: { access_token: lasting, token_type: 'bearer' } }
  }
}
