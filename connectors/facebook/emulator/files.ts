import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { parseForm } from '#local/emulators/lib/bytes.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { invalidParameter } from '../../meta/emulator/answers.ts'
import { MAX_PHOTO_BYTES, OTHER_OFFSET } from '../unverified.ts'
import { done, refuse } from './answers.ts'
import type { Shown } from './feed.ts'

const PART = 1024 * 1024
/** Number of times that a video is asked for before it is worked through. */
const POLLS = 2
/** Files kept, since they are in memory. */
const KEPT = 2_000
const FORMATS = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

interface Photo {
  owner: string
  shown: Shown
  isUsed: boolean
}
interface Video {
  id: string
  owner: string
  session: string
  size: number
  got: number
  begin: string
  isEnded: boolean
  /** Polls until it is worked through. */
  polls: number
  postId: string | null
}

/** Files that pages have given over: photos that no post shows yet, and videos, taken part by part. */
export class Files {
  readonly #photos = new BoundedMap<string, Photo>(KEPT)
  readonly #videos = new BoundedMap<string, Video>(KEPT)

  has = (id: string): boolean => this.#videos.has(id)
  /** Returns the post that shows a video; null for what is no video, or not published. */
  postOf = (id: string): string | null => this.#videos.get(id)?.postId ?? null
  /** Tests whether a post's video is still worked through; asking brings it on. */
  isWorkedOn = (postId: string): boolean => {
    const video = [...this.#videos.values()].find((one) => one.postId === postId)
    return video !== undefined && this.#state(video) === 'processing'
  }

  addPhoto(owner: string, call: Call): Answer {
    const form = parseForm(call)
    const file = form?.files.source
    if (!form || !file) return invalidParameter('You must provide an image')
    if (form.fields.published !== 'false') return invalidParameter('Only unpublished photos are taken here')
    if (!FORMATS.includes(file.type) || file.bytes.length > MAX_PHOTO_BYTES)
      return refuse(324, 1366046, 'Your photos could not be uploaded: use files under 4 MB')
    const id = digits(15)
    this.#photos.set(id, {
      owner,
      shown: {
        kind: 'image',
        mimeType: file.type,
        sizeBytes: file.bytes.length,
        name: form.fields.alt_text_custom ?? '',
      },
      isUsed: false,
    })
    return { status: 200, body: { id } }
  }

  /** Takes photos for a post. @returns what is shown, or why they cannot be attached */
  attach(owner: string, ids: readonly string[]): Shown[] | Answer {
    const photos = ids.map((id) => this.#photos.get(id))
    if (photos.some((photo) => photo?.owner !== owner))
      return invalidParameter('The attached media do not exist')
    if (photos.some((photo) => photo?.isUsed)) return refuse(100, 1366051, 'These photos were already posted')
    return photos.flatMap((photo) => {
      if (!photo) return []
      photo.isUsed = true
      return photo.shown
    })
  }

  /** Does a phase of an upload. `publish` shows an ended video, and returns its post's id. */
  video(owner: string, call: Call, publish: (description: string, shown: Shown) => string): Answer {
    const form = parseForm(call)
    const fields: Record<string, unknown> = form?.fields ?? (isRecord(call.body) ? call.body : {})
    if (fields.upload_phase === 'start') return this.#start(owner, Number(fields.file_size))
    const video = [...this.#videos.values()].find(({ session }) => session === fields.upload_session_id)
    if (video?.owner !== owner) return refuse(100, 1363033, 'The upload session does not exist')
    if (fields.upload_phase === 'transfer') {
      const chunk = form?.files.video_file_chunk?.bytes
      if (!chunk) return invalidParameter('video_file_chunk is required')
      return this.#transfer(video, Number(fields.start_offset), chunk)
    }
    if (fields.upload_phase !== 'finish') return invalidParameter('Unknown upload_phase')
    if (video.isEnded || video.got < video.size)
      return refuse(100, 1363033, 'The upload session is over, or not complete')
    video.isEnded = true
    if (this.#state(video) !== 'error')
      video.postId = publish(String(fields.description ?? ''), {
        ...{ kind: 'video', mimeType: 'video/mp4', sizeBytes: video.size, name: '' },
      })
    return done
  }

  /** Shows a video. The id of its post is there once it is worked through. */
  show(owner: string, id: string): Answer | null {
    const video = this.#videos.get(id)
    if (video?.owner !== owner) return null
    const video_status = this.#state(video)
    const [, post_id] = (video.postId ?? '').split('_')
    const ready = video_status === 'ready' ? { post_id, permalink_url: `/${owner}/videos/${id}/` } : {}
    return { status: 200, body: { id, status: { video_status }, ...ready } }
  }

  clear(): void {
    this.#photos.clear()
    this.#videos.clear()
  }

  #start(owner: string, size: number): Answer {
    if (!(size > 0)) return invalidParameter('file_size is required')
    const [id, session] = [digits(15), digits(15)]
    const video = { id, owner, session, size, got: 0, begin: '', isEnded: false, polls: POLLS, postId: null }
    this.#videos.set(id, video)
    return { status: 200, body: { video_id: id, upload_session_id: session, ...this.#next(video) } }
  }

  #transfer(video: Video, start: number, chunk: Buffer): Answer {
    if (start !== video.got) {
      const message = 'The start offset is not the one that is expected'
      const error = { message, code: 6001, error_subcode: OTHER_OFFSET, error_data: this.#next(video) }
      return { status: 400, body: { error } }
    }
    if (start === 0) video.begin = chunk.subarray(4, 8).toString('latin1')
    video.got += chunk.length
    return { status: 200, body: this.#next(video) }
  }

  #next = ({ got, size }: Video) => ({
    start_offset: String(got),
    end_offset: String(Math.min(size, got + PART)),
  })

  #state(video: Video): 'upload_complete' | 'processing' | 'error' | 'ready' {
    if (!video.isEnded) return 'upload_complete'
    if (video.begin === 'fail') return 'error'
    if (video.polls === 0) return 'ready'
    video.polls--
    return 'processing'
  }
}
