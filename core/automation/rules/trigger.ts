import type { FieldError } from '#core/lib/kernel/errors.ts'
import { localTimeOf, parseLocalTime } from '#core/lib/kernel/local-time.ts'
import { nextOccurrences, type Place, type Recurrence } from '#core/publishing/rules/recurrence.ts'
import { readRecurrence, recurrenceProblems } from '#core/publishing/rules/recurrence-check.ts'
import type { TriggerConfig, TriggerType } from '../schemas.ts'

export type ReadTrigger =
  | { config: TriggerConfig; recurrence: Recurrence | null; errors: [] }
  | { config: null; recurrence: null; errors: FieldError[] }

const at = (name: string) => `triggerConfig.${name}`
const refused = (errors: FieldError[]): ReadTrigger => ({ config: null, recurrence: null, errors })

/** Reads when a rule acts, with what was left out made definite. Each refusal names its field. */
export function readTrigger(
  type: TriggerType,
  config: TriggerConfig,
  { now, timezone }: { now: Date; timezone: string },
): ReadTrigger {
  if (type === 'schedule') return readSchedule(config, { now, timezone })
  if (type === 'manual') return { config: {}, recurrence: null, errors: [] }
  const { event, characterId, projectId } = config
  if (event === undefined)
    return refused([{ path: at('event'), message: 'Choose an event: post_published or signal.' }])
  return {
    config:
      event === 'post_published'
        ? { event, ...(characterId === undefined ? {} : { characterId }) }
        : { event, ...(projectId === undefined ? {} : { projectId }) },
    recurrence: null,
    errors: [],
  }
}

function readSchedule(
  { rrule, start, timezone }: TriggerConfig,
  usual: { now: Date; timezone: string },
): ReadTrigger {
  if (rrule === undefined)
    return refused([{ path: at('rrule'), message: 'Say when: an rrule such as FREQ=DAILY;BYHOUR=9.' }])
  const zone = timezone ?? usual.timezone
  const from = parseLocalTime(start ?? localTimeOf(usual.now, zone).slice(0, 16))
  if (from === null)
    return refused([
      {
        path: at('start'),
        message: 'Write a local time without a zone, such as 2026-12-15T09:00.',
      },
    ])
  const { recurrence, errors } = readRecurrence({ rrule, start: from, timezone: zone })
  const problems = recurrence ? recurrenceProblems(recurrence) : errors
  if (!recurrence || problems.length > 0)
    return refused(problems.map(({ path, message }) => ({ path: at(path), message })))
  return { config: { rrule, start: from, timezone: zone }, recurrence, errors: [] }
}

/** Reads the schedule of a stored rule; null for a rule without one. */
export function scheduleOf({ rrule, start, timezone }: TriggerConfig): Recurrence | null {
  if (rrule === undefined || start === undefined || timezone === undefined) return null
  return readRecurrence({ rrule, start, timezone }).recurrence
}

export interface Next {
  nextAt: Date | null
  /** The number of times that the RRULE has given before it. */
  nextCounted: number
}

/** Finds the first time of a schedule at or after a moment, when it is made or changed. */
export function firstFrom(recurrence: Recurrence | null, from: Date): Next {
  if (!recurrence) return { nextAt: null, nextCounted: 0 }
  // COUNT counts from the start on; without it, the search begins where it matters.
  const after = recurrence.rule.count === null ? { at: new Date(from.getTime() - 1), counted: 0 } : null
  let place: Place | null = after
  for (;;) {
    const [next] = nextOccurrences(recurrence, { after: place, limit: 1 })
    if (!next) return { nextAt: null, nextCounted: 0 }
    if (next.at >= from) return { nextAt: next.at, nextCounted: next.counted - 1 }
    place = { at: next.at, counted: next.counted }
  }
}

/** The most times that one tick passes over. Those beyond come with the next. */
const PASSED_AT_ONCE = 200

/** Takes the times of a schedule that have come: the last of them is acted on, those before it have passed. */
export function takeDue(
  recurrence: Recurrence,
  { nextAt, nextCounted }: { nextAt: Date; nextCounted: number },
  now: Date,
): { at: Date; missed: number; next: Next } {
  const found = nextOccurrences(recurrence, {
    after: { at: new Date(nextAt.getTime() - 1), counted: nextCounted },
    to: new Date(now.getTime() + 1),
    limit: PASSED_AT_ONCE,
  })
  const last = found.at(-1) ?? { at: nextAt, counted: nextCounted + 1 }
  const [following] = nextOccurrences(recurrence, { after: last, limit: 1 })
  return {
    at: last.at,
    missed: Math.max(0, found.length - 1),
    next: { nextAt: following?.at ?? null, nextCounted: (following?.counted ?? 1) - 1 },
  }
}
