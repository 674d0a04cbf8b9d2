/** A search of the log, whose kind follows from the form of the text. */
export type Sought = { reference: string } | { requestId: string } | { event: string }

/** Matches a reference made by `core/lib/kernel/reference.ts`, also within a copied sentence. */
const REFERENCE = /\bERR-([0-9A-Z]{6})\b/i
const REQUEST = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i
/** Matches `queue.dead_letters`, or a prefix that ends in a dot. */
const EVENT = /^[a-z_]+(?:\.[a-z_]*)*$/i

/**
 * Total and pure; null when nothing is typed. Corrects a reference that was read out over the phone: its alphabet has no letter
 * that looks like a digit. Takes text of no known form for the id of a request.
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
