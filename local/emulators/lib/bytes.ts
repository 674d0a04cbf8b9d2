import type { Answer, Call } from './http.ts'

/** A file of a form. */
export interface FormFile {
  name: string
  type: string
  bytes: Buffer
}

export interface Form {
  fields: Record<string, string>
  files: Record<string, FormFile>
  /** Every file in order, as several may come under one name. */
  parts: { name: string; file: FormFile }[]
}

export const bytesAnswer = (bytes: Buffer, type: string): Answer => ({
  status: 200,
  body: null,
  bytes,
  headers: { 'content-type': type },
})

const LINE = Buffer.from('\r\n')
const BLANK = Buffer.from('\r\n\r\n')

/** Parses `multipart/form-data`; null for a body of another type, or one that is cut off. */
export function parseForm(call: Call): Form | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(
    call.headers['content-type'] ?? '',
  )?.[1]
  if (boundary === undefined) return null
  const body = Buffer.concat([LINE, call.bytes])
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const form: Form = { fields: {}, files: {}, parts: [] }
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
  const file = { name: fileName, type: type.trim(), bytes: Buffer.from(bytes) }
  form.files[name] = file
  form.parts.push({ name, file })
}
