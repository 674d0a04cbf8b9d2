import type { Account, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { UpdateQueue, type Webhook } from './updates.ts'

export interface User {
  id: number
  name: string
  username?: string | undefined
}

/** Telegram's chat object, the part that is the same in every answer. */
export type Chat =
  | { id: number; type: 'channel'; title: string; username?: string }
  | { id: number; type: 'private'; first_name: string; last_name?: string; username?: string }

export interface Bot {
  id: number
  token: string
  username: string
  webhook: Webhook | null
  updates: UpdateQueue
  /** People who have pressed Start, with the account that they wrote to and whether they have blocked the bot since. */
  users: Map<number, User & { account: string; blocked?: boolean }>
}

/** The bots of the registered accounts. An account is a channel; several may share one bot. */
export class Bots {
  readonly #bots = new Map<string, Bot>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Finds a bot; undefined when the token belongs to no account (any more). */
  byToken(token: string): Bot | undefined {
    return this.channels(token).length > 0 ? this.#bots.get(token) : undefined
  }

  channels(token: string): Account[] {
    return this.#world.accounts.of('telegram').filter((account) => account.token === token)
  }

  register({ token, webhook }: Account): Bot {
    const bot = this.#bots.get(token) ?? this.#create(token)
    this.#bots.set(token, bot)
    if (webhook)
      this.setWebhook(bot, { url: webhook.url, secret: webhook.secret ?? null, allowedUpdates: null })
    return bot
  }

  setWebhook(bot: Bot, webhook: Webhook | null): void {
    bot.webhook = webhook
    bot.updates.resume()
  }

  forgetPeople(): void {
    for (const bot of this.#bots.values()) {
      bot.users.clear()
      bot.updates.clear()
    }
  }

  #create(token: string): Bot {
    const id = Number(token.split(':')[0])
    const bot: Bot = {
      id,
      token,
      username: `chorus_${id}_bot`,
      webhook: null,
      users: new BoundedMap(),
      updates: new UpdateQueue(this.#world, () => bot.webhook),
    }
    return bot
  }
}

export function channelChat(account: Account): Chat {
  const { externalId, name } = account
  if (!externalId.startsWith('@')) return { id: Number(externalId), type: 'channel', title: name }
  const username = externalId.slice(1)
  return { id: -1_000_000_000_000 - numberOf(username), type: 'channel', title: name, username }
}

export function privateChat({ id, name, username }: User): Chat {
  return { id, type: 'private', ...personName(name), ...(username ? { username } : {}) }
}

export function personName(name: string): { first_name: string; last_name?: string } {
  const [first = name, ...rest] = name.split(' ')
  return { first_name: first, ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}) }
}

const numberOf = (text: string) =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_000, 7)
