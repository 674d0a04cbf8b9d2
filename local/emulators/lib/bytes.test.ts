import { describe, expect, it } from 'vitest'
import { parseForm } from './bytes.ts'
import type { Call } from './http.ts'

const callOf = (bytes: Buffer, type: string) =>
  ({ headers: { 'content-type': type }, text: bytes.toString('utf8'), bytes }) as Call

async function encoded(form: FormData): Promise<Call> {
  const response = new Response(form)
  return callOf(Buffer.from(await response.arrayBuffer()), response.headers.get('content-type') ?? '')
}

describe('a form', () => {
  it('gives fields and files as they were put in, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_none, index) => (index * 7) % 256)
    const form = new FormData()
    form.set('messaging_product', 'whatsapp')
    form.set('note', 'two\r\nlines, and --dashes')
    form.set('file', new Blob([bytes], { type: 'image/jpeg' }), 'Fête.jpg')
    const parsed = parseForm(await encoded(form))
    expect(parsed?.fields).toEqual({ messaging_product: 'whatsapp', note: 'two\r\nlines, and --dashes' })
    expect(parsed?.files.file).toEqual({ name: 'Fête.jpg', type: 'image/jpeg', bytes: Buffer.from(bytes) })
  })

  it('may hold an empty file, and bytes that look like an end', async () => {
    const form = new FormData()
    form.set('empty', new Blob([]), 'a')
    form.set('tricky', new Blob(['\r\n--\r\n----boundary--\r\n']), 'b')
    const files = parseForm(await encoded(form))?.files
    expect(files?.empty?.bytes).toHaveLength(0)
    expect(files?.tricky?.bytes.toString()).toBe('\r\n--\r\n----boundary--\r\n')
  })

  it('that is cut off, or is none, is none', async () => {
    const form = new FormData()
    form.set('a', 'b')
    const whole = Buffer.from(await new Response(form).arrayBuffer())
    const type = new Response(form).headers.get('content-type') ?? ''
    expect(parseForm(callOf(whole.subarray(0, -10), type))).toBeNull()
    expect(parseForm(callOf(whole, 'application/json'))).toBeNull()
    expect(parseForm(callOf(Buffer.from('x'), 'multipart/form-data; boundary=abc'))).toBeNull()
  })
})
