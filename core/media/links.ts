import type { Ports } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { fromBase64Url, toBase64Url } from '#core/lib/secrets/crypto.ts'

const LINK = 'media-link'
const LIFE_MS = 3_600_000

/** A stored file, as a link names it. */
export interface Linked {
  objectName: string
  mimeType: string
  sizeBytes: number
}

/**
 * Returns an address from which anybody who has it may fetch a file, for an hour: for platforms that take files by no other way. It is
 * signed, so it needs no row, and nobody can make one.
 */
export async function linkTo(
  { vault, publicUrl, now }: Pick<Ports, 'vault' | 'publicUrl' | 'now'>,
  { objectName, mimeType, sizeBytes }: Linked,
): Promise<string> {
  const until = now().getTime() + LIFE_MS
  const what = toBase64Url(new TextEncoder().encode(JSON.stringify([objectName, mimeType, sizeBytes, until])))
  return `${publicUrl}/files/${what}/${await vault.sign(LINK, what)}`
}

/** Returns the file of a link. @throws not_found for one that was not made here, or that has run out */
export async function openLink(
  { vault, now }: Pick<Ports, 'vault' | 'now'>,
  { what, proof }: { what: string; proof: string },
): Promise<Linked> {
  if (!(await vault.verify(LINK, what, proof))) throw notFound('file')
  const [objectName, mimeType, sizeBytes, until]: [string, string, number, number] = JSON.parse(
    new TextDecoder().decode(fromBase64Url(what)),
  )
  if (until <= now().getTime()) throw notFound('file')
  return { objectName, mimeType, sizeBytes }
}
