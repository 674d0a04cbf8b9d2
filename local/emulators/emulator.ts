import type { Chats } from './lib/chats.ts'
import type { Consenting } from './lib/consent.ts'
import type { Events } from './lib/events.ts'
import type { Answer, Call } from './lib/http.ts'
import type { Journal } from './lib/journal.ts'
import type { Timers } from './lib/timers.ts'
import type { Attempt, Webhooks } from './lib/webhooks.ts'

/** An account that the platform knows: a phone number, a channel with its bot, a page, … */
export interface Account {
  platform: string
  externalId: string
  name: string
  token: string
  webhook?: { url: string; secret?: string | undefined } | undefined
}

/** An action of a contact on the platform. The last four fields are for tests that misbehave on purpose. */
export interface Inbound {
  account: Account
  from: { id: string; name: string; username?: string | undefined }
  text: string
  replyTo?: string | undefined
  times: number
  omitPhone: boolean
  badSignature: boolean
  raw?: unknown
}

/** The result of a delivery. `attempts` are the first tries, one per delivery asked for; `retrying` is true when more follow. */
export interface Delivered {
  id: string
  payload: unknown
  attempts: Attempt[]
  retrying: boolean
}

/** The state and services that the emulators of all platforms share. */
export interface World {
  now: () => Date
  accounts: Accounts
  chats: Chats
  events: Events
  journal: Journal
  timers: Timers
  webhooks: Webhooks
  workerUrl: string
  /** Returns the address of the emulators themselves, once they listen. */
  emulatorUrl(): string
  /** Files of emulators that outlive restarts, by the emulator's name. Without a file nothing is read. */
  kept(name: string): { read(): unknown; write(value: unknown): void }
  /** Returns a secret that the installation and its platforms share. */
  secret(name: string): string
  /**
   * The treatment of contacts unknown to the emulators, because a test signed its own webhook or the emulators were
   * restarted: `served` treats them as people who have just written, `refused` as people who never wrote.
   */
  strangers: 'served' | 'refused'
  /** Origin of the dashboard, to which links in mails may lead, besides this machine. */
  webUrl?: string | undefined
}

/** The emulator of one platform. */
export interface Emulator {
  platform: string
  /** The path prefix of its API. Platforms of one API share a prefix; `owns` then tells which of them a call concerns. */
  prefix: string
  /** The platform's appearance on the phone; without it the phone does not show the platform. */
  screen?: Screen
  owns(call: Call): boolean
  answer(call: Call): Answer | Promise<Answer>
  /** Returns the platform's own answer to too many calls. */
  limited(seconds: number): Answer
  /** Makes and registers an account as the platform would. Absent where people have no accounts. */
  invent?(): {
    externalId: string
    name: string
    /** In the platform's own form. */
    credentials: Record<string, string>
    /** The one of the credentials that is the account's secret. */
    token: string
  }
  /** Says what happens on the platform's consent page from now on. Absent where there is none. */
  consent?(consenting: Consenting): void
  /** Refuses, by throwing an HttpError, an account that cannot exist on the platform. */
  register(account: Account): void
  inbound(inbound: Inbound): Promise<Delivered>
  /** Registers a person who last wrote to the account at `lastInboundAt`. */
  meet(account: Account, contact: { id: string; name: string }, lastInboundAt: Date): void
  /** Called when the contact opens the conversation with the account. */
  read(account: Account, contactId: string): void
  /** Sends receipts as asked, also those that make no sense. Absent where the platform has none. */
  statuses?(id: string, statuses: string[], errorCode: number): Promise<Attempt[]>
  /** Asks the receiver to prove that it knows the verify token. Absent where the platform does not ask. */
  challenge?(): Promise<Attempt & { verified: boolean }>
  /** Forgets people, limits and sent messages; never its counters, because ids must not repeat. */
  reset(): void
}

/** The appearance of a platform's own app. */
export interface Screen {
  name: string
  /** True when people write to accounts there. */
  chats: boolean
  /** True when people can read posts there. */
  channel: boolean
  /** True when the platform tells the account when people read messages. */
  receipts: boolean
}

/** The exports of `emulator/index.ts` in a platform's folder. */
export interface EmulatorModule {
  prefix: string
  emulate(world: World): Emulator
  /** Restores the platform's other data of these accounts, such as approved templates. */
  prepare?(emulatorUrl: string, accounts: readonly { token: string }[]): Promise<void>
}

export class Accounts {
  readonly #accounts = new Map<string, Account>()

  add(account: Account): void {
    this.#accounts.set(key(account.platform, account.externalId), account)
  }

  get(platform: string, externalId: string): Account | undefined {
    return this.#accounts.get(key(platform, externalId))
  }

  remove(platform: string, externalId: string): boolean {
    return this.#accounts.delete(key(platform, externalId))
  }

  of(platform: string): Account[] {
    return this.list().filter((account) => account.platform === platform)
  }

  list(): Account[] {
    return [...this.#accounts.values()]
  }

  clear(): void {
    this.#accounts.clear()
  }
}

const key = (platform: string, externalId: string) => `${platform} ${externalId}`

/** Lists the names of a platform: its own, and its prefix (`graph`). */
export const namesOf = ({ platform, prefix }: Pick<Emulator, 'platform' | 'prefix'>) => [
  platform,
  prefix.slice(1),
]
