import type { ConnectedAccountRef, Content, Intent, Outcome, TemplateValue } from '#core/lib/connector.ts'
import { parseAnswer } from '../http.ts'
import { withUsage } from '../meta/usage.ts'
import { type Client, failedSend } from './client.ts'
import { addressed, urlButtonParameter } from './unverified.ts'
import { wireSent } from './wire/answers.ts'

type Of<Kind> = Extract<Content, { kind: Kind }>

/** The part of a send call that says what is sent; media by the id under which they were uploaded. */
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

/** A voice note goes out as audio: there is one word for both on the way out. */
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
 * A file that it begins with is named by its kind, like a message of that kind.
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

/** What WhatsApp says of a template that it has taken and does not send at once. */
const HELD: Record<string, string> = {
  held_for_quality_assessment: 'WhatsApp holds it back until it has judged the quality of the template.',
  paused: 'WhatsApp has paused the template: it may not be delivered.',
}

/**
 * One message. WhatsApp knows no idempotency key: our id goes along, and the receipts bring it back, also those of a send
 * whose answer was lost.
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
    // Some countries' numbers are written in two ways; WhatsApp names the one that it uses.
    ...(recipient === undefined || recipient === to ? {} : { recipient }),
  }
  return withUsage(accepted, answered.headers, now)
}
