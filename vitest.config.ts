import { defaultExclude, defineConfig } from 'vitest/config'

const database = ['**/*.db.test.ts', '**/*.worker.test.ts']
const chaos = ['test/chaos/*.db.test.ts']
const browser = ['test/e2e/*.e2e.test.ts']

/** Files take turns, and each starts from what it creates itself. */
const onOneDatabase = {
  globalSetup: ['test/setup/database.ts'],
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  test: {
    // A forgotten `.only` would hide the others; biome's rule for it takes any function named `fit` for one.
    allowOnly: false,
    // What a Worker logs is of interest where its test fails.
    silent: 'passed-only',
    reporters: ['default', './test/setup/reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...defaultExclude, ...database, ...browser],
          // Some start databases and servers: a busy machine is no failure.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: database,
          exclude: [...defaultExclude, ...chaos],
          ...onOneDatabase,
        },
      },
      {
        test: { name: 'chaos', include: chaos, ...onOneDatabase },
      },
      {
        test: {
          name: 'e2e',
          include: browser,
          setupFiles: ['test/e2e/setup.ts'],
          expect: { poll: { timeout: 30_000 } },
          // A browser on a machine that stands still for seconds: what passes at the second try is told (reporter.ts).
          retry: 1,
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
