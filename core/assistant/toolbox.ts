import type { ToolOffer } from '#core/lib/kernel/ai.ts'

/** The tools of one caller: what they may do themselves, and nothing else. */
export interface Toolbox {
  offers: readonly ToolOffer[]
  /** Says what is wrong with an input, in words for a model; null where a tool would take it. Runs nothing. */
  problem(name: string, input: Record<string, unknown>): string | null
  /** Runs a tool. @throws AppError what is refused, so that nothing was done */
  run(name: string, input: Record<string, unknown>): Promise<unknown>
  /** Puts an error of `run` in words; one that nobody expected is logged under a reference, which they name. */
  words(error: unknown): string
}
