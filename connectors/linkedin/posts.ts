import type {
  ConnectedAccountRef,
  Content,
  FoundPost,
  FoundPosts,
  Outcome,
  PublishIntent,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { inPath, isPerson, rest } from './client.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { type File, filesOf } from './media.ts'
import { postRules } from './rules.ts'
import { littleText, pageOf, plainText } from './text.ts'
import { wirePosts } from './wire/posts.ts'

const POST = /urn:li:(?:share|ugcPost):\d+/
const PAGE = 100
/** Pages of an author's posts that are read. */
const PAGES_MAX = 10

/** Publishes a post as its account: a member or an organisation. Its files have been taken in ahead (`handle`). */
export async function publish(
  { http, now }: Outside,
  { externalId: author, credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  { text, kind }: Content,
  { attempt }: PublishIntent,
  handle: string | undefined,
): Promise<Outcome> {
  const tooLong = lengthProblem(text, postRules.text, 'LinkedIn')
  if (tooLong) return { kind: 'rejected', code: 'text_length', reason: tooLong, advice: 'Shorten the text.' }
  if (kind === 'media' && handle === undefined)
    return { kind: 'retry', reason: 'LinkedIn has not taken in the files of this post yet.' }
  const content = handle === undefined ? null : contentOf(filesOf(handle))
  const answer = await rest(http, token, {
    method: 'POST',
    path: '/rest/posts',
    json: {
      author,
      commentary: littleText(text),
      visibility: 'PUBLIC',
      distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
      ...(content ? { content } : {}),
      lifecycleState: 'PUBLISHED',
      isReshareDisabledByAuthor: false,
    },
  })
  if (answer.kind === 'answer' && answer.status === 201) {
    const id = answer.headers.get('x-restli-id') ?? ''
    return POST.test(id)
      ? sent(id)
      : { kind: 'unknown', reason: 'LinkedIn took the post and did not name it.' }
  }
  const outcome = failedWrite(answer, now())
  if (outcome.kind !== 'rejected' || outcome.code !== 'duplicate') return outcome
  const urn = POST.exec(outcome.reason)?.[0]
  if (urn === undefined) return outcome
  // Only an attempt after the first can meet its own post; the first has met another one of the same words.
  return attempt > 1 ? sent(urn) : { ...outcome, advice: `${outcome.advice} ${pageOf(urn)}` }
}

const sent = (id: string): Outcome => ({ kind: 'sent', id, url: pageOf(id) })

function contentOf(files: readonly File[]) {
  const [first, second] = files
  if (!first) return null
  if (second) return { multiImage: { images: files.map(({ urn: id, label: altText }) => ({ id, altText })) } }
  const label = first.resource === 'documents' ? { title: first.label } : { altText: first.label }
  return { media: { id: first.urn, ...(first.label === '' ? {} : label) } }
}

/** Lists an organisation's posts since a time. A member's cannot be read: LinkedIn gives that right to no new app. */
export async function find(
  { http, now }: Outside,
  { externalId: author, credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  since: Date,
): Promise<FoundPosts> {
  if (isPerson(author))
    return {
      kind: 'rejected',
      code: 'unreadable',
      reason: 'LinkedIn lets no app read a member’s own posts.',
      advice: 'Look at the profile there.',
    }
  const posts: FoundPost[] = []
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = `q=author&author=${inPath(author)}&count=${PAGE}&start=${page * PAGE}&sortBy=LAST_MODIFIED`
    const answer = await rest(http, token, {
      method: 'GET',
      path: `/rest/posts?${query}`,
      headers: { 'x-restli-method': 'FINDER' },
    })
    const read = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wirePosts, answer) : null
    if (!read) return failedHarmlessly(answer, now())
    for (const { id, commentary, createdAt, publishedAt = createdAt } of read.elements)
      if (publishedAt >= since.getTime())
        posts.push({ id, url: pageOf(id), text: plainText(commentary), createdAt: new Date(publishedAt) })
    // Sorted by their last change: the posts on further pages are older.
    const last = read.elements.at(-1)
    if (read.elements.length < PAGE || (last && last.lastModifiedAt < since.getTime()))
      return { kind: 'found', posts }
  }
  return { kind: 'retry', reason: 'LinkedIn lists too many posts to look through.' }
}
