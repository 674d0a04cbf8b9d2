import { compose, type Draft, type Reading, Tally } from '../reading.ts'
import { relationsOf, resolved } from '../relations.ts'
import { readXml, type XmlReader } from '../xml.ts'
import { Archive, Damaged, TooLarge, zipEntries } from '../zip.ts'
import { Body } from './body.ts'
import { Lists } from './lists.ts'
import { Styles } from './styles.ts'
import type { WordParts } from './writer.ts'

/** The most XML of a Word file that is read, unpacked. A million characters of text come to about half of it. */
const XML_MAX_BYTES = 20 * 1024 * 1024

const DAMAGED = 'The file is damaged and cannot be read. Save it again and upload that.'
const CUT_OFF = 'The file is damaged or cut off. Upload it again.'

/** Reads a Word file as people do: with its fields, boxes, notes, headers and footers; without hidden or struck text. */
export async function readWord(bytes: Uint8Array<ArrayBuffer>): Promise<Reading | { error: string }> {
  const entries = zipEntries(bytes)
  if (entries === null) return { error: CUT_OFF }
  if (entries.some(({ isEncrypted }) => isEncrypted))
    return { error: 'The file is protected by a password. Save it without one and upload that.' }
  try {
    const tally = new Tally()
    const drafts = await draftsOf(new Archive(bytes, entries, XML_MAX_BYTES), tally)
    return drafts === null ? { error: DAMAGED } : compose(drafts, tally)
  } catch (error) {
    if (error instanceof TooLarge)
      return { error: 'The file unpacks to far more than a document holds. Split it.' }
    // The standard's error for bytes of another encoding is TypeError.
    if (error instanceof Damaged || error instanceof TypeError) return { error: DAMAGED }
    throw error
  }
}

/** Reads the drafts of a file; null when there is no document in it. */
async function draftsOf(archive: Archive, tally: Tally): Promise<Draft[] | null> {
  const start = (await relationsOf(archive, '')).byType.get('officeDocument')
  const main = [start, 'word/document.xml'].find((name) => name !== undefined && archive.has(name))
  if (main === undefined) return null
  const { byId, byType } = await relationsOf(archive, main)
  const beside = (type: string, usual: string) => byType.get(type) ?? resolved(main, usual)
  const styles = new Styles()
  await readPart(archive, beside('styles', 'styles.xml'), styles)
  const lists = new Lists()
  await readPart(archive, beside('numbering', 'numbering.xml'), lists)
  const notes = new Map<string, Draft[]>()
  const shared = { styles, lists, notes, tally }
  await readNotes(archive, beside('footnotes', 'footnotes.xml'), 'foot', shared)
  await readNotes(archive, beside('endnotes', 'endnotes.xml'), 'end', shared)
  const body = new Body({ ...shared, links: byId })
  const root = await readPart(archive, main, body)
  if (root !== 'w:document') return null
  const drafts = body.drafts()
  const above: Draft[] = []
  const below: Draft[] = []
  for (const { kind, id } of body.around) {
    const part = byId.get(id) ?? ''
    const { byId: links } = await relationsOf(archive, part)
    const own = new Body({ ...shared, links })
    await readPart(archive, part, own)
    addNew(kind === 'header' ? above : below, own.drafts())
  }
  return [...above, ...drafts, ...below]
}

/** Adds drafts that are not there yet: sections repeat headers and footers, and each is kept once. */
function addNew(told: Draft[], drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const same = JSON.stringify(draft)
    if (!told.some((one) => JSON.stringify(one) === same)) told.push(draft)
  }
}

/** Reads a part. Returns the name of its outermost element; null if there is no such part. */
async function readPart(archive: Archive, name: string, reader: XmlReader): Promise<string | null> {
  let root: string | null = null
  await readXml(archive.read(name), {
    open(tag, attributes) {
      root ??= tag
      reader.open(tag, attributes)
    },
    text: (text) => reader.text(text),
    close: (tag) => reader.close(tag),
  })
  return root
}

async function readNotes(
  archive: Archive,
  name: string,
  kind: 'foot' | 'end',
  shared: Omit<WordParts, 'links'> & { notes: Map<string, Draft[]> },
): Promise<void> {
  const { byId: links } = await relationsOf(archive, name)
  const tag = `w:${kind}note`
  let note: { id: string; body: Body } | null = null
  await readPart(archive, name, {
    open(at, attributes) {
      if (at === tag) note = { id: attributes['w:id'] ?? '', body: new Body({ ...shared, links }) }
      note?.body.open(at, attributes)
    },
    text: (text) => note?.body.text(text),
    close(at) {
      note?.body.close(at)
      if (at !== tag || !note) return
      shared.notes.set(`${kind} ${note.id}`, note.body.drafts())
      note = null
    },
  })
}
