import mammoth from 'mammoth'
import { htmlText } from '../html.ts'
import type { FileText } from './read.ts'
import { unpackedSize, zipEntries } from './zip.ts'

/** All XML of a Word file, unpacked. A million characters of text come to about half of it. */
const XML_MAX_BYTES = 20 * 1024 * 1024
/**
 * Tags of it. The reader builds a tree of all of them, measured at half a kilobyte for each: these come to 80 MB of the 128
 * that a Worker has. About 150 pages with much formatting.
 */
const TAGS_MAX = 160_000

/** The words of a Word file as Markdown, with its headings, lists and tables. Pictures are not unpacked. */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<FileText> {
  const entries = zipEntries(bytes)?.filter(({ name }) => /\.(?:xml|rels)$/i.test(name)) ?? []
  if (entries.some(({ isEncrypted }) => isEncrypted))
    return { error: 'The file is protected by a password. Save it without one and upload that.' }
  const unpacked = await unpackedSize(bytes, entries, XML_MAX_BYTES)
  if (unpacked === null) return { error: 'The file is damaged or cut off. Upload it again.' }
  if (unpacked.size > XML_MAX_BYTES)
    return { error: 'The file unpacks to far more than a document holds. Split it.' }
  if (unpacked.tags > TAGS_MAX)
    return {
      error: 'The file has more formatting than can be read. Save it as PDF and upload that, or split it.',
    }
  try {
    // In Node it reads `buffer`, elsewhere `arrayBuffer`; both are opened alike.
    const input = { arrayBuffer: bytes, buffer: bytes } as unknown as { arrayBuffer: ArrayBuffer }
    const { value } = await mammoth.convertToHtml(input, { convertImage: NO_PICTURES })
    return htmlText(value)
  } catch (error) {
    return {
      error: `The file is damaged and cannot be read (${error instanceof Error ? error.message : String(error)}). Save it again and upload that.`,
    }
  }
}

const NO_PICTURES = mammoth.images.imgElement(async () => ({ src: '' }))
