import { Paced, SlidingWindow } from '#local/emulators/lib/limits.ts'
import type { Bot, Chat } from './bots.ts'

/** The number of messages that one chat takes in a short burst. */
const BURST = 3

/** The rate limits of a bot: 30 messages a second in all, one a second to a chat, 20 a minute to a channel or group. */
export class Floods {
  readonly #bot = new SlidingWindow(30, 1000)
  readonly #chat = new Paced(1000, BURST)
  readonly #channel = new SlidingWindow(20, 60_000)

  /** Counts the messages and returns 0, or returns the whole seconds to wait. An album of n media is one use of the chat's limit, n of others. */
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
