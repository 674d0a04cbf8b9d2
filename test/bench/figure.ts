import type { Checkout } from './beside/checkout.ts'

/** One promise of the product with its anchor, measured in the same run. */
export interface Figure {
  id: string
  promise: string
  limit: string
  anchor: string
  measured: string
  holds: boolean
  /** Notes on what the figure leaves out or counts in, shown beside the number. */
  notes: string[]
  detail: Record<string, unknown>
}

/** Measures one promise or several; `beside` is the commit that `--beside` names, with its packages. */
export type Measure = (say: (text: string) => void, beside?: Checkout) => Promise<Figure | Figure[]>
