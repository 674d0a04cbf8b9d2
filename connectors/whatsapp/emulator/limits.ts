import type { Account, World } from '#local/emulators/emulator.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { Paced, SlidingWindow } from '#local/emulators/lib/limits.ts'
import { graphError } from './answers.ts'
import type { Person } from './people.ts'

/** The rate limits of a number. */
export class SendLimits {
  /** 80 messages a second per number, in and out. */
  readonly #throughput = new SlidingWindow(80, 1000)
  /** One message every six seconds to the same person, with a burst of 45. */
  readonly #pairs = new Paced(6000, 45)
  readonly #now: () => Date

  constructor({ now }: Pick<World, 'now'>) {
    this.#now = now
  }

  /** Counts a message to the person, or returns the refusal when a limit is reached. */
  take(account: Account, person: Person): Answer | null {
    const at = this.#now().getTime()
    const pair = `${account.externalId} ${person.userId}`
    if (this.#throughput.wait(account.externalId, at) > 0) return throughputReached()
    if (this.#pairs.wait(pair, at) > 0) return pairLimitReached()
    this.#throughput.count(account.externalId, at)
    this.#pairs.count(pair, at)
    return null
  }

  /** Counts an inbound message. */
  received(account: Account): void {
    this.#throughput.count(account.externalId, this.#now().getTime())
  }

  clear(): void {
    this.#throughput.clear()
    this.#pairs.clear()
  }
}

export const throughputReached = () =>
  graphError({
    code: 130429,
    message: '(#130429) Rate limit hit',
    details:
      'Message failed to send because there were too many messages sent from this phone number in a short period of time',
  })

const pairLimitReached = () =>
  graphError({
    code: 131056,
    message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
    details:
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time',
  })
