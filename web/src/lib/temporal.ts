import type { Temporal as Polyfilled } from 'temporal-polyfill'

const browser = globalThis as { Temporal?: typeof Polyfilled }

/** Of the browser where it has it, as those of 2026 do; else loaded, before whatever imports this goes on. */
export const Temporal: typeof Polyfilled =
  browser.Temporal ?? (await import('./temporal-polyfill.ts')).Temporal
