// `npm run chaos -- --which r2 --count 100000 --seed 7`: tests one promise under faults, at any size,
// on the embedded database or on the one of CHORUS_TEST_DATABASE_URL. Prints the seed, which replays the run.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/** Test files of each promise; `count` where the size can be chosen. */
const RUNS: Record<string, { files: string[]; count?: string }> = {
  r1: { files: ['r1.db.test.ts'], count: 'deliveries' },
  r2: { files: ['r2.db.test.ts'], count: 'posts' },
  r3: { files: ['r3.db.test.ts'] },
  r4: { files: ['r4.db.test.ts'], count: 'messages' },
  r5: { files: ['r5.db.test.ts'] },
  r6: { files: ['r6.db.test.ts'] },
  r7: { files: ['r7.db.test.ts', 'r7-posts.db.test.ts'] },
}
const USUAL_COUNT = '100000'

const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    which: { type: 'string', default: 'r1' },
    count: { type: 'string' },
    /** The name of `--count` for R1. */
    deliveries: { type: 'string' },
    /** For R4: seconds for which the database is away. */
    outage: { type: 'string' },
    seed: { type: 'string' },
    /** Searches again for worlds that show the seeded bugs of R7, and remembers them. */
    search: { type: 'boolean' },
  },
})
const run = RUNS[values.which]
const count = values.count ?? values.deliveries ?? USUAL_COUNT
if (!run) {
  console.error(`--which ${values.which}: there is ${Object.keys(RUNS).join(', ')}.`)
  process.exit(2)
}
if (!/^[1-9]\d*$/.test(count)) {
  console.error(`--count ${count}: a whole number of ${run.count ?? 'things'}.`)
  process.exit(2)
}
const child = spawn(
  process.execPath,
  [
    ...[join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'chaos', '--silent=false'],
    ...run.files.map((file) => `test/chaos/${file}`),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(run.count && { CHORUS_CHAOS_COUNT: count }),
      ...(values.outage !== undefined && { CHORUS_CHAOS_OUTAGE_S: values.outage }),
      ...(values.search && { CHORUS_CHAOS_SEARCH: '1' }),
      ...(values.seed !== undefined && { CHORUS_CHAOS_SEED: values.seed }),
    },
  },
)
child.once('close', (code) => {
  process.exitCode = code ?? 1
})
