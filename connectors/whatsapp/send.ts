import type {
  ConnectedAccountRef,
  Content,
  Intent,
  Outcome,
  TemplateValue,
} from '#core/lib/platform/connector.ts'
import { parseAnswer } from '../http.ts'
import { withUsage } from '../meta/usage.ts'
import { type Client, failedSend } from './client.ts'
import { addressed, urlButtonParameter } from './unverified.ts'
import { wireSent } from './wire/answers.ts'

type Of<Kind> = Extract<Content, { kind: Kind }>

/** Builds the content part of a send call; media are named by the id of their upload. */
export function bodyOf(content: Content, mediaId: string | null): Record<string, unknown> {
  switch (content.kind) {
    case 'media':
      return mediaBody(content, mediaId)
    case 'choices':
      return { type: 'interactive', interactive: interactive(content) }
    case 'template':
      return { type: 'template', template: template(content, mediaId) }
    default:
      return { type: 'text', text: { body: content.text, preview_url: false } }
  }
}

/** Builds the part of a medium. A voice note is sent as audio, since sending has one type for both. */
function mediaBody({ media: [medium], text }: Pick<Of<'media'>, 'media' | 'text'>, id: string | null) {
  const type = medium.kind === 'voice' ? 'audio' : medium.kind
  const caption = text === '' ? {} : { caption: text }
  const filename = type === 'document' && medium.fileName !== undefined ? { filename: medium.fileName } : {}
  return { type, [type]: { id, ...caption, ...filename } }
}

function interactive({ text, choices, list }: Of<'choices'>) {
  const body = { text }
  if (list !== undefined)
    return { type: 'list', body, action: { button: list, sections: [{ rows: choices }] } }
  const buttons = choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }))
  return { type: 'button', body, action: { buttons } }
}

/**
 * Builds the part of a template. Its header file is named by its kind, as in a message of that kind.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-media/
 */
function template({ name, language, header, media, body, buttons = [] }: Of<'template'>, id: string | null) {
  const components = [
    ...(media ? [{ type: 'header', parameters: [mediaBody({ text: '', media: [media] }, id)] }] : []),
    ...(header ? [{ type: 'header', parameters: header.map(parameter) }] : []),
    ...(body ? [{ type: 'body', parameters: body.map(parameter) }] : []),
    ...buttons.map(({ index, type, value }) => ({
      type: 'button',
      sub_type: type,
      index: String(index),
      parameters: [type === 'url' ? urlButtonParameter(value) : { type: 'payload', payload: value }],
    })),
  ]
  return { name, language: { code: language }, ...(components.length > 0 ? { components } : {}) }
}

const parameter = ({ text, name }: TemplateValue) => ({
  type: 'text',
  text,
  ...(name === undefined ? {} : { parameter_name: name }),
})

/** Reasons why WhatsApp has accepted a template message and does not send it at once. */
const HELD: Record<string, string> = {
  held_for_quality_assessment: 'WhatsApp holds it back until it has judged the quality of the template.',
  paused: 'WhatsApp has paused the template: it may not be delivered.',
}

/**
 * Sends one message. WhatsApp has no idempotency key: our id is sent along, and the receipts carry it, also after a send whose
 * answer was lost.
 */
export async function send(
  client: Client,
  { externalId }: ConnectedAccountRef,
  to: string,
  body: Record<string, unknown>,
  { intent, replyTo, now }: { intent: Intent; replyTo: string | undefined; now: Date },
): Promise<Outcome> {
  const answer = await client.post(`${encodeURIComponent(externalId)}/messages`, {
    json: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...addressed(to),
      ...(replyTo === undefined ? {} : { context: { message_id: replyTo } }),
      ...body,
      biz_opaque_callback_data: intent.id,
    },
  })
  const answered = answer.kind === 'answer' && answer.status === 200 ? answer : null
  const sent = answered && parseAnswer(wireSent, answered)
  if (!answered || !sent) {
    const failed = failedSend(answer, now)
    return answer.kind === 'answer' ? withUsage(failed, answer.headers, now) : failed
  }
  const [{ id, message_status: status = 'accepted' }] = sent.messages
  const recipient = sent.contacts?.[0]?.wa_id
  const note = Object.hasOwn(HELD, status) ? HELD[status] : undefined
  const accepted: Outcome = {
    kind: 'accepted',
    id,
    ...(note === undefined ? {} : { note }),
    // Some countries' numbers have two forms; report the one that WhatsApp uses.
    ...(recipient === undefined || recipient === to ? {} : { recipient }),
  }
  return withUsage(accepted, answered.headers, now)
}
