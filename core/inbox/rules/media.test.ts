import { describe, expect, it } from 'vitest'
import type { Template } from '#core/lib/platform/connector.ts'
import { fillTemplate } from '#core/lib/platform/template.ts'
import { BEGINNINGS, bytesOf, png } from '#core/media/sample-files.ts'
import { afterFetch, fileAs } from './media.ts'
import { decideBeforeModel } from './order.ts'
import { templateProblems } from './template.ts'

describe('a file of a contact', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  const medium = { attempts: 1, createdAt: now }

  it('that could not be fetched is tried again at growing intervals, and then said to have failed', () => {
    const away = { kind: 'retry', reason: 'It is away.' } as const
    const waits = [1, 2, 3, 4].map((attempts) => {
      const after = afterFetch(away, { ...medium, attempts }, now)
      return after.status === 'pending' && (after.nextTryAt.getTime() - now.getTime()) / 1000
    })
    expect(waits).toEqual([30, 60, 120, 240])
    expect(afterFetch(away, { ...medium, attempts: 5 }, now)).toEqual({
      status: 'failed',
      error: 'It is away. Tried 5 times.',
    })
  })

  it('that waits for a limit or a person uses up no attempt, and does not wait for ever', () => {
    const refusals = [
      { kind: 'limited', until: new Date(now.getTime() + 5), scope: 'account' },
      { kind: 'reauth', reason: 'Reconnect.' },
    ] as const
    for (const refused of refusals) {
      expect(afterFetch(refused, medium, now)).toMatchObject({ status: 'pending', attempts: 0 })
      const old = { attempts: 1, createdAt: new Date(now.getTime() - 31 * 24 * 3_600_000) }
      expect(afterFetch(refused, old, now)).toMatchObject({ status: 'failed' })
    }
  })

  it('is kept as what its bytes are', () => {
    expect(fileAs(png(), 'image', 'image/jpeg')).toEqual({ kind: 'image', mimeType: 'image/png' })
    const page = bytesOf('<html><script>alert(1)</script>')
    expect(fileAs(page, 'image', 'image/png')).toEqual({
      kind: 'document',
      mimeType: 'application/octet-stream',
    })
    expect(fileAs(page, 'document', 'text/html')).toEqual({ kind: 'document', mimeType: 'text/html' })
    const ogg = BEGINNINGS['audio/ogg'] as Uint8Array
    expect(fileAs(ogg, 'voice', 'audio/ogg; codecs=opus')).toEqual({ kind: 'voice', mimeType: 'audio/ogg' })
    expect(fileAs(ogg, 'image', 'image/png')).toEqual({ kind: 'audio', mimeType: 'audio/ogg' })
    expect(fileAs(png(), 'document', null)).toEqual({ kind: 'document', mimeType: 'image/png' })
  })
})

describe('a picture of a contact whose header states a size that no picture has', () => {
  const absurd = Uint8Array.from(png())
  new DataView(absurd.buffer).setUint32(16, 4_000_000_000)
  const gif = bytesOf('GIF89a\xff\xff\xff\xff')
  const webp = bytesOf('RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\x2f\x00\x00')
  const jpeg = bytesOf('\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x00\x00\x00\x00')
  it.each([
    ['a PNG', absurd, 'image', 'image/png'],
    ['a PNG sent as a document', absurd, 'document', 'image/png'],
    ['a PNG sent as a sticker', absurd, 'sticker', 'image/webp'],
    ['a PNG that claims to be a video', absurd, 'video', 'video/mp4'],
    ['a PNG without a claim', absurd, 'image', null],
    ['a GIF', gif, 'image', 'image/gif'],
    ['a WebP sticker', webp, 'sticker', 'image/webp'],
    ['a JPEG', jpeg, 'image', 'image/jpeg'],
  ] as const)('is kept as a file to download: %s', (_what, bytes, kind, claimed) => {
    expect(fileAs(bytes, kind, claimed)).toEqual({ kind: 'document', mimeType: 'application/octet-stream' })
  })
})

describe('a burst without words', () => {
  const rule = (...types: string[]) =>
    decideBeforeModel(
      types.map((type) => ({ type, text: type === 'system' ? 'Ana has a new number' : null })),
      { optedOut: false },
      () => null,
    ).verdict

  it('is ignored when it is only what the platform says or a reaction, and judged by a person when it is a picture', () => {
    expect(rule('system')).toMatchObject({
      decision: 'ignore',
      matchedRule: 'no_words',
      reason: 'Nothing was said that asks for an answer.',
    })
    expect(rule('reaction', 'system')).toMatchObject({ matchedRule: 'no_words' })
    expect(rule('system', 'image')).toMatchObject({ decision: 'escalate', matchedRule: 'no_text' })
  })
})

