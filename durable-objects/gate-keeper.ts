import { within } from '#core/lib/kernel/deadline.ts'
import type { LimitStatus, QuotaScope, Reservation, Reserved, UsageReport } from '#core/lib/platform/quota.ts'
import { QuotaBook } from '#core/lib/platform/quota-book.ts'
import { REFUND_MS } from '#core/lib/platform/quota-counter.ts'

/** The part of an object's storage that is used. Writes without waiting in between are stored together. */
export interface GateStorage {
  list(): Promise<Map<string, unknown>>
  put(entries: Record<string, unknown>): Promise<void>
  delete(keys: string[]): Promise<unknown>
  setAlarm(at: number): Promise<void>
}

/** `credential` names the object that counts for all accounts under one credential; null where there is none. */
export interface ReserveRequest {
  requests: readonly Reservation[]
  mode: 'each' | 'all'
  credential: string | null
}

/** Interface of a credential's object; an account's object calls it. */
export interface CredentialGate {
  reserve(request: ReserveRequest): Promise<readonly Reserved[]>
  refund(ids: readonly string[]): Promise<void>
  close(closing: Closing): Promise<void>
  report(reports: readonly UsageReport[]): Promise<void>
  status(): Promise<readonly LimitStatus[]>
}

export interface Closing {
  scope: QuotaScope
  /** Null closes everything. */
  keys: readonly string[] | null
  until: number
}

interface Owed {
  credential: string
  at: number
}

/** The most values that storage takes or deletes at once. */
const AT_ONCE = 128
const CREDENTIAL_MS = 5_000
/** When to clean up after a call to a credential without an answer: later than the caller's own next try. */
const LOOK_AFTER_MS = 30_000

/**
 * The logic of an object of the account gate. An account's object counts by account and action, and asks its credential's
 * object, which runs this class as well. Places are stored before they are granted, first here, then there. The ids asked of
 * the credential are stored until its answer comes, and given back by the alarm when none came (docs/decisions/0011).
 */
export class GateKeeper {
  readonly #storage: GateStorage
  readonly #credentialGate: (name: string) => CredentialGate
  readonly #clock: () => number
  readonly #book: QuotaBook
  readonly #owed = new Map<string, Owed>()
  readonly #owedChanged = new Set<string>()
  readonly #asking = new Set<string>()
  #credential: string | null
  #alarmAt = 0

  private constructor(
    stored: Map<string, unknown>,
    storage: GateStorage,
    credentialGate: (name: string) => CredentialGate,
    clock: () => number,
  ) {
    this.#storage = storage
    this.#credentialGate = credentialGate
    this.#clock = clock
    this.#book = new QuotaBook(stored)
    for (const [key, value] of stored) if (key.startsWith('o:')) this.#owed.set(key.slice(2), value as Owed)
    this.#credential = (stored.get('credential') as string | undefined) ?? null
  }

  static async load(
    storage: GateStorage,
    credentialGate: (name: string) => CredentialGate,
    clock: () => number = Date.now,
  ): Promise<GateKeeper> {
    return new GateKeeper(await storage.list(), storage, credentialGate, clock)
  }

