/** One promise of the product with its anchor, measured in the same run. */
export interface Figure {
  id: string
  promise: string
  limit: string
  anchor: string
  measured: string
  holds: boolean
  /** What the figure leaves out or counts in: who reads the number reads this too. */
  notes: string[]
  detail: Record<string, unknown>
}
