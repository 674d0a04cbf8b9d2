import { type Answer, type Call, HttpError } from '../lib/http.ts'

/** A file of a form. */
export interface FormFile {
  name: string
  type: string
  bytes: Buffer
}

export interface Form {
  fields: Record<string, string>
  files: Record<string, FormFile>
}

const NOT_TEXT = 'This emulator reads and writes UTF-8 only: the file would not arrive as it is.'

/** The body as it came. The door keeps its text only, which is the same for UTF-8; anything else is refused, not spoilt. */
export function bytesOf(call: Call & { bytes?: Uint8Array }): Buffer {
  if (call.bytes !== undefined) return Buffer.from(call.bytes)
  if (call.text.includes('\ufffd')) throw new HttpError(501, NOT_TEXT)
  return Buffer.from(call.text, 'utf8')
}

/** `body` is for a door that writes no bytes. */
export function bytesAnswer(
  bytes: Buffer,
  type: string,
): Answer & { bytes: Buffer; headers: Record<string, string> } {
  const body = bytes.toString('utf8')
  if (!Buffer.from(body, 'utf8').equals(bytes)) throw new HttpError(501, NOT_TEXT)
  return { status: 200, body, bytes, headers: { 'content-type': type } }
}

const LINE = Buffer.from('\r\n')
const BLANK = Buffer.from('\r\n\r\n')

/** `multipart/form-data`; null for a body of another type, or one that is cut off. */
export function parseForm(call: Call): Form | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(
    call.headers['content-type'] ?? '',
  )?.[1]
  if (boundary === undefined) return null
  const body = Buffer.concat([LINE, bytesOf(call)])
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const form: Form = { fields: {}, files: {} }
  let at = body.indexOf(delimiter)
  for (;;) {
    if (at === -1) return null
    const start = at + delimiter.length
    if (body.subarray(start, start + 2).toString() === '--') return form
    const end = body.indexOf(delimiter, start)
    const head = body.indexOf(BLANK, start)
    if (end === -1 || head === -1 || head > end) return null
    addPart(form, body.subarray(start, head).toString(), body.subarray(head + BLANK.length, end))
    at = end
  }
}

function addPart(form: Form, head: string, bytes: Buffer): void {
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1]
  if (name === undefined) return
  const fileName = /filename="([^"]*)"/i.exec(head)?.[1]
  if (fileName === undefined) {
    form.fields[name] = bytes.toString('utf8')
    return
  }
  const type = /content-type: *([^\r\n]+)/i.exec(head)?.[1] ?? 'application/octet-stream'
  form.files[name] = { name: fileName, type: type.trim(), bytes: Buffer.from(bytes) }
}
