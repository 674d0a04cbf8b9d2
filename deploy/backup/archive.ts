import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createTarDecoder, createTarPacker, type ParsedTarEntry } from 'modern-tar'
import * as z from 'zod'
import { UserError } from '#local/user-error.ts'

/** The last entry of an archive: an archive without it broke off while it was written. */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** The moment whose state it holds. */
  madeAt: z.iso.datetime(),
  migration: z.string(),
  tables: z.record(z.string(), z.object({ columns: z.array(z.string()), rows: z.number(), sum: z.string() })),
  files: z.object({ count: z.number(), bytes: z.number() }),
  /** SHA-256 over the names and contents of all entries before this one. */
  digest: z.string(),
})
export type Manifest = z.infer<typeof manifestSchema>

const MANIFEST = 'manifest.json'

export interface ArchiveWriter {
  add(name: string, content: Uint8Array | { size: number; body: ReadableStream<Uint8Array> }): Promise<void>
  /** Writes the last entry and moves the archive to its place. */
  finish(manifest: Omit<Manifest, 'digest'>): Promise<void>
  /** Removes what was written. */
  abandon(): Promise<void>
}

/** Writes a gzipped tar, which only its owner can read, beside its place until it is whole. */
export async function writeArchive(path: string): Promise<ArchiveWriter> {
  const coming = `${path}.coming`
  const file = await open(coming, 'w', 0o600)
  const { readable, controller } = createTarPacker()
  const written = readable
    .pipeThrough(new CompressionStream('gzip'))
    .pipeTo(new WritableStream({ write: async (chunk: Uint8Array) => void (await file.write(chunk)) }))
  // An error is reported to whoever waits for an entry or the end.
  written.catch(() => undefined)
  const digest = createHash('sha256')
  const put = async (name: string, size: number, body: AsyncIterable<Uint8Array> | Uint8Array[]) => {
    const writer = controller.add({ name, size, type: 'file', mode: 0o600 }).getWriter()
    for await (const chunk of body) {
      digest.update(chunk)
      await writer.write(chunk)
    }
    await writer.close()
  }
  return {
    async add(name, content) {
      digest.update(`${name}\0`)
      if (content instanceof Uint8Array) await put(name, content.byteLength, [content])
      else await put(name, content.size, content.body)
    },
    async finish(manifest) {
      const text = JSON.stringify({ ...manifest, digest: digest.copy().digest('hex') } satisfies Manifest)
      const bytes = new TextEncoder().encode(text)
      await put(MANIFEST, bytes.byteLength, [bytes])
      controller.finalize()
      await written
      await file.sync()
      await file.close()
      await rename(coming, path)
    },
    async abandon() {
      controller.error(new Error('The backup was broken off.'))
      await written.catch(() => undefined)
      await file.close()
      await rm(coming, { force: true })
    },
  }
}

/**
 * Reads an entry that is not wanted to its end, which is the one way of modern-tar 0.8.6 that always leads to the next.
 */
export const skip = (body: ReadableStream<Uint8Array>): Promise<void> => body.pipeTo(new WritableStream())

/** Yields the entries of an archive in their order. Each body has to be read to its end before the next. */
export async function* readEntries(path: string): AsyncGenerator<ParsedTarEntry> {
  const file = webStream(createReadStream(path))
  const entries = file.pipeThrough(new DecompressionStream('gzip')).pipeThrough(createTarDecoder())
  yield* entries
}

/** Returns a stream of Node as the platform's own, which Node's types do not call the same. */
const webStream = (stream: Readable) =>
  Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>

/** Reads an archive once from end to end, and returns its manifest. @throws UserError where it is not whole. */
export async function verifyArchive(path: string): Promise<Manifest> {
  try {
    const manifest = await readThrough(path)
    if (typeof manifest === 'object') return manifest
    throw unusable(path, manifest)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw unusable(path, 'it cannot be read to its end', error)
  }
}

/** Returns the manifest, or what is wrong. */
async function readThrough(path: string): Promise<Manifest | string> {
  const digest = createHash('sha256')
  for await (const { header, body } of readEntries(path)) {
    if (header.name === MANIFEST) {
      const manifest = manifestSchema.safeParse(await new Response(body).json())
      if (!manifest.success) return 'its manifest is of another version'
      return manifest.data.digest === digest.digest('hex')
        ? manifest.data
        : 'its contents are not those that were written'
    }
    digest.update(`${header.name}\0`)
    for await (const chunk of body) digest.update(chunk)
  }
  return 'it has no end; the backup broke off'
}

const unusable = (path: string, why: string, cause?: unknown) =>
  new UserError(`${path} is not a whole backup of Chorus: ${why}. Nothing was changed.`, { cause })
