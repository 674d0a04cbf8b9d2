import { type Content, MEDIA_ADVICE, mediaProblem, type Outcome } from '#core/lib/platform/connector.ts'
import { parseAnswer } from '../http.ts'
import { type Client, chatReference, failedWrite, messageReference } from './client.ts'
import { callOf, withoutMarkup } from './content.ts'
import { failureOf } from './errors.ts'
import { contentRules } from './rules.ts'
import { type WireSent, wireAlbum, wireOk, wireSent } from './wire/answers.ts'

const wireOneSent = wireOk(wireSent)
const wireAlbumSent = wireOk(wireAlbum)

/** Builds the reported id: the message's alone in a channel, with the chat's in a conversation. */
type IdOf = (message: WireSent) => string

/**
 * Sends once. Sends again after two refusals that prove that nothing was sent: as plain text when Telegram cannot read the
 * markup, and to the new id, which is reported, when the group has moved.
 */
export async function send(
  client: Client,
  to: string,
  content: Content,
  idOf: IdOf,
  now: () => Date,
): Promise<Outcome> {
  const problem = problemOf(content)
  if (problem) return problem
  let current = content
  let chat = to
  for (let tries = 1; ; tries++) {
    const { outcome, again } = await attempt(client, chat, current, idOf, now)
    if (!again || tries === 3) return chat === to ? outcome : { recipient: chat, ...outcome }
    current = again.content ?? current
    chat = again.to ?? chat
  }
}

async function attempt(
  client: Client,
  to: string,
  content: Content,
  idOf: IdOf,
  now: () => Date,
): Promise<{ outcome: Outcome; again?: { content?: Content; to?: string } }> {
  const { method, parameters, files, isAlbum } = callOf(content)
  const reply = content.replyTo === undefined ? {} : { reply_parameters: replyOf(content.replyTo) }
  const answer = await client.call(method, { chat_id: chatReference(to), ...parameters, ...reply }, files)
  if (answer.kind !== 'answer') return { outcome: failedWrite(answer, now()) }
  const sent = isAlbum
    ? parseAnswer(wireAlbumSent, answer)?.result
    : [parseAnswer(wireOneSent, answer)?.result].filter((one) => one !== undefined)
  const [first] = sent ?? []
  if (first && sent) return { outcome: outcomeOf(first, sent, idOf) }
  const outcome = failedWrite(answer, now())
  const failure = failureOf(answer.body)
  const moved = failure?.parameters?.migrate_to_chat_id
  if (moved !== undefined) return { outcome, again: { to: String(moved) } }
  const plain = /can't parse entities/i.test(failure?.description ?? '') ? withoutMarkup(content) : null
  return plain ? { outcome, again: { content: plain } } : { outcome }
}

function outcomeOf(first: WireSent, all: readonly WireSent[], idOf: IdOf): Outcome {
  const { username } = first.chat
  return {
    kind: 'sent',
    id: idOf(first),
    ...(username === undefined ? {} : { url: `https://t.me/${username}/${first.message_id}` }),
    ...(all.length > 1 ? { ids: all.map(idOf) } : {}),
  }
}

/** Builds the reference to the answered message; the send succeeds even if that message is gone. */
const replyOf = (id: string) => ({ message_id: messageReference(id), allow_sending_without_reply: true })

function problemOf(content: Content): Outcome | null {
  if (content.kind !== 'media') return null
  const problem = mediaProblem(content.media, content.text, contentRules)
  return problem && rejected(problem.code, problem.reason, MEDIA_ADVICE[problem.code] ?? '')
}

const rejected = (code: string, reason: string, advice: string): Outcome => ({
  kind: 'rejected',
  code,
  reason,
  advice,
})
