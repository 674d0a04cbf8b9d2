import { invalid } from '#core/lib/kernel/errors.ts'

/** A form's file, streamed: its bytes are never held whole. */
export interface StreamedFile {
  fileName: string
  type: string | null
  chunks: AsyncIterable<Uint8Array>
  /** Reads the rest of the form and drops it. */
  discard(): Promise<void>
}

/** A sender of more than this is cut off. */
const DISCARD_MAX_BYTES = 256 * 1024 * 1024

const HEAD_MAX_BYTES = 16 * 1024
/** Limit for the fields before the file. */
const FIELDS_MAX_BYTES = 64 * 1024
const malformed = () =>
  invalid('The form cannot be read.', [
    { path: 'file', message: 'Send the file as multipart/form-data, in the field `file`.' },
  ])
const noFile = () =>
  invalid('The form has no file.', [{ path: 'file', message: 'Send the file in the field `file`.' }])

/**
 * Finds the field `file` of a form (RFC 7578). Fields before it are skipped, and fields after it are not read. The
 * runtime's own `formData()` holds a body twice, which is more than a Worker has for a large file.
 * @throws invalid when there is no such field, or it is not a form
 */
export async function fileOfForm(request: Request): Promise<StreamedFile> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type)
  const name = boundary?.[1] ?? boundary?.[2]
  if (!/^multipart\/form-data/i.test(type) || name === undefined || !request.body) throw malformed()
  const form = new Form(request.body.getReader(), `\r\n--${name}`)
  let before = 0
  for (;;) {
    const head = await form.nextHead()
    if (head === null) throw noFile()
    const { field, fileName, contentType } = readHead(head)
    if (field === 'file' && fileName !== undefined)
      return { fileName, type: contentType, chunks: form.body(), discard: () => form.discard() }
    for await (const passed of form.body()) {
      before += passed.length
      if (before > FIELDS_MAX_BYTES) throw malformed()
    }
  }
}

/** Reads the rest of a refused body: a client that is still sending might not see the refusal otherwise. */
export async function discardBody({ body }: Request): Promise<void> {
  if (body) await discardFrom(body.getReader())
}

async function discardFrom(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let read = 0; read < DISCARD_MAX_BYTES; ) {
    const { done, value } = await reader.read()
    if (done) return
    read += value.length
  }
  await reader.cancel()
}

function readHead(head: string): { field: string; fileName?: string; contentType: string | null } {
  const line = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim()
  const disposition = line('content-disposition') ?? ''
  const value = (name: string) =>
    new RegExp(`[;\\s]${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition)?.[1]
  const fileName = value('filename')
  return {
    field: value('name') ?? '',
    // Browsers encode quotes and line breaks of a name so (WHATWG HTML, multipart/form-data encoding).
    ...(fileName === undefined
      ? {}
      : {
          fileName: fileName.replace(/%(22|0D|0A)/gi, (_, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          ),
        }),
    contentType: line('content-type') ?? null,
  }
}

/** The parts of a form, one after another. Holds one chunk, and a possible beginning of a boundary. */
class Form {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #boundary: Uint8Array
  #held: Uint8Array = new TextEncoder().encode('\r\n')
  #ended = false

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, boundary: string) {
    this.#reader = reader
    this.#boundary = new TextEncoder().encode(boundary)
  }

  /** Reads the headers of the next part; null after the last. Call it at a boundary. */
  async nextHead(): Promise<string | null> {
    await this.#atLeast(this.#boundary.length + 2)
    if (indexOf(this.#held, this.#boundary) !== 0) throw malformed()
    const after = decode(this.#held.subarray(this.#boundary.length, this.#boundary.length + 2))
    if (after === '--') return null
    if (after !== '\r\n') throw malformed()
    const blank = new TextEncoder().encode('\r\n\r\n')
    for (;;) {
      const end = indexOf(this.#held, blank)
      if (end >= 0) {
        const head = decode(this.#held.subarray(this.#boundary.length + 2, end))
        this.#held = this.#held.subarray(end + blank.length)
        return head
      }
      if (this.#held.length > HEAD_MAX_BYTES || !(await this.#more())) throw malformed()
    }
  }

  /** Yields the bytes of the part, up to its boundary. */
  async *body(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = indexOf(this.#held, this.#boundary)
      const sure = end >= 0 ? end : Math.max(0, this.#held.length - this.#boundary.length + 1)
      if (sure > 0) yield this.#held.subarray(0, sure)
      this.#held = this.#held.subarray(sure)
      if (end >= 0) return
      if (!(await this.#more())) throw malformed()
    }
  }

  async discard(): Promise<void> {
    if (!this.#ended) await discardFrom(this.#reader)
    this.#ended = true
  }

  async #atLeast(bytes: number): Promise<void> {
    while (this.#held.length < bytes) if (!(await this.#more())) throw malformed()
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false
    const { done, value } = await this.#reader.read()
    if (done) {
      this.#ended = true
      return false
    }
    const joined = new Uint8Array(this.#held.length + value.length)
    joined.set(this.#held)
    joined.set(value, this.#held.length)
    this.#held = joined
    return true
  }
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function indexOf(bytes: Uint8Array, sought: Uint8Array): number {
  const [first = 0] = sought
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + sought.length > bytes.length) return -1
    if (sought.every((byte, offset) => bytes[at + offset] === byte)) return at
  }
  return -1
}
