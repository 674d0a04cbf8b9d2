import type { WireMessage } from '../wire/message.ts'

/** How a message reads, by its type; null for what only eyes and ears can take in. */
const TEXTS: Record<string, (message: WireMessage) => string | null | undefined> = {
  text: ({ text }) => text?.body,
  image: ({ image }) => image?.caption,
  video: ({ video }) => video?.caption,
  document: ({ document }) => document?.caption,
  location: ({ location }) => location && placeText(location),
  contacts: ({ contacts }) => contacts?.map(personText).join('\n'),
  reaction: ({ reaction }) => reaction?.emoji,
  button: ({ button }) => button?.text ?? button?.payload,
  interactive: ({ interactive }) =>
    interactive?.button_reply?.title ??
    interactive?.list_reply?.title ??
    (interactive?.nfm_reply && formText(interactive.nfm_reply)),
  order: ({ order }) => order && orderText(order),
  system: ({ system }) => system?.body,
}

export function textOf(message: WireMessage): string | null {
  const read = Object.hasOwn(TEXTS, message.type) ? TEXTS[message.type] : undefined
  const text = read?.(message) ?? ''
  return text.trim() === '' ? null : text
}

function placeText({ latitude, longitude, name, address }: NonNullable<WireMessage['location']>): string {
  return [name, address, `${latitude}, ${longitude}`].filter(Boolean).join('\n')
}

type Person = NonNullable<WireMessage['contacts']>[number]

export const personName = ({ name }: Person) =>
  name?.formatted_name ?? ([name?.first_name, name?.last_name].filter(Boolean).join(' ') || 'Unnamed contact')

export const personPhones = ({ phones }: Person) =>
  (phones ?? []).flatMap(({ phone, wa_id }) => phone ?? wa_id ?? [])

const personText = (person: Person) => [personName(person), ...personPhones(person)].join(', ')

function orderText({ text, product_items: items = [] }: NonNullable<WireMessage['order']>): string {
  const lines = items.map(
    ({ quantity, product_retailer_id, item_price, currency }) =>
      `${quantity} × ${product_retailer_id} (${item_price} ${currency})`,
  )
  return [text, ...lines].filter(Boolean).join('\n')
}

type Form = NonNullable<NonNullable<WireMessage['interactive']>['nfm_reply']>

/** A form's answers are JSON within the JSON; what is not, is kept as text. */
export function answersOf({ response_json: json }: Form): unknown {
  if (json === undefined) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

/** WhatsApp's own words for it are “Sent”, which says nothing of what was filled in. */
function formText(form: Form): string | undefined {
  const answers = answersOf(form)
  const lines = Object.entries(typeof answers === 'object' && answers !== null ? answers : {}).flatMap(
    ([field, value]) =>
      field === 'flow_token' || typeof value === 'object' ? [] : [`${field}: ${String(value)}`],
  )
  return lines.length > 0 ? lines.join('\n') : form.body
}
