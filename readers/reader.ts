import { drawCard } from './card/card.ts'
import { readPage } from './page.ts'
import { readPicture } from './picture/read.ts'
import type { Reader } from './port.ts'
import { readFile } from './read.ts'
import { readSheet } from './sheet/read.ts'

/** Returns the readers over a store of files. */
export const readerOver = (blobs: { get(key: string): Promise<Uint8Array | null> }): Reader => ({
  async file(key) {
    const bytes = await blobs.get(key)
    return bytes && { sizeBytes: bytes.length, read: await readFile(new Uint8Array(bytes)) }
  },
  async picture(key, size) {
    const bytes = await blobs.get(key)
    if (!bytes) throw new Error('The file of a picture is gone.')
    return readPicture(bytes, size)
  },
  card: drawCard,
  page: readPage,
  sheet: readSheet,
})
