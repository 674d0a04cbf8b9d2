import { agreedType, type FileType } from './type.ts'

const MB = 1024 * 1024
export const IMAGE_OR_VIDEO_MAX_BYTES = 100 * MB
export const OTHER_MAX_BYTES = 25 * MB
export const UPLOAD_MAX_BYTES = IMAGE_OR_VIDEO_MAX_BYTES

export const maxBytesOf = ({ kind }: FileType): number =>
  kind === 'image' || kind === 'video' ? IMAGE_OR_VIDEO_MAX_BYTES : OTHER_MAX_BYTES

const TAKEN =
  'Pictures (JPEG, PNG, WebP, GIF), videos (MP4, MOV, WebM), audio, PDF, Office files and plain text are taken.'

const OFFICE = 'application/vnd.openxmlformats-officedocument'
/** Types of containers by file name: a container is never opened here, and never shown in place. */
const BY_NAME: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: `${OFFICE}.wordprocessingml.document`,
    xlsx: `${OFFICE}.spreadsheetml.sheet`,
    pptx: `${OFFICE}.presentationml.presentation`,
    odt: 'application/vnd.oasis.opendocument.text',
    ods: 'application/vnd.oasis.opendocument.spreadsheet',
    odp: 'application/vnd.oasis.opendocument.presentation',
  },
  'application/x-ole-storage': {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
  },
  'text/plain': { csv: 'text/csv' },
}

/** Returns the type of an uploaded file, or why it is not accepted and what to do. */
export function uploadType(
  head: Uint8Array,
  { fileName, claimed }: { fileName: string; claimed: string | null },
): FileType | { error: string } {
  if (head.length === 0) return { error: 'The file is empty. Choose another one.' }
  const found = agreedType(head, claimed)
  if (found?.mimeType === 'application/heic')
    return {
      error: 'HEIC pictures are shown nowhere but on Apple’s devices. Save it as JPEG and upload that.',
    }
  const type = found ?? textType(head)
  if (type === null) return { error: `It is not a kind of file that is taken. ${TAKEN}` }
  const names = BY_NAME[type.mimeType]
  if (!names) return type
  const mimeType = names[/\.([a-z]{3,4})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '']
  if (mimeType !== undefined) return { kind: 'document', mimeType }
  if (type.mimeType === 'text/plain') return type
  return { error: `This is an archive, or an Office file by another name. ${TAKEN}` }
}

/** Tags that make a text a page or a drawing, which could run in a browser. */
const MARKUP = /<(?:!doctype|html|head|body|script|svg|\?xml|iframe)[\s/>?]/i

/** Returns plain text for bytes that are UTF-8 and hold no NUL and no markup. */
function textType(head: Uint8Array): FileType | null {
  if (head.includes(0)) return null
  let text: string
  try {
    // The last character may be cut off: that is no error in the text.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(head, { stream: true })
  } catch {
    // Not UTF-8, so not readable as text.
    return null
  }
  return MARKUP.test(text) ? null : { kind: 'document', mimeType: 'text/plain' }
}
