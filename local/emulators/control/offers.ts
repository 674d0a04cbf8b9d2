import type { Emulator } from '../emulator.ts'
import type { Attempt } from '../lib/webhooks.ts'

/** The verdict on a template: the platform's word for its state, and what a send of it is answered with. */
export interface Review {
  name: string
  status?: string | undefined
  reason?: string | undefined
  messageStatus?: 'accepted' | 'held_for_quality_assessment' | 'paused' | undefined
}

/** What an emulator lets a test do beyond what all do. */
export interface Offers {
  /** Several receipts in one delivery. */
  statusesTogether?(id: string, statuses: string[], errorCode: number): Promise<Attempt[]>
  /** False when there is no such template. */
  review?(verdict: Review): boolean
  /** A group becomes a supergroup under another id. */
  migrate?(externalId: string, to: string): void
}

export const offersOf = (emulator: Emulator): Offers => emulator as Emulator & Offers
