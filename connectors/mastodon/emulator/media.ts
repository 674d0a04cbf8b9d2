import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { parseForm } from '#local/emulators/lib/bytes.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { invalid, notFound, ok, refuse } from './answers.ts'
import type { Instance } from './instances.ts'

/** How often a video is asked for before it is worked through. */
const POLLS = 2
/** Files kept. */
const KEPT = 2_000

export interface File {
  id: string
  owner: string
  kind: 'image' | 'video'
  mimeType: string
  sizeBytes: number
  altText: string
  /** Polls until it is worked through. */
  polls: number
  broken: boolean
}

/** Files that wait for a post. */
export class Media {
  readonly #files = new BoundedMap<string, File>(KEPT)
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  get = (owner: string, id: string): File | undefined => {
    const file = this.#files.get(id)
    return file?.owner === owner ? file : undefined
  }

  upload(owner: string, { imageBytes, videoBytes }: Instance, call: Call): Answer {
    const form = parseForm(call)
    const file = form?.files.file
    if (!form || !file) return invalid("File can't be blank")
    const kind = /^(image|video)\//.exec(file.type)?.[1]
    if (kind !== 'image' && kind !== 'video') return invalid('File content type is invalid, File is invalid')
    if (file.bytes.length > (kind === 'image' ? imageBytes : videoBytes)) return invalid('File is too large')
    const id = `${this.#world.now().getTime()}${digits(5)}`
    this.#files.set(id, {
      ...{ id, owner, kind, mimeType: file.type, sizeBytes: file.bytes.length },
      altText: form.fields.description ?? '',
      polls: kind === 'video' ? POLLS : 0,
      broken: file.bytes.subarray(4, 8).toString('latin1') === 'fail',
    })
    return kind === 'video' ? ok({ id, type: kind, url: null }, 202) : ok({ id, type: kind, url: `/${id}` })
  }

  show(owner: string, id: string): Answer {
    const file = this.get(owner, id)
    if (!file) return notFound()
    if (file.polls > 0) {
      file.polls--
      return ok({ id, type: file.kind, url: null }, 206)
    }
    if (file.broken) return refuse(422, 'Error processing thumbnail for uploaded media')
    return ok({ id, type: file.kind, url: `/${id}` })
  }

  clear(): void {
    this.#files.clear()
  }
}
