import type { Reading } from './reading.ts'
import type { Sheet } from './sheet/read.ts'

/** What a file holds for people to read, or in plain words why nothing of it can be read. */
export type FileReading = Reading | { error: string }

/** A page as its server gave it, whatever it is. */
export interface FetchedPage {
  bytes: Uint8Array<ArrayBuffer>
  /** As the server states it; may be empty. */
  contentType: string
  /** The address that answered. */
  url: string
}

/**
 * Reads files and pages. It stands behind an interface because what reads PDF and Office files is larger than all else, and may take all
 * memory that there is: it runs in a Worker of its own (workers/reader).
 */
export interface Reader {
  /** Reads a stored file by its key; null when there is none. */
  file(key: string): Promise<{ sizeBytes: number; read: FileReading } | null>
  page(page: FetchedPage): Promise<FileReading>
  /** The first sheet of a workbook. */
  sheet(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet | { error: string }>
}
