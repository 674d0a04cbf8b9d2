// `node test/chaos/run.ts --deliveries 100000 --seed 7`: R1 with as many deliveries as one likes, on the embedded database or on
// the one of CHORUS_TEST_DATABASE_URL. Prints the seed, which replays the run.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: { deliveries: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})
const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'integration',
    '--silent=false',
    'test/chaos/r1.db.test.ts',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      CHORUS_CHAOS_DELIVERIES: values.deliveries,
      ...(values.seed !== undefined && { CHORUS_CHAOS_SEED: values.seed }),
    },
  },
)
child.once('close', (code) => {
  process.exitCode = code ?? 1
})
