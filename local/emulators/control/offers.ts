import type { Emulator } from '../emulator.ts'
import type { Attempt } from '../lib/webhooks.ts'

/** The verdict on a template: its status in the platform's terms, and the status in the answer to a send. */
export interface Review {
  name: string
  status?: string | undefined
  reason?: string | undefined
  messageStatus?: 'accepted' | 'held_for_quality_assessment' | 'paused' | undefined
}

/** Actions for tests that only some emulators have. */
export interface Offers {
  /** Sends several receipts in one delivery. */
  statusesTogether?(id: string, statuses: string[], errorCode: number): Promise<Attempt[]>
  /** Sets the verdict on a template; false when there is none of the name. */
  review?(verdict: Review): boolean
  /** Turns a group into a supergroup with another id. */
  migrate?(externalId: string, to: string): void
}

export const offersOf = (emulator: Emulator): Offers => emulator as Emulator & Offers
