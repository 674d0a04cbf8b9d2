/** Splits items, in order, into batches of at most `countMax` items and `sizeMax` total size; a larger item is a batch by itself. */
export function* batches<T>(
  items: readonly T[],
  { countMax, sizeMax, size }: { countMax: number; sizeMax: number; size(item: T): number },
): Generator<T[]> {
  let batch: T[] = []
  let sum = 0
  for (const item of items) {
    const own = size(item)
    if (batch.length > 0 && (batch.length === countMax || sum + own > sizeMax)) {
      yield batch
      batch = []
      sum = 0
    }
    batch.push(item)
    sum += own
  }
  if (batch.length > 0) yield batch
}