describe('a template', () => {
  const template: Pick<Template, 'name' | 'status' | 'rejectedReason' | 'parts'> = {
    name: 'order',
    status: 'APPROVED',
    rejectedReason: null,
    parts: {
      header: { text: 'Order {{1}}', placeholders: ['1'] },
      headerMedia: null,
      body: { text: 'Hello {{first_name}}, on {{day}}.', placeholders: ['first_name', 'day'] },
      footer: 'Northwind',
      buttons: [
        {
          index: 0,
          type: 'url',
          text: 'Track',
          address: 'https://northwind.example/{{1}}',
          placeholders: ['1'],
        },
        { index: 1, type: 'quick_reply', text: 'Yes', address: null, placeholders: [] },
      ],
      named: true,
      problem: null,
    },
  }
  const values = {
    name: 'order',
    language: 'en',
    header: [{ text: '7' }],
    body: [
      { text: 'Monday', name: 'day' },
      { text: 'Ana', name: 'first_name' },
    ],
    buttons: [{ index: 0, type: 'url' as const, value: '7' }],
  }

  const utf16 = (maxLength: number) => ({ maxLength, count: 'utf16' as const })
  const limits = { header: utf16(60), body: utf16(1024), address: utf16(2000), payload: utf16(128) }
  const without = { files: 0, limits }

  /** Room for values: “Order ”, “Hello , on .” with “Monday” in it, and the address without its end. */
  const room = { header: 60 - 6, body: 1024 - 18, address: 2000 - 'https://northwind.example/'.length }
  const filled = (part: 'header' | 'body' | 'address' | 'payload', text: string) => ({
    ...values,
    ...(part === 'header' ? { header: [{ text }] } : {}),
    ...(part === 'body'
      ? {
          body: [
            { text, name: 'first_name' },
            { text: 'Monday', name: 'day' },
          ],
        }
      : {}),
    ...(part === 'address' ? { buttons: [{ index: 0, type: 'url' as const, value: text }] } : {}),
    ...(part === 'payload'
      ? { buttons: [...values.buttons, { index: 1, type: 'quick_reply' as const, value: text }] }
      : {}),
  })
  it.each([
    ['header', 'x'.repeat(room.header), []],
    ['header', 'x'.repeat(room.header + 1), ['template.header']],
    ['header', '😀'.repeat(room.header / 2 + 1), ['template.header']],
    ['body', 'é'.repeat(room.body), []],
    ['body', 'é'.repeat(room.body + 1), ['template.body']],
    ['body', 'e\u0301'.repeat(room.body / 2 + 1), ['template.body']],
    ['body', '👨‍👩‍👧'.repeat(Math.ceil(room.body / 8) + 1), ['template.body']],
    ['address', 'x'.repeat(room.address), []],
    ['address', 'x'.repeat(room.address + 1), ['template.buttons.0.value']],
    ['payload', 'x'.repeat(128), []],
    ['payload', 'x'.repeat(129), ['template.buttons.1.value']],
  ] as const)('is measured filled in, by the platform’s own limits: a %s of %s', (part, text, paths) => {
    expect(templateProblems(template, filled(part, text), without).map(({ path }) => path)).toEqual(paths)
  })

  it('reads as the contact will read it, by the names or the places of its gaps', () => {
    expect(templateProblems(template, values, without)).toEqual([])
    expect(fillTemplate(template.parts, values)).toBe('Order 7\n\nHello Ana, on Monday.\n\nNorthwind')
    const placed = { ...values, body: [{ text: 'Ana' }, { text: '{{day}}' }] }
    expect(fillTemplate(template.parts, placed)).toContain('Hello Ana, on {{day}}.')
  })

  it('is refused per field: not approved, too few or too many values, names and buttons that it does not have', () => {
    const paths = (change: object, of: Partial<Template> = {}) =>
      templateProblems({ ...template, ...of }, { ...values, ...change }, without).map(({ path }) => path)
    expect(paths({}, { status: 'REJECTED' })).toEqual(['template.name'])
    expect(paths({ header: [] })).toEqual(['template.header'])
    expect(paths({ body: [{ text: 'a' }] })).toEqual(['template.body'])
    expect(paths({ body: [{ text: 'a', name: 'other' }, { text: 'b\nc' }] })).toEqual([
      'template.body.0.name',
      'template.body.1.text',
    ])
    expect(paths({ buttons: [] })).toEqual(['template.buttons'])
    expect(paths({ buttons: [...values.buttons, { index: 3, type: 'url', value: 'x' }] })).toEqual([
      'template.buttons.1',
    ])
  })

  it('that begins with a file takes exactly one, and another none', () => {
    const parts = { ...template.parts, header: null, headerMedia: 'video' as const }
    const problems = (files: number, of = parts) =>
      templateProblems({ ...template, parts: of }, { ...values, header: [] }, { files, limits })
    expect(problems(1)).toEqual([])
    const wanted = [{ path: 'mediaIds', message: 'The template begins with a video. Attach one.' }]
    expect([problems(0), problems(2)]).toEqual([wanted, wanted])
    expect(templateProblems(template, values, { files: 1, limits })).toMatchObject([{ path: 'mediaIds' }])
  })
})
