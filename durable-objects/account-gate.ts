import { createDurable } from 'itty-durable/itty-durable.js'
import { admit, prune, type Quota, type QuotaLog, refund } from '#core/lib/quota.ts'

/** No quota that we keep looks back further than this. */
const HORIZON_MS = 24 * 3_600_000

/**
 * Counts one account's calls to its platform. Small numbers, request and answer: what itty-durable is good at.
 * Every method of it answers on `/do/call/*`, so no client's URL is ever forwarded here.
 */
export class AccountGate extends createDurable({ autoPersist: false, autoReturn: false }) {
  log: QuotaLog = {}
  limitedUntil = 0

  /** Takes a place under each quota, or none and says when there will be one (Unix milliseconds). */
  async reserve(quotas: readonly Quota[]): Promise<{ until: number | null }> {
    const now = Date.now()
    if (this.limitedUntil > now) return { until: this.limitedUntil }
    const { log, until } = admit(this.log, quotas, now)
    this.log = prune(log, HORIZON_MS, now)
    // Stored before it is granted: an eviction forgets nothing that was admitted.
    await this.persist()
    return { until }
  }

  async refund(quotas: readonly Quota[]): Promise<{ done: true }> {
    this.log = refund(this.log, quotas)
    await this.persist()
    return { done: true }
  }

  /** The platform said stop until then. */
  async limit(until: number): Promise<{ until: number }> {
    this.limitedUntil = Math.max(this.limitedUntil, until)
    await this.persist()
    return { until: this.limitedUntil }
  }
}
