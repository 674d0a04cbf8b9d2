import { describe, expect, it } from 'vitest'
import type { AccountRules } from '#core/accounts/schemas.ts'
import { attachmentProblem } from './attachment-problem.ts'

const MB = 1024 * 1024
const whatsapp: AccountRules = {
  text: { maxLength: 4096, count: 'utf16' },
  caption: { maxLength: 10 },
  media: [
    { kind: 'image', formats: ['image/png'], maxBytes: 5 * MB, maxCount: 1, caption: true },
    { kind: 'audio', formats: ['audio/ogg'], maxBytes: MB, maxCount: 1, caption: false },
    { kind: 'document', formats: ['*'], maxBytes: 100 * MB, maxCount: 1, caption: true },
  ],
  carousel: null,
}
const telegram: AccountRules = {
  ...whatsapp,
  media: whatsapp.media.map((rule) => ({ ...rule, maxCount: 10 })),
  carousel: { min: 2, max: 10, together: [['image', 'video'], ['document']] },
}
const file = (kind: 'image' | 'audio' | 'document', mimeType: string, sizeBytes = 10) => ({
  kind,
  mimeType,
  sizeBytes,
  fileName: 'a',
})
const png = file('image', 'image/png')
const code = (...given: Parameters<typeof attachmentProblem>) => attachmentProblem(...given)?.code ?? null

describe('before a file is sent, the platform’s refusal', () => {
  it('is said, each by its reason', () => {
    expect(code([png], 'Look', false, whatsapp)).toBeNull()
    expect(code([png, png], '', false, whatsapp)).toBe('too_many_media')
    expect(code([file('image', 'image/webp')], '', false, whatsapp)).toBe('media_format')
    expect(code([file('image', 'image/png', 6 * MB)], '', false, whatsapp)).toBe('media_size')
    expect(code([file('audio', 'audio/ogg')], 'Listen', false, whatsapp)).toBe('no_caption')
    expect(code([png], 'x'.repeat(11), false, whatsapp)).toBe('caption_length')
    expect(code([png, file('document', 'application/pdf')], '', false, telegram)).toBe('mixed_album')
    expect(code([png, png], '', false, telegram)).toBeNull()
  })

  it('has a way out where the platform takes it as a file', () => {
    const webp = file('image', 'image/webp')
    expect(attachmentProblem([webp], '', false, whatsapp)).toMatchObject({ asFile: true })
    expect(code([webp], '', true, whatsapp)).toBeNull()
    expect(attachmentProblem([png, png], '', false, whatsapp)).toMatchObject({ asFile: false })
  })
})
