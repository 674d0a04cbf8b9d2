import type { Chats } from './lib/chats.ts'
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

/** What a contact does on the platform. The last four are for tests that misbehave on purpose. */
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

/** `attempts` are the first tries, one per delivery asked for; `retrying` says whether more follow. */
export interface Delivered {
  id: string
  payload: unknown
  attempts: Attempt[]
  retrying: boolean
}

/** What the emulators of all platforms share. */
export interface World {
  now: () => Date
  accounts: Accounts
  chats: Chats
  events: Events
  journal: Journal
  timers: Timers
  webhooks: Webhooks
  workerUrl: string
  /** A secret that the installation and its platforms share. */
  secret(name: string): string
  /**
   * Contacts that no emulator has met, because a test signed its own webhook or the emulators were started anew:
   * `served` takes them for people who have just written, `refused` for people who never did.
   */
  strangers: 'served' | 'refused'
  /** Origin of the dashboard: where links in mails may lead, besides this machine. */
  webUrl?: string | undefined
}

/** One platform. */
export interface Emulator {
  platform: string
  /** Where it is mounted. Platforms of one API share a prefix; then `owns` tells whose call it is. */
  prefix: string
  /** What the phone shows of it; without it, nothing. */
  screen?: Screen
  owns(call: Call): boolean
  answer(call: Call): Answer
  /** The platform's own words for "too many calls". */
  limited(seconds: number): Answer
  /** An account as the platform would give one, that it knows from now on. Absent where people have none. */
  invent?(): {
    externalId: string
    name: string
    credentials: { accessToken: string } & Record<string, string>
  }
  /** Refuses, by throwing an HttpError, an account that cannot exist on the platform. */
  register(account: Account): void
  inbound(inbound: Inbound): Promise<Delivered>
  /** A person whom the account knows, and when they last wrote. */
  meet(account: Account, contact: { id: string; name: string }, lastInboundAt: Date): void
  /** The contact has the conversation with the account on the screen. */
  read(account: Account, contactId: string): void
  /** Sends receipts as asked, also those that make no sense. Absent where the platform has none. */
  statuses?(id: string, statuses: string[], errorCode: number): Promise<Attempt[]>
  /** Asks the receiver to prove that it knows the verify token. Absent where the platform does not ask. */
  challenge?(): Promise<Attempt & { verified: boolean }>
  /** Forgets people, limits and what was sent; never its counters, because ids must not come twice. */
  reset(): void
}

/** How a platform's own app would show it. */
export interface Screen {
  name: string
  /** People read what is published there. */
  channel: boolean
  /** It tells the account what people have read. */
  receipts: boolean
}

/** What `emulator/index.ts` of a platform's folder gives. */
export interface EmulatorModule {
  prefix: string
  emulate(world: World): Emulator
  /** Gives the platform what it holds of accounts besides them, such as what it has approved. */
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

/** The names by which a platform may be called: its own, and its prefix (`graph`). */
export const namesOf = ({ platform, prefix }: Pick<Emulator, 'platform' | 'prefix'>) => [
  platform,
  prefix.slice(1),
]
