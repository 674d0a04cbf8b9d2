import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkoutOf } from './beside/checkout.ts'
import { stopPostgres } from './beside/postgres.ts'
import { stopSubjects } from './beside/subject.ts'
import type { Figure, Measure } from './figure.ts'
import { webhookIngestion } from './q1-webhook.ts'
import { publishingEngine } from './q2-engine.ts'
import { startsInTime } from './q4-starts.ts'
import { tenantSearch } from './q5-search.ts'
import { closeStages } from './q5-stage.ts'
import { hybridRanking } from './q6-ranking.ts'
import { rowSecurity } from './q7-row-security.ts'
import { accountGateExactness } from './q8-account-gate.ts'
import { dashboardWeight } from './q9-dashboard.ts'
import { localStart } from './q11-start.ts'
import { inboxCost } from './q13-inbox.ts'
import { grouping } from './q14-clusters.ts'
import { endAll } from './workerd.ts'

// The Workers are in process groups of their own: Ctrl-C reaches this process alone, which then ends them. Databases are dropped as well.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () =>
    Promise.all([endAll(), closeStages(), stopSubjects().then(stopPostgres)]).finally(() =>
      process.exit(code),
    ),
  )
}

const ALL: Record<string, Measure> = {
  Q1: webhookIngestion,
  Q2: publishingEngine,
  Q4: startsInTime,
  Q5: tenantSearch,
  Q6: hybridRanking,
  Q7: rowSecurity,
  Q8: accountGateExactness,
  Q9: dashboardWeight,
  Q11: localStart,
  Q13: inboxCost,
  Q14: grouping,
}
const { positionals, values } = parseArgs({ allowPositionals: true, options: { beside: { type: 'string' } } })
/** The figures that were named, such as `npm run bench -- Q6`; all of them by default. */
const wanted = positionals.map((name) => name.toUpperCase())
const unknown = wanted.filter((name) => !(name in ALL))
if (unknown.length > 0)
  throw new Error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(ALL).join(', ')}.`)

const figures: Figure[] = []
const say = (text: string) => console.log(`  ${text}`)
/** `--beside COMMIT`: figures that are ratios to that commit's measure both in turns. */
const beside = values.beside === undefined ? undefined : checkoutOf(values.beside, say)
for (const [name, measure] of Object.entries(ALL)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const figure of [await measure(say, beside)].flat()) {
    figures.push(figure)
    print(figure)
  }
}
mkdirSync('bench', { recursive: true })
writeFileSync('bench/results.json', `${JSON.stringify({ at: new Date().toISOString(), figures }, null, 2)}\n`)
process.exitCode = figures.every((figure) => figure.holds) ? 0 : 1

function print(figure: Figure): void {
  console.log(`${figure.id}  ${figure.promise}
    anchor    ${figure.anchor}
    measured  ${figure.measured}
    promised  ${figure.limit}   ${figure.holds ? 'holds' : 'DOES NOT HOLD'}
${figure.notes.map((note) => `    - ${note}`).join('\n')}`)
}
