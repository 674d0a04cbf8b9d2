import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Card } from '#readers/card/card.ts'
import type { FetchedPage, Reader } from '#readers/port.ts'
import { readerOver } from '#readers/reader.ts'
import { blobStore } from '../blobs.ts'

/** The reader's Worker: only the other Worker calls it, over its service binding. It cannot be reached from outside. */
export default class ReaderWorker extends WorkerEntrypoint<Pick<Env, 'BLOBS'>> implements Reader {
  readonly #reader = readerOver(blobStore(this.env.BLOBS))

  file(key: string) {
    return this.#reader.file(key)
  }
  picture(key: string, size: { width: number; height: number }) {
    return this.#reader.picture(key, size)
  }
  card(card: Card) {
    return this.#reader.card(card)
  }
  page(page: FetchedPage) {
    return this.#reader.page(page)
  }
  sheet(bytes: Uint8Array<ArrayBuffer>) {
    return this.#reader.sheet(bytes)
  }
}
