import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type FormFile, parseForm } from '#local/emulators/lib/bytes.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import type { Member, Members } from './accounts.ts'
import { refuse } from './answers.ts'

const TEXT_MAX = 3_000
const PAGE_DEFAULT = 10
/** LinkedIn's lists give fewer than were asked for. */
const SHORTER_BY = 3

interface Post {
  id: string
  socialId: string
  /** The LinkedIn id of the member, or the number of the page. */
  author: string
  text: string
  files: FormFile[]
  at: Date
}

/** The posts of members and pages. */
export class Feed {
  readonly #world: World
  readonly #members: Members
  readonly #posts = new BoundedMap<string, Post>()

  constructor(world: World, members: Members) {
    this.#world = world
    this.#members = members
  }

  publish(call: Call): Answer {
    const form = parseForm(call)
    const fields: Record<string, unknown> = form?.fields ?? (isRecord(call.body) ? call.body : {})
    const text = (key: string) => (typeof fields[key] === 'string' ? String(fields[key]) : null)
    const [accountId, written, page] = [text('account_id'), text('text'), text('as_organization')]
    if (accountId === null || written === null)
      return refuse(400, 'missing_parameters', 'account_id and text are required')
    const member = this.#members.acting(accountId)
    if ('body' in member) return member
    if (page !== null && !member.pages.some(({ id }) => id === page))
      return refuse(403, 'insufficient_permissions', 'The account does not administer this organization')
    const shown = withNames(written, text('mentions'))
    if (shown === null) return refuse(400, 'invalid_parameters', 'mentions is not valid')
    if (shown.length > TEXT_MAX) return refuse(400, 'content_too_large', 'The text is too long')
    const files = (form?.parts ?? []).filter(({ name }) => name === 'attachments').map(({ file }) => file)
    const post = this.#add(page ?? member.profileId, shown, files)
    return { status: 201, body: { object: 'PostCreated', post_id: post.id } }
  }

  show(id: string, query: URLSearchParams): Answer {
    const member = this.#members.acting(query.get('account_id') ?? '')
    if ('body' in member) return member
    const post = [...this.#posts.values()].find((one) => one.id === id || one.socialId === id)
    return post ? { status: 200, body: shown(post) } : refuse(404, 'resource_not_found', 'Post not found')
  }

  list(author: string, query: URLSearchParams): Answer {
    const member = this.#members.acting(query.get('account_id') ?? '')
    if ('body' in member) return member
    if (
      /^\d+$/.test(author) !== (query.get('is_company') === 'true') ||
      !isKnown(author, this.#members.all())
    )
      return refuse(404, 'resource_not_found', 'User not found')
    const limit = Number(query.get('limit') ?? PAGE_DEFAULT)
    if (!(limit >= 1 && limit <= 100)) return refuse(400, 'invalid_parameters', 'limit is not valid')
    const start = Number(query.get('cursor') ?? 0)
    const all = [...this.#posts.values()].filter((post) => post.author === author).toReversed()
    const end = start + Math.max(1, limit - SHORTER_BY)
    const items = all.slice(start, end)
    const cursor = end < all.length ? String(end) : null
    return {
      status: 200,
      body: { object: 'PostList', items: items.map(shown), cursor, paging: { page_count: items.length } },
    }
  }

  clear(): void {
    this.#posts.clear()
  }

  #add(author: string, text: string, files: FormFile[]): Post {
    const id = digits(19)
    // Posts with files are of another kind, and known by another number.
    const socialId = files.length > 0 ? `urn:li:ugcPost:${digits(19)}` : `urn:li:activity:${id}`
    const at = this.#world.now()
    const post = { id, socialId, author, text, files, at }
    this.#posts.set(id, post)
    this.#world.journal.publish({
      platform: manifest.id,
      account: author,
      kind: 'post',
      id,
      text,
      media: files.map(({ name, type, bytes }) => ({
        kind: 'image',
        url: '',
        mimeType: type,
        sizeBytes: bytes.length,
        name,
      })),
      at: at.toISOString(),
    })
    return post
  }
}

/** Puts names where a text has places; null when there is none for a place, or the list cannot be read. */
function withNames(text: string, mentions: string | null): string | null {
  if (mentions === null) return text
  const all: unknown = JSON.parse(mentions)
  if (!Array.isArray(all)) return null
  const names = all.map((one) =>
    isRecord(one) && typeof one.profile_id === 'string' ? String(one.name) : null,
  )
  if (names.includes(null)) return null
  return text.replace(/\{\{(\d+)\}\}/g, (whole, at) => names[Number(at)] ?? whole)
}

const isKnown = (author: string, members: readonly Member[]) =>
  members.some(({ profileId, pages }) => profileId === author || pages.some(({ id }) => id === author))

const shown = ({ id, socialId, author, text, files, at }: Post) => ({
  ...{ object: 'Post', provider: 'LINKEDIN', id, social_id: socialId, text, date: 'now' },
  share_url: `https://www.linkedin.com/feed/update/${socialId}`,
  parsed_datetime: at.toISOString(),
  ...{ reaction_counter: 0, comment_counter: 0, repost_counter: 0, impressions_counter: 0 },
  author: { id: author, is_company: /^\d+$/.test(author) },
  permissions: { can_react: true, can_share: true, can_post_comments: true },
  is_repost: false,
  attachments: files.map(({ name }) => ({ id: name, type: 'img', url: '' })),
})
