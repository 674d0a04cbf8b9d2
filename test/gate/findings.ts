import { seeded } from '../chaos/random.ts'
import { Arrivals, type Faults, type Found } from './arrivals.ts'

/** The most missed calls, as a share of those that the rules would admit; slots and answers that never came cause them. */
const MISSED_AT_MOST = 0.001

/** Runs this many batches, lets the alarms ring, and lists calls that the platforms would have refused, and leaks. */
export async function gateFindings(
  seed: number,
  batches: number,
  faults: Faults,
): Promise<{ findings: string[]; found: Found }> {
  const arrivals = new Arrivals(seeded(seed), faults)
  const { found } = arrivals
  for (let n = 0; n < batches; n++) await arrivals.batch(7)
  // Long enough for every alarm to ring, and for every request to end.
  await arrivals.pass(4 * 60_000)
  const findings = await arrivals.differences()
  if (found.over > 0) findings.push(`${found.over} calls too many were let through`)
  const faultless = faults.loss === 0
  if (faultless && found.missed > (found.admitted + found.missed) * MISSED_AT_MOST)
    findings.push(`${found.missed} calls were held back for nothing`)
  return { findings, found }
}
