import { Paced, SlidingWindow } from '#local/emulators/lib/limits.ts'
import type { Bot, Chat } from './bots.ts'

/** A short burst in one chat is let through. */
const BURST = 3

/** How fast a bot may write: 30 a second in all, one a second to a chat, 20 a minute to a channel or group. */
export class Floods {
  readonly #bot = new SlidingWindow(30, 1000)
  readonly #chat = new Paced(1000, BURST)
  readonly #channel = new SlidingWindow(20, 60_000)

  /** Counts the messages and gives 0, or gives the whole seconds to wait. An album is one burst, and as many messages. */
  admit(bot: Bot, chat: Chat, at: number, count = 1): number {
    const where = `${bot.id} ${chat.id}`
    const uses: [SlidingWindow | Paced, string, number][] = [
      [this.#bot, String(bot.id), count],
      [this.#chat, where, 1],
    ]
    if (chat.type === 'channel') uses.push([this.#channel, where, count])
    const waitMs = Math.max(...uses.map(([limit, key]) => limit.wait(key, at)))
    if (waitMs > 0) return Math.ceil(waitMs / 1000)
    for (const [limit, key, times] of uses) for (let time = 0; time < times; time++) limit.count(key, at)
    return 0
  }

  clear(): void {
    this.#bot.clear()
    this.#chat.clear()
    this.#channel.clear()
  }
}
