import type { KeptGrant, RefreshTurn } from '#core/lib/kernel/context.ts'
import type { GateStorage } from './gate-keeper.ts'

interface Lease {
  holder: string
  version: number
  until: number
}

const LEASE = 'refresh:lease'
const GRANT = 'refresh:grant'

/**
 * Lets one caller at a time refresh an account's token: using a refresh token twice kills the account. A grant is kept
 * here, sealed, until the account's row has it: a database that is away at that moment loses nothing.
 */
export class RefreshFlight {
  #lease: Lease | null
  #grant: KeptGrant | null
  readonly #storage: GateStorage
  readonly #clock: () => number

  constructor(stored: Map<string, unknown>, storage: GateStorage, clock: () => number = Date.now) {
    this.#storage = storage
    this.#clock = clock
    this.#lease = (stored.get(LEASE) as Lease | undefined) ?? null
    this.#grant = (stored.get(GRANT) as KeptGrant | undefined) ?? null
  }

  /** `version`: that of the row the caller has read, for the token to be refreshed. */
  async begin({
    holder,
    version,
    leaseMs,
  }: {
    holder: string
    version: number
    leaseMs: number
  }): Promise<RefreshTurn> {
    const now = this.#clock()
    if (this.#grant?.version === version) return { kind: 'kept', grant: this.#grant }
    const lease = this.#lease
    if (lease && lease.until > now && lease.holder !== holder) return { kind: 'wait', until: lease.until }
    // A refresh of this very token was begun and never ended: the platform's answer is lost.
    const interrupted = lease !== null && lease.version === version && lease.holder !== holder
    this.#lease = { holder, version, until: now + leaseMs }
    await this.#storage.put({ [LEASE]: this.#lease })
    return { kind: 'yours', interrupted }
  }

  /** Keeps the first of two grants for one token, even from a holder whose lease has ended: the platform gave it. */
  async keep(grant: KeptGrant): Promise<void> {
    if (this.#grant && this.#grant.version >= grant.version) return
    this.#grant = grant
    await this.#storage.put({ [GRANT]: grant })
  }

  /** `written`: the row has the grant for this version. `retryAt`: nobody need try before. */
  async end({
    holder,
    written,
    retryAt,
  }: {
    holder: string
    written?: number
    retryAt?: number
  }): Promise<void> {
    const gone: string[] = []
    if (written !== undefined && this.#grant && this.#grant.version <= written) {
      this.#grant = null
      gone.push(GRANT)
    }
    if (this.#lease?.holder === holder) {
      if (retryAt === undefined) {
        this.#lease = null
        gone.push(LEASE)
      } else {
        // Nobody holds it until then; the next caller starts without a lost answer.
        this.#lease = { holder: '', version: -1, until: retryAt }
        await this.#storage.put({ [LEASE]: this.#lease })
      }
    }
    if (gone.length > 0) await this.#storage.delete(gone)
  }
}
