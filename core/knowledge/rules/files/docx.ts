import mammoth from 'mammoth'
import { htmlText } from '../html.ts'
import type { FileText } from './read.ts'
import { unpackedSize, zipEntries } from './zip.ts'

/** All XML of a Word file, unpacked. A million characters of text come to about half of it. */
const XML_MAX_BYTES = 20 * 1024 * 1024

/** The words of a Word file as Markdown, with its headings, lists and tables. Pictures are not unpacked. */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<FileText> {
  const entries = zipEntries(bytes)?.filter(({ name }) => /\.(?:xml|rels)$/i.test(name)) ?? []
  if (entries.some(({ isEncrypted }) => isEncrypted))
    return { error: 'The file is protected by a password. Save it without one and upload that.' }
  const size = await unpackedSize(bytes, entries, XML_MAX_BYTES)
  if (size === null) return { error: 'The file is damaged or cut off. Upload it again.' }
  if (size > XML_MAX_BYTES) return { error: 'The file unpacks to far more than a document holds. Split it.' }
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
