/** One promise of the product with its anchor, measured in the same run. */
export interface Figure {
  id: string
  promise: string
  limit: string
  measured: string
  holds: boolean
  detail: Record<string, unknown>
}
