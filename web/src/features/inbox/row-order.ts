/** Ids of the conversations in the list as shown, by which a person moves on to the next. */
let shown: readonly string[] = []

export const rowOrder = {
  show(ids: readonly string[]): void {
    shown = ids
  },
  /** Returns the next id, or the previous one after the last; null for the only one, `undefined` if it is not in the list. */
  beside(id: string): string | null | undefined {
    const at = shown.indexOf(id)
    if (at < 0) return undefined
    return shown[at + 1] ?? shown[at - 1] ?? null
  },
}
