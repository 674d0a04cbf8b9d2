import { appendFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Adds the counts of this run, as a line of JSON, to the file that test/run.mjs names: it sums several runs. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env.CHORUS_TEST_COUNTS
    if (!file) return
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      let ran = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'pending') continue
        counts[state] += 1
        ran += 1
        if (test.diagnostic()?.flaky) console.warn(`At its second try only: ${test.fullName}`)
      }
      // A file that does not load has no tests to fail.
      if (module.state() === 'failed' && ran === 0) counts.failed += 1
    }
    appendFileSync(file, `${JSON.stringify(counts)}\n`)
  }
}
