/** What a person looks for in the log: one kind at a time, told apart by its form. */
export type Sought = { reference: string } | { requestId: string } | { event: string }

/** As `core/lib/reference.ts` makes it. In a sentence that was copied whole, it is found too. */
const REFERENCE = /\bERR-([0-9A-Z]{6})\b/i
const REQUEST = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i
/** `queue.dead_letters`, or a prefix that ends in a dot. */
const EVENT = /^[a-z_]+(?:\.[a-z_]*)*$/i

/**
 * Total and pure; null when nothing is written. A reference that was read out over the phone is mended: its alphabet has
 * no letter that is mistaken for a digit. What has none of the forms is taken for the id of a request.
 */
export function soughtIn(text: string | undefined): Sought | null {
  const written = text?.trim() ?? ''
  if (written === '') return null
  const [, reference] = REFERENCE.exec(written) ?? []
  if (reference) return { reference: `ERR-${unmistaken(reference)}` }
  const [requestId] = REQUEST.exec(written) ?? []
  if (requestId) return { requestId: requestId.toLowerCase() }
  return EVENT.test(written) ? { event: written.toLowerCase() } : { requestId: written }
}

const unmistaken = (reference: string): string =>
  reference.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1')
