import { describe, expect, it } from 'vitest'
import { dimensionsOf } from './rules/dimensions.ts'
import { agreedType, isShownInline, typeOf } from './rules/type.ts'
import { maxBytesOf, uploadType } from './rules/upload.ts'
import { BEGINNINGS, bytesOf, png } from './sample-files.ts'

describe('the type of a file', () => {
  it.each(Object.entries(BEGINNINGS))('is told by its first bytes: %s', (mimeType, bytes) => {
    expect(typeOf(bytes)?.mimeType).toBe(mimeType)
  })

  it('is what its bytes say, whatever it was called, but where a container leaves it open', () => {
    const mp4 = BEGINNINGS['video/mp4'] as Uint8Array
    expect(agreedType(mp4, 'audio/mp4')).toEqual({ kind: 'audio', mimeType: 'audio/mp4' })
    expect(agreedType(mp4, 'image/png')).toEqual({ kind: 'video', mimeType: 'video/mp4' })
    expect(agreedType(bytesOf('<svg onload="alert(1)">'), 'image/png')).toBeNull()
  })

  it('says what may be shown in place: nothing that could run', () => {
    for (const type of Object.keys(BEGINNINGS))
      expect([type, isShownInline(type)]).toEqual([type, type !== 'application/pdf'])
    for (const type of [
      'image/svg+xml',
      'text/html',
      'application/xhtml+xml',
      'text/plain',
      null,
      'audio/x y',
    ])
      expect([type, isShownInline(type)]).toEqual([type, false])
  })
})

describe('an upload', () => {
  const taken = (bytes: Uint8Array, fileName = 'file', claimed: string | null = null) =>
    uploadType(bytes, { fileName, claimed })

  it('that could run in a browser, is a program, an archive, unknown or empty is refused with what to do', () => {
    const refused: [string, Uint8Array, RegExp][] = [
      ['empty', new Uint8Array(), /Choose another/],
      ['page', bytesOf('<!doctype html><script>alert(1)</script>'), /are taken/],
      ['drawing', bytesOf('<svg xmlns="http://www.w3.org/2000/svg">'), /are taken/],
      ['empty drawing', bytesOf('<svg/>'), /are taken/],
      ['drawing with a comment', bytesOf('<!-- x --><SVG >'), /are taken/],
      ['xml', bytesOf('<?xml version="1.0"?><svg/>'), /are taken/],
      ['program', bytesOf('MZ\x90\x00\x03\x00\x00\x00'), /are taken/],
      ['archive', bytesOf('PK\x03\x04'), /archive/],
      ['not UTF-8', bytesOf('caf\xe9 cr\xe8me'), /are taken/],
      ['Apple picture', bytesOf('\x00\x00\x00\x20ftypheic'), /JPEG/],
    ]
    for (const [name, bytes, says] of refused)
      expect([name, taken(bytes, 'picture.png', 'image/png')]).toEqual([
        name,
        { error: expect.stringMatching(says) },
      ])
  })

  it('of an Office file or a text is taken under its name, as what it holds', () => {
    expect(taken(bytesOf('PK\x03\x04'), 'Offer.DOCX')).toMatchObject({
      kind: 'document',
      mimeType: expect.stringContaining('word'),
    })
    expect(taken(bytesOf('a,b\n1,2\n'), 'list.csv')).toEqual({ kind: 'document', mimeType: 'text/csv' })
    expect(taken(bytesOf('Hello'), 'notes.html')).toEqual({ kind: 'document', mimeType: 'text/plain' })
  })

  it('may have 100 MB as a picture or a video, 25 MB as anything else', () => {
    const sizes = ['image/png', 'video/mp4', 'audio/ogg', 'application/pdf'].map((type) => {
      const found = typeOf(BEGINNINGS[type] as Uint8Array)
      return found && maxBytesOf(found) / 1024 / 1024
    })
    expect(sizes).toEqual([100, 100, 25, 25])
  })
})

describe('the size of a picture', () => {
  it.each(['image/jpeg', 'image/gif', 'image/webp'])('is read from its first bytes: %s', (type) => {
    expect(dimensionsOf(BEGINNINGS[type] as Uint8Array, type)).toEqual({ width: 64, height: 48 })
  })

  it('is not made up where they do not say', () => {
    expect(dimensionsOf(png(5, 7), 'image/png')).toEqual({ width: 5, height: 7 })
    for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'video/mp4'])
      expect(dimensionsOf(bytesOf('\xff\xd8\xff'), type)).toBeNull()
  })
})
