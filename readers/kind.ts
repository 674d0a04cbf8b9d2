import { zipEntries } from './zip.ts'

export type FileKind = 'pdf' | 'docx' | 'html' | 'text'

const READ = 'PDF, Word (.docx), HTML, Markdown and plain text are read.'
const PICTURE = `This is a picture. ${READ}`
const MEDIA = `This is audio or video. ${READ}`

/** The beginnings of files that are refused, with the messages. The offset is 0 unless another is given. */
const REFUSED: readonly (readonly [signature: string, message: string, offset?: number])[] = [
  ['\u0089PNG', PICTURE],
  ['\u00ff\u00d8\u00ff', PICTURE],
  ['GIF8', PICTURE],
  ['BM', PICTURE],
  ['II*\0', PICTURE],
  ['MM\0*', PICTURE],
  ['RIFF', MEDIA],
  ['ID3', MEDIA],
  ['OggS', MEDIA],
  ['\u001aE\u00df\u00a3', MEDIA],
  ['ftyp', MEDIA, 4],
  ['{\\rtf', `RTF is not read. Save the document as .docx and upload that.`],
  ['\u001f\u008b', 'This is a compressed file. Unpack it and upload what is in it.'],
  ['7z\u00bc\u00af', 'This is a compressed file. Unpack it and upload what is in it.'],
  ['Rar!', 'This is a compressed file. Unpack it and upload what is in it.'],
  ['MZ', `This is a program. ${READ}`],
  ['\u007fELF', `This is a program. ${READ}`],
]
const OLE = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'
/** How many bytes are examined: enough for a page that begins with comments. */
const HEAD_BYTES = 1024
const PDF = /^\s*%PDF-/
const BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/
const HTML = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i

/** Tells the kind of a file by its bytes alone, since its name and claimed type prove nothing, or says why it cannot be read. */
export function fileKind(bytes: Uint8Array): FileKind | { error: string } {
  if (bytes.length === 0) return { error: 'The file is empty.' }
  const head = latin1(bytes.subarray(0, HEAD_BYTES)).replace(BYTE_ORDER_MARK, '')
  if (PDF.test(head)) return 'pdf'
  if (head.startsWith('PK\u0003\u0004')) return zipKind(bytes)
  if (head.startsWith(OLE)) return { error: oleMessage(bytes) }
  const refused = REFUSED.find(([signature, , at = 0]) => head.startsWith(signature, at))
  // “BM” and “MZ” begin words too: a file without a NUL is text.
  if (refused && (refused[0].length > 2 || head.includes('\0'))) return { error: refused[1] }
  return HTML.test(head) ? 'html' : 'text'
}

function zipKind(bytes: Uint8Array): FileKind | { error: string } {
  const entries = zipEntries(bytes)
  if (entries === null) return { error: 'The file is damaged or cut off. Upload it again.' }
  const holds = (prefix: string) => entries.some(({ name }) => name.startsWith(prefix))
  if (holds('word/document')) return 'docx'
  if (holds('xl/'))
    return { error: 'Spreadsheets are not read. Save the sheet as PDF, or copy its text, and add that.' }
  if (holds('ppt/')) return { error: 'Presentations are not read. Save the slides as PDF and upload that.' }
  if (holds('mimetype'))
    return { error: 'OpenDocument and e-books are not read. Save the document as .docx or PDF.' }
  return { error: 'This is an archive. Unpack it and upload what is in it.' }
}

/** Returns the message for an OLE file: a Word file with a password is one, with its content encrypted in it (MS-OFFCRYPTO). */
function oleMessage(bytes: Uint8Array): string {
  const name = [...'EncryptedPackage'].map((letter) => `${letter}\0`).join('')
  const directory = latin1(bytes.subarray(0, 1024 * 1024))
  return directory.includes(name)
    ? 'The file is protected by a password. Save it without one and upload that.'
    : 'Office files from before 2007 are not read. Save the document as .docx and upload that.'
}

/** Returns bytes as the code points of the same numbers. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}
