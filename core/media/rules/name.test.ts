import { expect, it } from 'vitest'
import { namedByType, unnamed } from './name.ts'

it.each<[called: string, mimeType: string | null, name: string]>([
  ['photo.jpg', 'image/jpeg', 'photo.jpg'],
  ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
  ['photo.png', 'image/jpeg', 'photo.jpg'],
  ['photo', 'image/png', 'photo.png'],
  ['setup.exe', 'image/png', 'setup.exe.png'],
  ['page.html', 'image/gif', 'page.html.gif'],
  ['Version 2.0', 'image/webp', 'Version 2.0.webp'],
  ['clip.mp4', 'audio/mp4', 'clip.mp4'],
  ['song.mp4', 'audio/mpeg', 'song.mp3'],
  ['voice.ogg; codecs', 'audio/ogg; codecs=opus', 'voice.ogg; codecs.ogg'],
  ['invoice.jpg', 'application/pdf', 'invoice.pdf'],
  ['notes.txt', 'text/plain', 'notes.txt'],
  ['anything.bin', null, 'anything.bin'],
  ['.png', 'image/png', '.png'],
])('%s that is %s is named %s', (called, mimeType, name) => {
  expect(namedByType(called, mimeType)).toBe(name)
})

it('what came without a name is named by what it is', () => {
  expect(['image/jpeg', 'video/mp4', 'audio/ogg', 'application/pdf', null].map(unnamed)).toEqual([
    'image.jpg',
    'video.mp4',
    'audio.ogg',
    'file.pdf',
    'file',
  ])
})
