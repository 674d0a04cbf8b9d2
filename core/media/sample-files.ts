import { crc32, deflateSync } from 'node:zlib'

/** Files for tests, made in code: the repository holds no binary files. */

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Returns a PNG of one colour that every browser shows. */
export function png(width = 64, height = 48, [red, green, blue] = [46, 110, 190]): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = Buffer.from(Array.from({ length: width }, () => [red, green, blue]).flat() as number[])
  const rows = Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.alloc(1), pixels])))
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'))

/** The beginnings that tell types of files apart. */
export const BEGINNINGS: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'image/png': png(3, 2),
  'image/jpeg': bytesOf(
    '\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\x00\x30\x00\x40\x03',
  ),
  'image/gif': bytesOf('GIF89a\x40\x00\x30\x00'),
  'image/webp': bytesOf(
    'RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x3f\x00\x00\x2f\x00\x00',
  ),
  'image/avif': bytesOf('\x00\x00\x00\x20ftypavif'),
  'video/mp4': bytesOf('\x00\x00\x00\x20ftypisom'),
  'video/quicktime': bytesOf('\x00\x00\x00\x14ftypqt  '),
  'video/3gpp': bytesOf('\x00\x00\x00\x14ftyp3gp5'),
  'video/webm': bytesOf('\x1aE\xdf\xa3'),
  'audio/mp4': bytesOf('\x00\x00\x00\x1cftypM4A '),
  'audio/ogg': bytesOf('OggS\x00\x02'),
  'audio/mpeg': bytesOf('ID3\x04'),
  'audio/aac': bytesOf('\xff\xf1\x50\x80'),
  'audio/wav': bytesOf('RIFF\x24\x00\x00\x00WAVEfmt '),
  'audio/amr': bytesOf('#!AMR\n'),
  'application/pdf': bytesOf('%PDF-1.7\n'),
}

const box = (type: string, ...parts: readonly Uint8Array[]) => {
  const body = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(8 + body.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body])
}

/** Returns an MP4 file with a header and no pictures. `long`: its times take 64 bits. */
export function mp4({
  seconds,
  width,
  height,
  long = false,
}: {
  seconds: number
  width: number
  height: number
  long?: boolean
}): Uint8Array<ArrayBuffer> {
  const times = Buffer.alloc(long ? 32 : 20)
  times.writeUInt8(long ? 1 : 0)
  times.writeUInt32BE(1000, long ? 20 : 12)
  if (long) times.writeBigUInt64BE(BigInt(Math.round(seconds * 1000)), 24)
  else times.writeUInt32BE(Math.round(seconds * 1000), 16)
  const track = Buffer.alloc(84)
  track.writeUInt16BE(width, 76)
  track.writeUInt16BE(height, 80)
  return new Uint8Array(
    Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\x02\0', 'latin1')),
      box('mdat', Buffer.alloc(64)),
      box('moov', box('mvhd', times), box('trak', box('tkhd', track))),
    ]),
  )
}

/** Returns a WAV file of silence, 8 kHz and 8 bits. */
export function wav(seconds: number): Uint8Array<ArrayBuffer> {
  const [rate, data] = [8000, Buffer.alloc(Math.round(seconds * 8000), 128)]
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return new Uint8Array(Buffer.concat([head, data]))
}

/** Returns the beginning of a FLAC file of 44.1 kHz. */
export function flac(seconds: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(42)
  head.write('fLaC', 0, 'latin1')
  head.writeUInt32BE((44_100 << 12) >>> 0, 18)
  head.writeUInt32BE(44_100 * seconds, 22)
  return new Uint8Array(head)
}
