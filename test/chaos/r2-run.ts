import type { Broker } from './broker.ts'
import type { CallFate, Platform } from './platform.ts'
import type { Files } from './r2-files.ts'
import type { R2World } from './r2-world.ts'

export const TICK_MS = 60_000

/** A run of R2: its world, and its results. */
export interface R2Run {
  tag: string
  world: R2World
  broker: Broker
  platform: Platform
  figures: Record<CallFate | 'hints' | 'looks' | 'reads' | 'asked' | 'edits' | 'tooLate', number>
  /** Attempts whose outcome was made unknowable, as `<target>/<fence>`. */
  unknowable: Set<string>
  /** The verdict of the last look for an attempt, by `<target>/<fence>`. */
  looked: Map<string, string>
  /** How long a consumer had had its batch when an attempt was over, by `<target>/<fence>`, in milliseconds. */
  hadFor: Map<string, number>
  /** By workspace: how often a batch recorded a result and told no screen, though its delivery did not break. */
  untold: Map<string, number>
  /** Targets whose fate a person has decided, as `<target>/<fence>`, and those of them that they gave up. */
  decided: Set<string>
  givenUp: Set<string>
  /** Attempts that a tick declared unknown although nothing had happened to them. */
  wronglyUnknown: Set<string>
  /** How often a process that had stood still changed a target that another was sending. */
  disturbed: number
  /** How often a person was asked twice about the same attempt. */
  askedTwice: number
  /** The files of posts, in a run that has some. */
  files: Files | null
  ms: number
}
