import { randomBytes } from 'node:crypto'
import type { Account, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { invalid, ok, refuse, tooMany } from './answers.ts'
import { isLocal, photoAt } from './photos.ts'

const MB = 1_000_000
const MINUTE_MS = 60_000
const DAY_MS = 24 * 3_600_000
const INITS_A_MINUTE = 6
const POSTS_A_DAY = 15
const TEXT_MAX = 2_200
const UPLOAD_LIFE_MS = 3_600_000
/** Time that TikTok works on a post, and time after that until everybody sees it. */
const WORKED_ON_MS = 200
const MODERATED_MS = 1_500
/** Posts kept, since the bytes of videos are in memory. */
const KEPT = 200

const PUBLIC = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY']
const PRIVATE = ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY']

interface Post {
  publishId: string
  /** The id under which it is shown: more digits than a number holds. */
  id: string
  owner: string
  text: string
  level: string
  /** Address of its upload, and the bytes that have come; null for photos. */
  upload: { key: string; size: number; part: number; count: number; bytes: Buffer[]; has: number } | null
  madeAt: number
  /** Time at which all of it was there; null before that. */
  completeAt: number | null
  failReason: string | null
}

/**
 * Posts on their way, by the rules of the Content Posting API. An account “(private)” is private, one “(full)” has made the posts of its
 * day; for one “(unaudited)” the app is not audited.
 */
export class Publishing {
  readonly #world: World
  readonly #prefix: string
  readonly #posts = new BoundedMap<string, Post>(KEPT)
  /** Times at which each account began a post. */
  readonly #begun = new Map<string, number[]>()

  constructor(world: World, prefix: string) {
    this.#world = world
    this.#prefix = prefix
  }

  creator({ name }: Account): Answer {
    return ok({
      creator_avatar_url: 'https://p16.example/avatar.jpeg',
      creator_username: usernameOf(name),
      creator_nickname: name,
      privacy_level_options: levelsOf(name),
      comment_disabled: false,
      duet_disabled: isPrivate(name),
      stitch_disabled: isPrivate(name),
      max_video_post_duration_sec: 600,
    })
  }

  /** Takes the announcement of a video whose bytes follow. */
  announce(owner: Account, { post_info, source_info }: Record<string, unknown>): Answer {
    const { source, video_size, chunk_size, total_chunk_count } = isRecord(source_info) ? source_info : {}
    if (source !== 'FILE_UPLOAD') return invalid('Only FILE_UPLOAD is emulated for videos.')
    const [size, part, count] = [video_size, chunk_size, total_chunk_count].map(Number) as [
      number,
      number,
      number,
    ]
    if (![size, part, count].every((one) => Number.isInteger(one) && one > 0))
      return invalid('video_size, chunk_size and total_chunk_count are required')
    const isWhole = count === 1 && part === size && size <= 64 * MB
    const isSplit = count <= 1_000 && part >= 5 * MB && part <= 64 * MB && Math.floor(size / part) === count
    if (!isWhole && !isSplit) return invalid('The total chunk count is invalid')
    const info = isRecord(post_info) ? post_info : {}
    const refused = this.#refusal(owner, info, String(info.title ?? ''))
    if (refused) return refused
    const key = randomBytes(12).toString('hex')
    const upload = { key, size, part, count, bytes: [], has: 0 }
    const post = this.#begin(owner, 'v_pub_file~v2-1.', String(info.title ?? ''), info, upload)
    const upload_url = `${this.#world.emulatorUrl()}${this.#prefix}/upload/${post.id}?upload_token=${key}`
    return ok({ publish_id: post.publishId, upload_url })
  }

  /** Takes the next bytes of a video. The last of them publish it. */
  take({ segments, query, headers, bytes }: Call): Answer {
    const post = [...this.#posts.values()].find(({ id }) => id === segments[1])
    const upload = post?.upload
    const isOld = post !== undefined && this.#now() - post.madeAt > UPLOAD_LIFE_MS
    if (!post || !upload || isOld || query.get('upload_token') !== upload.key)
      return { status: 403, body: '' }
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '')
    const [first, last, total] = (range ?? []).slice(1).map(Number)
    const isLast = upload.bytes.length === upload.count - 1
    const length = isLast ? upload.size - upload.has : upload.part
    const isNext = first === upload.has && total === upload.size && last === upload.has + length - 1
    if (!isNext || bytes.length !== length) return { status: 416, body: '' }
    upload.bytes.push(bytes)
    upload.has += length
    if (!isLast) return { status: 206, body: '' }
    this.#complete(post, failReasonOf(upload.bytes[0]), [
      { kind: 'video', mimeType: String(headers['content-type']), sizeBytes: upload.size },
    ])
    return { status: 201, body: '' }
  }

  /** Takes photos from where they are, and publishes them. */
  async photos(
    owner: Account,
    { media_type, post_mode, post_info, source_info }: Record<string, unknown>,
  ): Promise<Answer> {
    const info = isRecord(post_info) ? post_info : {}
    const { source, photo_images: images } = isRecord(source_info) ? source_info : {}
    if (media_type !== 'PHOTO' || post_mode !== 'DIRECT_POST')
      return invalid('media_type and post_mode are required')
    if (source !== 'PULL_FROM_URL' || !Array.isArray(images) || images.length === 0 || images.length > 35)
      return invalid('photo_images are one to 35 addresses')
    if (String(info.title ?? '').length > 90) return invalid('The title is too long')
    const refused = this.#refusal(owner, info, String(info.description ?? ''))
    if (refused) return refused
    if (!images.every((url) => isLocal(String(url))))
      return refuse(403, 'url_ownership_unverified', 'Please review our URL ownership verification rules')
    const post = this.#begin(owner, 'p_pub_url~v2.', String(info.description ?? ''), info, null)
    const found = await Promise.all(images.map((url) => photoAt(String(url))))
    const problem = found.find((one) => typeof one === 'string')
    this.#complete(
      post,
      typeof problem === 'string' ? problem : null,
      found.filter((one) => typeof one !== 'string'),
    )
    return ok({ publish_id: post.publishId })
  }

  /** Tells how far a post is. The id of a public one comes as a number, once it is moderated. */
  state(owner: Account, { publish_id: publishId }: Record<string, unknown>): Answer {
    const post = this.#posts.get(String(publishId))
    if (post?.owner !== owner.externalId)
      return refuse(400, 'invalid_publish_id', 'The publish_id does not exist')
    const age = post.completeAt === null ? -1 : this.#now() - post.completeAt
    if (age < WORKED_ON_MS)
      return ok(
        post.upload
          ? { status: 'PROCESSING_UPLOAD', uploaded_bytes: post.upload.has }
          : { status: 'PROCESSING_DOWNLOAD', downloaded_bytes: 0 },
      )
    if (post.failReason !== null) return ok({ status: 'FAILED', fail_reason: post.failReason })
    const isShown = post.level === 'PUBLIC_TO_EVERYONE' && age >= WORKED_ON_MS + MODERATED_MS
    const { body } = ok({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: isShown ? [post.id] : [] })
    return {
      status: 200,
      body: JSON.stringify(body).replace(`["${post.id}"]`, `[${post.id}]`),
      headers: { 'content-type': 'application/json' },
    }
  }

  clear(): void {
    this.#posts.clear()
    this.#begun.clear()
  }

  /** Returns why a post may not begin; null where it may. */
  #refusal({ name, externalId }: Account, info: Record<string, unknown>, text: string): Answer | null {
    const level = String(info.privacy_level)
    if (text.length > TEXT_MAX) return invalid('The text is too long')
    if (isUnaudited(name) && (!isPrivate(name) || level !== 'SELF_ONLY'))
      return refuse(
        403,
        'unaudited_client_can_only_post_to_private_accounts',
        'Please review our integration guidelines',
      )
    if (!levelsOf(name).includes(level))
      return refuse(
        400,
        'privacy_level_option_mismatch',
        'The privacy level is not among the options of the creator',
      )
    const since = (ms: number) =>
      (this.#begun.get(externalId) ?? []).filter((at) => this.#now() - at < ms).length
    if (since(MINUTE_MS) >= INITS_A_MINUTE) return tooMany()
    return since(DAY_MS) >= POSTS_A_DAY || name.includes('(full)')
      ? refuse(403, 'spam_risk_too_many_posts', 'Daily post cap from the API is reached for the current user')
      : null
  }

  #begin(
    { externalId: owner }: Account,
    kind: string,
    text: string,
    { privacy_level }: Record<string, unknown>,
    upload: Post['upload'],
  ): Post {
    const madeAt = this.#now()
    const begun = (this.#begun.get(owner) ?? []).filter((at) => madeAt - at < DAY_MS)
    this.#begun.set(owner, [...begun, madeAt])
    const id = digits(19)
    const post: Post = {
      ...{ id, publishId: `${kind}${id}`, owner, text, level: String(privacy_level), upload, madeAt },
      ...{ completeAt: null, failReason: null },
    }
    this.#posts.set(post.publishId, post)
    return post
  }

  #complete(
    post: Post,
    failReason: string | null,
    media: { kind: string; mimeType: string; sizeBytes: number }[],
  ): void {
    post.completeAt = this.#now()
    post.failReason = failReason
    if (failReason !== null) return
    const { owner: account, id, text } = post
    this.#world.journal.publish({
      ...{ platform: manifest.id, account, kind: 'post', id, text },
      media: media.map((one) => ({ ...one, url: '', name: '' })),
      at: this.#world.now().toISOString(),
    })
  }

  #now = () => this.#world.now().getTime()
}

const isPrivate = (name: string) => name.includes('(private)')
const isUnaudited = (name: string) => name.includes('(unaudited)')
const levelsOf = (name: string) => (isPrivate(name) ? PRIVATE : PUBLIC)
const usernameOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '')

/** A video that begins with one of these words fails for that reason. */
const failReasonOf = (bytes: Buffer | undefined): string | null =>
  /^(file_format_check_failed|duration_check_failed|frame_rate_check_failed|internal|auth_removed|spam_risk_too_many_posts)/.exec(
    bytes?.subarray(0, 40).toString() ?? '',
  )?.[1] ?? null
