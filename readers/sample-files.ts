import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

/** Small files for tests, made byte by byte so that each can be broken in its own way. */

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'))

const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat(parts))

export interface PdfLine {
  text: string
  /** Points from the bottom. */
  y: number
  x?: number
  size?: number
}

/** Returns the operators that draw lines of text. */
export const drawn = (lines: readonly PdfLine[]): string =>
  lines
    .map(
      ({ text, y, x = 72, size = 11 }) =>
        `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`,
    )
    .join('\n')

/** Returns a PDF with a content stream per page, as it is or deflated; `trailer` is added to its trailer, such as `/Encrypt`. */
export function pdf(
  pages: readonly string[],
  { deflated = false, trailer = '', pageCount = pages.length, title = '' } = {},
): Uint8Array<ArrayBuffer> {
  const streams = pages.map((page) => (deflated ? deflateSync(bytesOf(page)) : bytesOf(page)))
  const kids = pages.map((_, n) => `${4 + n * 2} 0 R`).join(' ')
  const objects: (string | readonly [head: string, stream: Uint8Array])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pageCount} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...streams.flatMap((stream, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + n * 2} 0 R >>`,
      [`<< /Length ${stream.length}${deflated ? ' /Filter /FlateDecode' : ''} >>`, stream] as const,
    ]),
    `<< /Title (${title}) >>`,
  ]
  const parts: Uint8Array[] = [bytesOf('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = parts[0]?.length ?? 0
  for (const [n, object] of objects.entries()) {
    const [head, stream] = typeof object === 'string' ? [object] : object
    const part = joined([
      bytesOf(`${n + 1} 0 obj\n${head}\n`),
      ...(stream ? [bytesOf('stream\n'), stream, bytesOf('\nendstream\n')] : []),
      bytesOf('endobj\n'),
    ])
    offsets.push(at)
    at += part.length
    parts.push(part)
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  return joined([
    ...parts,
    bytesOf(
      `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R /Info ${count - 1} 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  ])
}

/** Returns a PDF of the given objects, from the first; one with `stream` becomes a stream, after its dictionary. */
export function pdfOf(
  objects: readonly (string | { dictionary?: string; stream: string })[],
): Uint8Array<ArrayBuffer> {
  const body = objects
    .map((object) =>
      typeof object === 'string'
        ? object
        : `<< ${object.dictionary ?? ''} /Length ${object.stream.length} >>\nstream\n${object.stream}\nendstream`,
    )
    .map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`)
    .join('')
  return bytesOf(`%PDF-1.7\n${body}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n%%EOF\n`)
}

/** Returns a PDF of a kilobyte whose page draws a form, which draws the next ten times, and so on: 10 ** `depth` words. */
export function formBomb(depth: number): Uint8Array<ArrayBuffer> {
  const form = (level: number) =>
    level === depth
      ? {
          dictionary: `${FORM} /Resources << /Font << /F1 3 0 R >> >>`,
          stream: 'BT /F1 11 Tf 72 700 Td (x) Tj ET',
        }
      : {
          dictionary: `${FORM} /Resources << /XObject << /X ${7 + level} 0 R >> >>`,
          stream: '/X Do '.repeat(10),
        }
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >> /Contents 5 0 R >>',
    { stream: '/X Do' },
    ...Array.from({ length: depth + 1 }, (_, level) => form(level)),
  ])
}
const FORM = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]'

/** RC4 with 40 bits (ISO 32000-1, 7.6.3), with a password that nobody knows. */
export const ENCRYPTED = `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'4f'.repeat(32)}> /U <${'55'.repeat(32)}> >> /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`

export interface ZipFile {
  name: string
  content: Uint8Array | string
  /** The size that the headers state; the true one unless given. */
  claimedSize?: number
}

/** Returns an archive with every entry deflated. */
export function zip(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, content, claimedSize } of files) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(raw), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedSize ?? raw.length, 18)
    common.writeUInt16LE(name.length, 22)
    directory.push(Buffer.from('PK\x01\x02\x14\0'), common, tail(offset), Buffer.from(name))
    parts.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed)
    offset += 4 + 26 + name.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return joined([...parts, index, end])
}

/** Returns the rest of a directory entry after the lengths of its name and extra field: comment, disk, attributes and place. */
function tail(offset: number): Buffer {
  const bytes = Buffer.alloc(14)
  bytes.writeUInt32LE(offset, 10)
  return bytes
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** Returns a Word file; `body` is the content of `<w:body>`. */
export const docx = (body: string, more: readonly ZipFile[] = []): Uint8Array<ArrayBuffer> =>
  zip([
    {
      name: '[Content_Types].xml',
      content:
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      content:
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    },
    ...more,
  ])

export const paragraph = (text: string, style?: string): string =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
