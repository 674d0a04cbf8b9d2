import type { Journal } from './journal.ts'
import type { Timers } from './timers.ts'

export interface Delivery {
  platform: string
  url: string
  headers: Record<string, string>
  bytes: Uint8Array<ArrayBuffer>
}

/** A try to deliver a webhook. `status` is null when there was no answer; `error` then says why. */
export interface Attempt {
  status: number | null
  error: string | null
}

/** Waits between tries. Platforms go on for hours or days; nine tries in about four minutes are enough for one machine. */
export const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 16_000, 30_000, 60_000, 120_000]
const ANSWER_WITHIN_MS = 10_000

export const wasAccepted = ({ status }: Attempt) => status !== null && status >= 200 && status < 300

export class Webhooks {
  readonly retryDelaysMs: readonly number[]
  readonly #timers: Timers
  readonly #journal: Journal
  readonly #now: () => Date

  constructor(options: {
    timers: Timers
    journal: Journal
    now: () => Date
    retryDelaysMs: readonly number[]
  }) {
    this.#timers = options.timers
    this.#journal = options.journal
    this.#now = options.now
    this.retryDelaysMs = options.retryDelaysMs
  }

  /** Delivers once. */
  async attempt({ platform, url, headers, bytes }: Delivery): Promise<Attempt> {
    const at = this.#now().toISOString()
    const attempt = await post(url, headers, bytes)
    this.#journal.deliveries.push({ at, platform, url, ...attempt })
    return attempt
  }

  /**
   * Delivers a webhook. Resolves after the first try and goes on in the background, with exactly the same bytes, until
   * the receiver accepts or the tries are used up. `settled` is called after each try.
   */
  async deliver(delivery: Delivery, settled: (attempt: Attempt) => void): Promise<Attempt> {
    const first = await this.attempt(delivery)
    settled(first)
    if (!wasAccepted(first)) this.#retry(delivery, settled, 0)
    return first
  }

  #retry(delivery: Delivery, settled: (attempt: Attempt) => void, tries: number): void {
    const delay = this.retryDelaysMs[tries]
    if (delay === undefined) return
    this.#timers.after(delay, async () => {
      const attempt = await this.attempt(delivery)
      settled(attempt)
      if (!wasAccepted(attempt)) this.#retry(delivery, settled, tries + 1)
    })
  }
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Attempt> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await response.arrayBuffer()
    const { status } = response
    return { status, error: status < 300 ? null : `${url} answered ${status}.` }
  } catch (error) {
    return { status: null, error: `${url} could not be reached: ${reason(error)}.` }
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error.message
}
