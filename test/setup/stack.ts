import type { TestProject } from 'vitest/node'
import { type Stack, startStack } from '../e2e/stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    stack: Stack
  }
}

/** Starts one `npm start` for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stack, stop } = await startStack()
  project.provide('stack', stack)
  return stop
}
