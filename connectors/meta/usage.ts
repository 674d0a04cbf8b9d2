import * as z from 'zod'
import type { Outcome } from '#core/lib/platform/connector.ts'

type Usage = NonNullable<Outcome['usage']>[number]

/** Usage by the Graph API, "Rate Limiting": percentages of the limit. Calls are throttled at 100; a call while throttled prolongs it. */
const wireUsage = z.object({
  call_count: z.number().default(0),
  total_time: z.number().default(0),
  total_cputime: z.number().default(0),
})
const wireUseCases = z.record(
  z.string(),
  z.array(wireUsage.extend({ type: z.string(), estimated_time_to_regain_access: z.number().nullish() })),
)

const FULL = 100
const MINUTE_MS = 60_000
/** The wait when Meta names no time. */
const UNNAMED_MS = 5 * MINUTE_MS

/** Reads from an answer's headers how far the limits of the app and its use cases are used. Ignores a malformed header. */
export function metaUsage(headers: Headers, now: Date): Usage[] {
  const app = wireUsage.safeParse(jsonOf(headers.get('x-app-usage')))
  const useCases = wireUseCases.safeParse(jsonOf(headers.get('x-business-use-case-usage')))
  return [
    ...(app.success ? [usage('app_usage', app.data, { now, minutes: 0, scope: 'credential' })] : []),
    ...(useCases.success
      ? Object.values(useCases.data)
          .flat()
          .map(({ type, estimated_time_to_regain_access: minutes, ...rest }) =>
            // Each page has a limit of its own; other use cases are counted by business or app.
            usage(`${type}_usage`, rest, {
              now,
              minutes: minutes ?? 0,
              scope: type === 'pages' ? 'account' : 'credential',
            }),
          )
      : []),
  ]
}

function usage(
  name: string,
  { call_count, total_time, total_cputime }: z.infer<typeof wireUsage>,
  { now, minutes, scope }: { now: Date; minutes: number; scope: 'account' | 'credential' },
): Usage {
  const usedPercent = Math.max(call_count, total_time, total_cputime)
  const report = {
    scope,
    name,
    usedPercent: minutes > 0 ? Math.max(FULL, usedPercent) : usedPercent,
  }
  if (report.usedPercent < FULL) return report
  return {
    ...report,
    blockedUntil: new Date(now.getTime() + (minutes > 0 ? minutes * MINUTE_MS : UNNAMED_MS)),
  }
}

/** Adds the usage in the headers to an outcome. A limit lasts until the latest time that they name for its scope. */
export function withUsage(outcome: Outcome, headers: Headers, now: Date): Outcome {
  const said = metaUsage(headers, now)
  if (said.length === 0) return outcome
  if (outcome.kind !== 'limited') return { ...outcome, usage: said }
  const until = Math.max(
    outcome.until.getTime(),
    ...said.map(({ scope, blockedUntil }) => (scope === outcome.scope && blockedUntil?.getTime()) || 0),
  )
  return { ...outcome, until: new Date(until), usage: said }
}

function jsonOf(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    // A proxy may have cut the header: ignore it. The error codes still tell when a limit is reached.
    return null
  }
}