  /** @throws when the credential's object did not answer: a repetition with the same ids gets the same places. */
  async reserve({ requests, mode, credential }: ReserveRequest): Promise<readonly Reserved[]> {
    if (credential === null) {
      const answers = this.#book.reserve(requests, mode, this.#clock())
      await this.#save()
      return answers
    }
    const own = requests.map((request) => partOf(request, (scope) => scope !== 'credential'))
    const answers = this.#book.reserve(own, mode, this.#clock())
    const asked = requests.filter((_, at) => answers[at]?.ok)
    if (asked.length === 0) {
      await this.#save()
      return answers
    }
    this.#owe(
      asked.map(({ id }) => id),
      credential,
    )
    await Promise.all([this.#save(), this.#remember(credential), this.#lookAfter()])
    const there = await this.#ask(credential, asked, mode)
    const concluded: string[] = []
    const orphaned: string[] = []
    const ended = new Map<string, Reserved>()
    for (const [at, { id }] of asked.entries()) {
      const answer = there[at]
      if (!answer) throw new Error('The credential’s object left a request unanswered.')
      // Another try of the same request was given back or refused meanwhile: nobody may use the place.
      const lost = answer.ok && !this.#book.holds(id)
      ended.set(id, lost ? notHeld(this.#clock()) : answer)
      ;(lost ? orphaned : concluded).push(id)
    }
    this.#book.release(
      concluded.filter((id) => !ended.get(id)?.ok && this.#book.holds(id)),
      this.#clock(),
    )
    this.#settled(concluded)
    await this.#save()
    if (orphaned.length > 0) await this.#payBack(orphaned, credential)
    return requests.map(({ id }, at) => ended.get(id) ?? (answers[at] as Reserved))
  }

  async #ask(credential: string, asked: readonly Reservation[], mode: 'each' | 'all') {
    const requests = asked.map((request) => partOf(request, (scope) => scope === 'credential'))
    for (const { id } of asked) this.#asking.add(id)
    try {
      return await within(CREDENTIAL_MS, () =>
        this.#credentialGate(credential).reserve({ requests, mode, credential: null }),
      )
    } finally {
      for (const { id } of asked) this.#asking.delete(id)
    }
  }

  /** Gives unused places back: each once, however often this arrives, and here even if its credential is away. */
  async refund(ids: readonly string[], credential: string | null): Promise<void> {
    this.#book.refund(ids, this.#clock())
    if (credential !== null) this.#owe(ids, credential)
    await this.#save()
    if (credential !== null) await this.#payBack(ids, credential)
  }

  /** Records that the platform said stop. A credential's stop holds here at once, for its other accounts when its object has it. */
  async close(closing: Closing, credential: string | null): Promise<void> {
    this.#book.close(closing.scope, closing.keys, closing.until)
    await this.#save()
    if (closing.scope === 'credential' && credential !== null) {
      await within(CREDENTIAL_MS, () => this.#credentialGate(credential).close(closing))
    }
  }

  async report(reports: readonly UsageReport[], credential: string | null): Promise<void> {
    const ofCredential = credential === null ? [] : reports.filter(({ scope }) => scope === 'credential')
    this.#book.report(
      reports.filter((report) => !ofCredential.includes(report)),
      this.#clock(),
    )
    await this.#save()
    if (credential !== null && ofCredential.length > 0)
      await within(CREDENTIAL_MS, () => this.#credentialGate(credential).report(ofCredential))
  }

  async status(): Promise<readonly LimitStatus[]> {
    const own = this.#book.status(this.#clock())
    await this.#save()
    const credential = this.#credential
    if (credential === null) return own
    return [...own, ...(await within(CREDENTIAL_MS, () => this.#credentialGate(credential).status()))]
  }

  /** Gives back unfinished places, here and at the credential. Safe at any time and any number of times. */
  async alarm(): Promise<void> {
    const now = this.#clock()
    this.#alarmAt = 0
    const byCredential = new Map<string, string[]>()
    for (const [id, { credential, at }] of this.#owed) {
      if (this.#asking.has(id) || at > now - LOOK_AFTER_MS) continue
      // The credential's object no longer knows the place: its count leaves with its window.
      if (at <= now - REFUND_MS) this.#settled([id])
      else byCredential.set(credential, [...(byCredential.get(credential) ?? []), id])
    }
    for (const [credential, ids] of byCredential) {
      this.#book.refund(ids, now)
      await this.#save()
      await this.#payBack(ids, credential)
    }
    await this.#save()
    if (this.#owed.size > 0) await this.#lookAfter()
  }

  async #payBack(ids: readonly string[], credential: string): Promise<void> {
    try {
      await within(CREDENTIAL_MS, () => this.#credentialGate(credential).refund(ids))
    } catch {
      // Still owed: the alarm gives it back.
      await this.#lookAfter()
      return
    }
    this.#settled(ids)
    await this.#save()
  }

  #owe(ids: readonly string[], credential: string): void {
    const at = this.#clock()
    for (const id of ids) {
      this.#owed.set(id, { credential, at })
      this.#owedChanged.add(id)
    }
  }

  #settled(ids: readonly string[]): void {
    for (const id of ids) {
      this.#owed.delete(id)
      this.#owedChanged.add(id)
    }
  }

  async #remember(credential: string): Promise<void> {
    if (this.#credential === credential) return
    this.#credential = credential
    await this.#storage.put({ credential })
  }

  async #lookAfter(): Promise<void> {
    const now = this.#clock()
    if (this.#alarmAt > now) return
    this.#alarmAt = now + LOOK_AFTER_MS
    await this.#storage.setAlarm(this.#alarmAt)
  }

  async #save(): Promise<void> {
    const { put, remove } = this.#book.changes()
    for (const id of this.#owedChanged) {
      const owed = this.#owed.get(id)
      if (owed) put[`o:${id}`] = owed
      else remove.push(`o:${id}`)
    }
    this.#owedChanged.clear()
    const puts = Object.entries(put)
    await Promise.all([
      ...slices(puts).map((some) => this.#storage.put(Object.fromEntries(some))),
      ...slices(remove).map((some) => this.#storage.delete(some)),
    ])
  }
}

const notHeld = (now: number): Reserved => ({ ok: false, until: now + 1_000, scope: 'account', key: null })

const partOf = ({ id, quotas }: Reservation, belongs: (scope: QuotaScope) => boolean): Reservation => ({
  id,
  quotas: quotas.filter(({ scope = 'account' }) => belongs(scope)),
})

const slices = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  )
