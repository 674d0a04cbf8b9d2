import { Parser } from 'htmlparser2'

export type Attributes = Readonly<Record<string, string>>

export interface XmlReader {
  open(name: string, attributes: Attributes): void
  text(text: string): void
  close(name: string): void
}

/** The prefixes that the readers use for office files, whatever prefixes the files use. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/\/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/\/officeDocument\/(?:2006\/)?relationships$/, 'r'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/\/word\/2010\/wordml$/, 'w14'],
  [/\/spreadsheetml\/(?:2006\/)?main$/, 'x'],
  [/\/drawingml\/(?:2006\/)?main$/, 'a'],
  [/\/drawingml\/(?:2006\/)?picture$/, 'pic'],
  [/\/drawingml\/(?:2006\/)?chart$/, 'c'],
  [/\/drawingml\/(?:2006\/)?diagram$/, 'dgm'],
  [/schemas-microsoft-com:vml$/, 'v'],
  [/schemas-microsoft-com:office:office$/, 'o'],
]

/** Reads XML as it arrives, without building a tree: memory does not grow with the number of tags. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  const prefixes = new Map<string, string>()
  const renamed = (name: string) => {
    const colon = name.indexOf(':')
    const own = colon === -1 ? '' : name.slice(0, colon)
    const prefix = prefixes.get(own) ?? own
    const local = name.slice(colon + 1)
    return prefix === '' ? local : `${prefix}:${local}`
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        for (const [attribute, value] of Object.entries(attributes)) {
          if (attribute !== 'xmlns' && !attribute.startsWith('xmlns:')) continue
          const known = PREFIXES.find(([pattern]) => pattern.test(value))?.[1]
          if (known) prefixes.set(attribute.slice(6), known)
        }
        reader.open(renamed(name), namesRenamed(attributes, prefixes, renamed))
      },
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.close(renamed(name)),
    },
    { xmlMode: true },
  )
  for await (const text of decoded(chunks)) parser.write(text)
  parser.end()
}

function namesRenamed(
  attributes: Attributes,
  prefixes: ReadonlyMap<string, string>,
  renamed: (name: string) => string,
): Attributes {
  // Nearly every file uses the usual prefixes.
  if ([...prefixes].every(([own, known]) => own === known || own === '')) return attributes
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.includes(':') ? renamed(name) : name, value]),
  )
}

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8', {
      fatal: true,
      ignoreBOM: false,
    })
    yield decoder.decode(chunk, { stream: true })
  }
  if (decoder) yield decoder.decode()
}
