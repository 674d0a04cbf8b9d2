/** The conversations of the list beside the open one, as they are shown: who works through the list goes on by it. */
let shown: readonly string[] = []

export const rowOrder = {
  show(ids: readonly string[]): void {
    shown = ids
  },
  /** Which one follows; after the last, the one before it; null for the only one, `undefined` for one that is not in the list. */
  beside(id: string): string | null | undefined {
    const at = shown.indexOf(id)
    if (at < 0) return undefined
    return shown[at + 1] ?? shown[at - 1] ?? null
  },
}
