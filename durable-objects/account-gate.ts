import { createDurable } from 'itty-durable/itty-durable.js'
import { type Closing, GateKeeper, type ReserveRequest } from './gate-keeper.ts'
import { RefreshFlight } from './refresh-flight.ts'
import { credentialGate } from './stubs.ts'

type Arguments<Method> = Method extends (...args: infer All) => unknown ? All : never
type Keeper<Name extends keyof GateKeeper> = Arguments<GateKeeper[Name]>
type Flight<Name extends keyof RefreshFlight> = Arguments<RefreshFlight[Name]>

/**
 * Counts calls to a platform: one object for an account, one for each credential that accounts share. Small numbers, request
 * and answer: itty-durable is good at that. It hands arguments over in a header: `packed` is JSON in ASCII. Its methods answer on
 * `/do/call/*`, so no client's URL is ever forwarded here. State lies in rows of its own, not in itty's single value.
 */
export class AccountGate extends createDurable({ autoPersist: false, autoReturn: false }) {
  keeper: GateKeeper | null = null
  flight: RefreshFlight | null = null

  override async onLoad(): Promise<void> {
    // Itty types neither.
    const { storage, env } = this.state as { storage: DurableObjectStorage; env: Env }
    const store = {
      list: () => storage.list(),
      put: (entries: Record<string, unknown>) => storage.put(entries),
      delete: (keys: string[]) => storage.delete(keys),
      setAlarm: (at: number) => storage.setAlarm(at),
    }
    this.keeper = await GateKeeper.load(store, (name) => credentialGate(env, name))
    this.flight = new RefreshFlight(await storage.list({ prefix: 'refresh:' }), store)
  }

  async alarm(): Promise<void> {
    // After an eviction itty has not loaded the state yet.
    await this.loadFromStorage()
    await this.counts().alarm()
  }

  async reserve(packed: string) {
    return { answers: await this.counts().reserve(unpack<[ReserveRequest]>(packed)[0]) }
  }

  async refund(packed: string) {
    await this.counts().refund(...unpack<Keeper<'refund'>>(packed))
    return DONE
  }

  async close(packed: string) {
    await this.counts().close(...unpack<[Closing, string | null]>(packed))
    return DONE
  }

  async report(packed: string) {
    await this.counts().report(...unpack<Keeper<'report'>>(packed))
    return DONE
  }

  async status() {
    return { limits: await this.counts().status() }
  }

  async beginRefresh(packed: string) {
    return this.flights().begin(...unpack<Flight<'begin'>>(packed))
  }

  async keepGrant(packed: string) {
    await this.flights().keep(...unpack<Flight<'keep'>>(packed))
    return DONE
  }

  async endRefresh(packed: string) {
    await this.flights().end(...unpack<Flight<'end'>>(packed))
    return DONE
  }

  counts(): GateKeeper {
    if (!this.keeper) throw new Error('The gate has not been loaded.')
    return this.keeper
  }

  flights(): RefreshFlight {
    if (!this.flight) throw new Error('The gate has not been loaded.')
    return this.flight
  }
}

const DONE = { done: true } as const
/** Reads packed arguments. Only `stubs.ts` packs them, and nobody else reaches an object. */
const unpack = <T>(packed: string): T => JSON.parse(packed)
