import { defaultExclude, defineConfig } from 'vitest/config'

const database = ['**/*.db.test.ts']
const worker = ['**/*.worker.test.ts']
const chaos = ['test/chaos/*.db.test.ts']
/** Tests against platforms' own servers, which `npm run test:peers` starts. */
const peers = ['test/peers/*.peer.test.ts']
const browser = ['test/e2e/*.e2e.test.ts']
/** `.data` may hold the files of another commit, which a bench took out of the history. */
const exclude = [...defaultExclude, '**/.data/**']
/** Unit tests that replace modules, which others in the same process would get as well. */
const replacing = ['durable-objects/gate-keeper.test.ts']

// Some start databases and servers: a busy machine is no failure.
const unit = { setupFiles: ['test/setup/properties.ts'], testTimeout: 30_000, hookTimeout: 60_000 }

/** Files take turns, and each starts from what it creates itself. */
const onOneDatabase = {
  globalSetup: ['test/setup/database.ts'],
  setupFiles: ['test/setup/properties.ts'],
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
          exclude: [...exclude, ...database, ...worker, ...browser, ...peers, ...replacing],
          // Most of the time of a process of its own for each file would go into loading the same modules again.
          isolate: false,
          // Tests of connectors wait for answers that do not come: meanwhile others compute.
          maxWorkers: 2,
          ...unit,
        },
      },
      {
        test: { name: 'unit-replacing', include: replacing, exclude, ...unit },
      },
      {
        test: {
          name: 'integration',
          include: database,
          exclude: [...exclude, ...chaos],
          // A fifth of the time would go into loading the same modules for each file.
          isolate: false,
          ...onOneDatabase,
        },
      },
      {
        // In one process without isolation, so that all files enter one house (test/house.ts).
        test: { name: 'worker', include: worker, exclude, isolate: false, ...onOneDatabase },
      },
      {
        test: { name: 'peers', include: peers, exclude, ...unit },
      },
      {
        test: { name: 'chaos', include: chaos, exclude, ...onOneDatabase },
      },
      {
        test: {
          name: 'e2e',
          include: browser,
          exclude,
          globalSetup: ['test/setup/stack.ts'],
          setupFiles: ['test/e2e/setup.ts'],
          expect: { poll: { timeout: 90_000 } },
          // On one stack, each in a workspace of its own: while one waits for an answer or a clock, the other computes.
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
