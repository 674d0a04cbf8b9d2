import { crc32, deflateSync } from 'node:zlib'

const FIELDS = 8

/** Draws a picture of 8 × 8 fields whose colours follow from a seed of 32 bytes, as a PNG. */
export function pictureOf(seed: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const rows = Array.from({ length: height }, (_row, y) => {
    const row = Buffer.alloc(1 + 3 * width)
    for (let x = 0; x < width; x++) {
      const field = Math.floor((y * FIELDS) / height) * FIELDS + Math.floor((x * FIELDS) / width)
      for (let part = 0; part < 3; part++)
        // Grain, as in a photograph: a flat field would take hardly a byte.
        row[1 + 3 * x + part] =
          ((seed[(field * 3 + part * 11) % 32] ?? 0) + ((x * 7 + y * 13 + part) % 17)) % 256
    }
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a channel, three channels, no interlacing.
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
