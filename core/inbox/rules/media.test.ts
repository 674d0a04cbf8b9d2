import { describe, expect, it } from 'vitest'
import type { Template } from '#core/lib/connector.ts'
import { BEGINNINGS, bytesOf, png } from '#core/media/sample-files.ts'
import { decideByRule } from '../rules.ts'
import { afterFetch, fileAs } from './media.ts'
import { fillTemplate, templateProblems } from './template.ts'

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

describe('a burst without words', () => {
  const rule = (...types: string[]) =>
    decideByRule(
      types.map((type) => ({ type, text: type === 'system' ? 'Ana has a new number' : null })),
      { optedOut: false },
    )

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
      buttons: [{ index: 0, type: 'url', text: 'Track', placeholders: ['1'] }],
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

  it('reads as the contact will read it, by the names or the places of its gaps', () => {
    expect(templateProblems(template, values, 0)).toEqual([])
    expect(fillTemplate(template.parts, values)).toBe('Order 7\n\nHello Ana, on Monday.\n\nNorthwind')
    const placed = { ...values, body: [{ text: 'Ana' }, { text: '{{day}}' }] }
    expect(fillTemplate(template.parts, placed)).toContain('Hello Ana, on {{day}}.')
  })

  it('is refused per field: not approved, too few or too many values, names and buttons that it does not have', () => {
    const paths = (change: object, of: Partial<Template> = {}) =>
      templateProblems({ ...template, ...of }, { ...values, ...change }, 0).map(({ path }) => path)
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
      templateProblems({ ...template, parts: of }, { ...values, header: [] }, files)
    expect(problems(1)).toEqual([])
    const wanted = [{ path: 'mediaIds', message: 'The template begins with a video. Attach one.' }]
    expect([problems(0), problems(2)]).toEqual([wanted, wanted])
    expect(templateProblems(template, values, 1)).toMatchObject([{ path: 'mediaIds' }])
  })
})
