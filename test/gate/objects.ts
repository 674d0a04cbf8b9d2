import type { Gate } from '#core/lib/kernel/context.ts'
import { type CredentialGate, GateKeeper, type GateStorage } from '#objects/gate-keeper.ts'
import { RefreshFlight } from '#objects/refresh-flight.ts'

/** A call, its answer, or a late write of an evicted object was lost on its way. */
export class Lost extends Error {}

/** Hooks of a test into an object's calls: throwing in `before` loses the call, in `after` its answer. */
export interface Wire {
  before(object: string): void
  after(object: string): void
}

/** Time until Cloudflare rings again after the handler threw. */
const ALARM_AGAIN_MS = 2_000

const WHOLE: Wire = { before: () => undefined, after: () => undefined }

/** An object's storage: values are copied on writing, and outlive the object. */
interface Disk {
  rows: Map<string, unknown>
  alarmAt: number | null
}

/** One life of an object: its writes after its end do not arrive. */
class Life implements GateStorage {
  over = false
  readonly #disk: Disk

  constructor(disk: Disk) {
    this.#disk = disk
  }

  list = async () => structuredClone(this.#disk.rows)
  put = async (entries: Record<string, unknown>) => {
    if (this.over) throw new Lost('evicted')
    for (const [key, value] of Object.entries(entries)) this.#disk.rows.set(key, structuredClone(value))
  }
  delete = async (keys: string[]) => {
    if (this.over) throw new Lost('evicted')
    for (const key of keys) this.#disk.rows.delete(key)
  }
  setAlarm = async (at: number) => {
    if (!this.over) this.#disk.alarmAt = at
  }
}

interface Alive {
  life: Life
  keeper: Promise<GateKeeper>
  flight: Promise<RefreshFlight>
}

/** The gate's own objects over storage in memory: they can be evicted, and their messages to each other can be lost. */
export function memoryGates(clock: () => number, wire: Wire = WHOLE) {
  const disks = new Map<string, Disk>()
  const alive = new Map<string, Alive>()
  const counts = { calls: 0 }

  function diskOf(name: string): Disk {
    const disk = disks.get(name) ?? { rows: new Map(), alarmAt: null }
    disks.set(name, disk)
    return disk
  }
  function object(name: string): Alive {
    const known = alive.get(name)
    if (known) return known
    const life = new Life(diskOf(name))
    const born: Alive = {
      life,
      keeper: GateKeeper.load(life, credential, clock),
      flight: life.list().then((rows) => new RefreshFlight(rows, life, clock)),
    }
    alive.set(name, born)
    return born
  }
  async function to<T>(name: string, call: (object: Alive) => Promise<T>): Promise<T> {
    counts.calls++
    wire.before(name)
    const answer = await call(object(name))
    wire.after(name)
    return answer
  }
  const toKeeper = <T>(name: string, call: (keeper: GateKeeper) => Promise<T>) =>
    to(name, async ({ keeper }) => call(await keeper))
  const toFlight = <T>(account: string, call: (flight: RefreshFlight) => Promise<T>) =>
    to(`account/${account}`, async ({ flight }) => call(await flight))
  function credential(name: string): CredentialGate {
    const gate = `credential/${name}`
    return {
      reserve: (request) => toKeeper(gate, (keeper) => keeper.reserve(request)),
      refund: (ids) => toKeeper(gate, (keeper) => keeper.refund(ids, null)),
      close: (closing) => toKeeper(gate, (keeper) => keeper.close(closing, null)),
      report: (reports) => toKeeper(gate, (keeper) => keeper.report(reports, null)),
      status: () => toKeeper(gate, (keeper) => keeper.status()),
    }
  }
  const gate: Gate = {
    reserve: ({ account, credential = null }, requests, mode = 'each') =>
      toKeeper(`account/${account}`, (keeper) => keeper.reserve({ requests, mode, credential })),
    refund: ({ account, credential = null }, ids) =>
      toKeeper(`account/${account}`, (keeper) => keeper.refund(ids, credential)),
    limited: ({ account, credential = null }, { until, ...stop }) =>
      toKeeper(`account/${account}`, (keeper) =>
        keeper.close({ ...stop, until: until.getTime() }, credential),
      ),
    reported: ({ account, credential = null }, reports) =>
      toKeeper(`account/${account}`, (keeper) => keeper.report(reports, credential)),
    status: (account) => toKeeper(`account/${account}`, (keeper) => keeper.status()),
    beginRefresh: (account, turn) => toFlight(account, (flight) => flight.begin(turn)),
    keepGrant: (account, grant) => toFlight(account, (flight) => flight.keep(grant)),
    endRefresh: (account, ended) => toFlight(account, (flight) => flight.end(ended)),
  }
  return {
    gate,
    counts,
    /** Drops the object from memory; its stored rows stay. */
    evict(name: string) {
      const object = alive.get(name)
      if (object) object.life.over = true
      alive.delete(name)
    },
    names: () => [...disks.keys()],
    rowsOf: (name: string) => diskOf(name).rows,
    nextAlarm(): number | null {
      const set = [...disks.values()].flatMap(({ alarmAt }) => (alarmAt === null ? [] : [alarmAt]))
      return set.length > 0 ? Math.min(...set) : null
    },
    /** Rings every alarm that is due; one that fails rings again, as on Cloudflare. */
    async ring() {
      for (const [name, disk] of disks) {
        if (disk.alarmAt === null || disk.alarmAt > clock()) continue
        const set = disk.alarmAt
        disk.alarmAt = null
        try {
          await (await object(name).keeper).alarm()
        } catch (error) {
          disk.alarmAt ??= set + ALARM_AGAIN_MS
          throw error
        }
      }
    },
  }
}
