import type { World } from '#local/emulators/emulator.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { problem } from './answers.ts'

/** Quotas of a project for each day: uploads and searches are counted apart from all else. */
const LIMITS = { uploads: 100, searches: 100, units: 10_000 } as const
type Bucket = keyof typeof LIMITS

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' })

/** The project's quota, which begins anew at midnight in California. Calls that are refused count too. */
export class Quota {
  readonly #world: World
  #day = ''
  #used: Record<Bucket, number> = { uploads: 0, searches: 0, units: 0 }

  constructor(world: World) {
    this.#world = world
  }

  /** Counts a call; returns the refusal where its bucket is empty. */
  take(method: string, path: string): Answer | null {
    this.#turn()
    const [bucket, cost] = costOf(method, path)
    if (this.#used[bucket] + cost > LIMITS[bucket])
      return problem(
        403,
        'quotaExceeded',
        'The request cannot be completed because you have exceeded your quota.',
        'youtube.quota',
      )
    this.#used[bucket] += cost
    return null
  }

  clear(): void {
    this.#day = ''
  }

  #turn(): void {
    const today = day.format(this.#world.now())
    if (today === this.#day) return
    this.#day = today
    this.#used = { uploads: 0, searches: 0, units: 0 }
  }
}

function costOf(method: string, path: string): [Bucket, number] {
  if (path.startsWith('upload/')) return ['uploads', 1]
  if (path === 'youtube/v3/search') return ['searches', 1]
  return ['units', method === 'GET' ? 1 : 50]
}
