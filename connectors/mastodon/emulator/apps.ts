import { randomBytes } from 'node:crypto'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { ConsentDesk, type Consenting } from '#local/emulators/lib/consent.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { invalid, ok } from './answers.ts'
import { type Instance, pathOf } from './instances.ts'
import type { Person, Statuses } from './statuses.ts'

/** The scopes that an app may be registered for. */
const SCOPES = ['read', 'write', 'profile', 'push']

/** Apps that are registered at servers, each with a sign-in page of its own and the tokens that people gave it. */
export class Apps {
  readonly #world: World
  readonly #statuses: Statuses
  readonly #prefix: string
  readonly #desks = new BoundedMap<string, { instance: Instance; desk: ConsentDesk }>(500)
  #consenting: Consenting = { mode: 'ask' }

  constructor(world: World, statuses: Statuses, prefix: string) {
    this.#world = world
    this.#statuses = statuses
    this.#prefix = prefix
  }

  register(instance: Instance, body: unknown): Answer {
    const form = isRecord(body) ? body : {}
    const redirectUri = String(form.redirect_uris ?? '')
    const scopes = String(form.scopes ?? 'read').split(' ')
    if (!URL.canParse(redirectUri)) return invalid('Redirect URI must be an absolute URI.')
    if (scopes.some((scope) => !SCOPES.includes(scope.split(':')[0] ?? '')))
      return invalid('Scopes doesn’t match configured on the server.')
    const id = randomBytes(16).toString('base64url')
    const secret = randomBytes(16).toString('base64url')
    const desk = new ConsentDesk({
      name: instance.domain,
      pagePath: `${this.#prefix}${pathOf(instance)}/oauth/authorize`,
      clientId: () => id,
      clientSecret: () => secret,
      redirectUri: () => redirectUri,
      pkce: instance.modern,
      scopes,
      lives: { code: 600, access: null, refresh: null },
      rotates: false,
      denial: {
        error: 'access_denied',
        error_description: 'The resource owner or authorization server denied the request.',
      },
      scopeSeparator: ' ',
      now: this.#world.now,
      people: () =>
        this.#world.accounts
          .of(manifest.id)
          .filter(({ externalId }) => externalId.endsWith(`@${instance.domain}`))
          .map(({ externalId, name }) => ({ id: externalId, name })),
      meet: (name, pages) => {
        const shown = pages[0] ?? name
        const whole = this.#freeName(handleOf(shown), instance)
        const token = randomBytes(20).toString('base64url')
        this.#world.accounts.add({ platform: manifest.id, externalId: whole, name: shown, token })
        return { id: whole, name: shown }
      },
    })
    desk.consent(this.#consenting)
    this.#desks.set(id, { instance, desk })
    return ok({
      id,
      name: form.client_name,
      client_id: id,
      client_secret: secret,
      redirect_uris: [redirectUri],
      scopes,
    })
  }

  /** A name at a server is somebody's alone: the next of the same name has a number. */
  #freeName(handle: string, { domain }: Instance): string {
    for (let n = 1; ; n++) {
      const whole = `${handle}${n === 1 ? '' : `_${n}`}@${domain}`
      if (!this.#world.accounts.get(manifest.id, whole)) return whole
    }
  }

  consent(consenting: Consenting): void {
    this.#consenting = consenting
    for (const { desk } of this.#desks.values()) desk.consent(consenting)
  }

  page(instance: Instance, call: Call): Answer {
    const asked =
      call.method === 'POST' && isRecord(call.body)
        ? new URLSearchParams(String(call.body.query))
        : call.query
    return this.#desk(instance, asked.get('client_id') ?? '')?.page(call) ?? unknownClient()
  }

  token(instance: Instance, call: Call): Answer {
    const id = isRecord(call.body) ? String(call.body.client_id) : ''
    return this.#desk(instance, id)?.token(call) ?? unknownClient()
  }

  revoke(instance: Instance, body: unknown): Answer {
    const form = isRecord(body) ? body : {}
    this.#desk(instance, String(form.client_id))?.revoke(String(form.token))
    return ok({})
  }

  /** Finds whose a token is, and for what it was given: a token of an account that was registered here is good for everything. */
  bearer(instance: Instance, token: string): { person: Person; scopes: readonly string[] } | null {
    const account = this.#world.accounts
      .of(manifest.id)
      .find((one) => token !== '' && one.token === token && one.externalId.endsWith(`@${instance.domain}`))
    if (account)
      return { person: this.#statuses.person(account.externalId, account.name), scopes: ['read', 'write'] }
    for (const { instance: at, desk } of this.#desks.values()) {
      const known = at === instance ? desk.bearer(token) : 'unknown'
      if (typeof known === 'string') continue
      const owner = this.#world.accounts.get(manifest.id, known.person)
      return { person: this.#statuses.person(known.person, owner?.name ?? ''), scopes: known.scopes }
    }
    return null
  }

  /** Forgets what was planned; apps and their tokens stay, as accounts do. */
  reset(): void {
    this.consent({ mode: 'ask' })
  }

  #desk(instance: Instance, id: string) {
    const known = this.#desks.get(id)
    return known?.instance === instance ? known.desk : undefined
  }
}

/** Writes a name as a handle: `Café Lumière` is `cafe_lumiere`. */
const handleOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')

const unknownClient = (): Answer => ({
  status: 401,
  body: { error: 'invalid_client', error_description: 'Client authentication failed due to unknown client.' },
})
