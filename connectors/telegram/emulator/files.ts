import { randomBytes } from 'node:crypto'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { bytesAnswer } from '#local/emulators/lib/bytes.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { badRequest, ok, refuse } from './answers.ts'

/** The largest file that a bot may download. */
const DOWNLOAD_MAX_BYTES = 20 * 1024 * 1024
const PATH_FOR_MS = 3_600_000
/** The number of files kept, since all bytes are in memory. */
const KEPT = 200

export interface StoredFile {
  id: string
  uniqueId: string
  /** The bot's token: a file id is valid for one bot only. */
  token: string
  mimeType: string
  name: string
  bytes: Buffer
  /** The size that the platform reports; a test may overstate it. */
  sizeBytes: number
}

/** Files of people and bots, by id, and for an hour by a path. */
export class FileStore {
  readonly #files = new BoundedMap<string, StoredFile>(KEPT)
  readonly #paths = new BoundedMap<string, { id: string; expiresAt: number }>(KEPT)
  readonly #now: () => Date

  constructor({ now }: Pick<World, 'now'>) {
    this.#now = now
  }

  keep(
    token: string,
    file: { mimeType: string; name: string; bytes: Buffer; sizeBytes?: number | undefined },
  ): StoredFile {
    const { sizeBytes = file.bytes.length } = file
    const stored = { ...file, id: unique(24), uniqueId: unique(6), token, sizeBytes }
    this.#files.set(stored.id, stored)
    return stored
  }

  find(token: string, id: string): StoredFile | undefined {
    const file = this.#files.get(id)
    return file?.token === token ? file : undefined
  }

  /** Answers `getFile`. */
  locate(token: string, id: unknown): Answer {
    const file = typeof id === 'string' ? this.find(token, id) : undefined
    if (!file) return badRequest('wrong file_id or the file is temporarily unavailable')
    if (file.sizeBytes > DOWNLOAD_MAX_BYTES) return badRequest('file is too big')
    const path = `files/${unique(8)}/${encodeURIComponent(file.name)}`
    this.#paths.set(path, { id: file.id, expiresAt: this.#now().getTime() + PATH_FOR_MS })
    return ok({ ...wireFile(file), file_path: path })
  }

  download(token: string, path: string): Answer {
    const found = this.#paths.get(path)
    const file = found && found.expiresAt > this.#now().getTime() ? this.find(token, found.id) : undefined
    return file ? bytesAnswer(file.bytes, file.mimeType) : refuse(404, 'Not Found')
  }

  clear(): void {
    this.#files.clear()
    this.#paths.clear()
  }
}

export const wireFile = ({ id, uniqueId, sizeBytes }: StoredFile) => ({
  file_id: id,
  file_unique_id: uniqueId,
  file_size: sizeBytes,
})

const unique = (bytes: number) => randomBytes(bytes).toString('base64url')

type WireMedium = (file: StoredFile, seconds?: number) => Record<string, unknown>

const named = ({ name, mimeType }: StoredFile) => ({ file_name: name, mime_type: mimeType })

/** The fields of a medium in a message; a picture has several sizes. */
export const WIRE_MEDIA: Record<string, WireMedium> = {
  photo: (file) => ({
    photo: [
      { ...wireFile(file), file_id: `${file.id}-small`, width: 90, height: 60, file_size: 1024 },
      { ...wireFile(file), width: 1280, height: 853 },
    ],
  }),
  video: (file, duration = 1) => ({
    video: { ...wireFile(file), ...named(file), width: 640, height: 360, duration },
  }),
  audio: (file, duration = 1) => ({ audio: { ...wireFile(file), ...named(file), duration } }),
  voice: (file, duration = 1) => ({ voice: { ...wireFile(file), mime_type: file.mimeType, duration } }),
  document: (file) => ({ document: { ...wireFile(file), ...named(file) } }),
  sticker: (file) => ({
    sticker: {
      ...wireFile(file),
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: false,
      is_video: false,
    },
  }),
}
