import * as z from 'zod'

export type Fault =
  | { kind: 'answer'; status: number; body: unknown }
  | { kind: 'timeout-before' }
  | { kind: 'timeout-after' }
  | { kind: 'slow'; ms: number }
  | { kind: 'limited'; seconds: number }

const KINDS = 'Use { status, body }, "timeout-before", "timeout-after", "slow:MS" or "limited:SECONDS".'

const faultSchema = z
  .union(
    [
      z.strictObject({ status: z.int().min(200).max(599), body: z.unknown().optional() }),
      z.string().regex(/^(timeout-before|timeout-after|slow:\d{1,7}|limited:\d{1,6})$/),
    ],
    { error: KINDS },
  )
  .transform((fault): Fault => {
    if (typeof fault !== 'string') return { kind: 'answer', status: fault.status, body: fault.body }
    const [kind, amount] = fault.split(':')
    if (kind === 'slow') return { kind, ms: Number(amount) }
    if (kind === 'limited') return { kind, seconds: Number(amount) }
    return { kind: kind === 'timeout-before' ? 'timeout-before' : 'timeout-after' }
  })

const matchSchema = z.string().max(1000).default('').transform(toTest)

export const plannedFaultSchema = z.strictObject({
  platform: z.string().min(1),
  match: matchSchema,
  times: z.int().min(1).max(1_000_000).default(1),
  fault: faultSchema,
})
export type PlannedFault = z.infer<typeof plannedFaultSchema>

/** Planned faults, each of which waits for a matching call; the one planned first applies first. */
export class Faults {
  #planned: PlannedFault[] = []

  plan(fault: PlannedFault): void {
    this.#planned.push(fault)
  }

  /** Takes the fault for a call and counts it down. `names` are the names of the platform called; `line` is `METHOD path body`. */
  take(names: readonly string[], line: string): Fault | undefined {
    const struck = this.#planned.find((one) => names.includes(one.platform) && one.match.test(line))
    if (!struck) return undefined
    struck.times -= 1
    if (struck.times === 0) this.#planned = this.#planned.filter((one) => one !== struck)
    return struck.fault
  }

  list() {
    return this.#planned.map(({ match, ...planned }) => ({ ...planned, match: match.source }))
  }

  clear(): void {
    this.#planned = []
  }
}

interface LineTest {
  source: string
  test(line: string): boolean
}

function toTest(match: string, context: z.core.$RefinementCtx<string>): LineTest {
  const expression = /^\/(.+)\/([imsu]*)$/s.exec(match)
  if (!expression) return { source: match, test: (line) => line.includes(match) }
  try {
    const regex = new RegExp(expression[1] ?? '', expression[2])
    return { source: match, test: (line) => regex.test(line) }
  } catch (error) {
    context.addIssue({ code: 'custom', message: `Not a regular expression: ${String(error)}`, input: match })
    return z.NEVER
  }
}
