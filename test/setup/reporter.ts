import { appendFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestModule } from 'vitest/node'

const MOST_LINES = 12

/**
 * Adds this run's counts, failures and file times, as a line of JSON, to the file that test/run.mjs
 * names: it sums several runs, and prints the failures at its end.
 */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env.CHORUS_TEST_COUNTS
    if (!file) return
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    const failures = unhandledErrors.map((error) => `outside of any test: ${shortened([error])}`)
    const files: { name: string; ms: number }[] = []
    for (const module of modules) {
      const where = `${module.project.name} ${module.relativeModuleId}`
      files.push({ name: where, ms: module.diagnostic().duration })
      let ran = 0
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result()
        if (state === 'pending') continue
        counts[state] += 1
        ran += 1
        if (state === 'failed') failures.push(`${where} > ${test.fullName}\n${shortened(errors)}`)
      }
      // A file that does not load has no tests to fail.
      if (module.state() !== 'failed' || (ran > 0 && module.errors().length === 0)) continue
      if (ran === 0) counts.failed += 1
      failures.push(`${where}\n${shortened(module.errors())}`)
    }
    appendFileSync(file, `${JSON.stringify({ counts, failures, files })}\n`)
  }
}

const shortened = (errors: readonly unknown[]): string =>
  errors
    .map((error) => stripVTControlCharacters(messageOf(error)).split('\n').slice(0, MOST_LINES).join('\n'))
    .join('\n')

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? `${error.message}` : `${error}`
