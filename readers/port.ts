import type { Card } from './card/card.ts'
import type { PictureReading } from './picture/read.ts'
import type { Reading } from './reading.ts'
import type { Sheet } from './sheet/read.ts'

/** The readable content of a file, or in plain words why nothing of it can be read. */
export type FileReading = Reading | { error: string }

/** A page as its server sent it, whatever its type. */
export interface FetchedPage {
  bytes: Uint8Array<ArrayBuffer>
  /** As the server states it; may be empty. */
  contentType: string
  /** The address that answered. */
  url: string
}

/**
 * Reads files and pages. It is an interface because the code that reads PDF and Office files is larger than everything else and may use
 * up all memory: it runs in its own Worker (workers/reader).
 */
export interface Reader {
  /** Reads a stored file by its key; null when there is none. */
  file(key: string): Promise<{ sizeBytes: number; read: FileReading } | null>
  /** Reads a stored picture of a known size; null where it cannot be decoded here. @throws when its file is gone */
  picture(key: string, size: { width: number; height: number }): Promise<PictureReading | null>
  /** Draws a card of words as a PNG. */
  card(card: Card): Promise<Uint8Array<ArrayBuffer>>
  page(page: FetchedPage): Promise<FileReading>
  /** Reads the first visible sheet of a workbook. */
  sheet(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet | { error: string }>
}
