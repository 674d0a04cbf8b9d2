import type { WireMessage } from '../wire/message.ts'

/** The text of a message by its type; null for one that can only be seen or heard. */
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
  const at = latitude === undefined || longitude === undefined ? undefined : `${latitude}, ${longitude}`
  return [name, address, at].filter(Boolean).join('\n')
}

type Person = NonNullable<WireMessage['contacts']>[number]

export const personName = ({ name }: Person) =>
  name?.formatted_name ?? ([name?.first_name, name?.last_name].filter(Boolean).join(' ') || 'Unnamed contact')

export const personPhones = ({ phones }: Person) =>
  (phones ?? []).flatMap(({ phone, wa_id }) => phone ?? wa_id ?? [])

/** Lists a person's firm and mail addresses. */
export const personOthers = ({ org, emails = [] }: Person) =>
  [org?.company, ...emails.map(({ email }) => email)].filter((one) => one !== undefined)

const personText = (person: Person) =>
  [personName(person), ...personPhones(person), ...personOthers(person)].join(', ')

function orderText({ text, product_items: items = [] }: NonNullable<WireMessage['order']>): string {
  const lines = items.map(({ quantity, product_retailer_id, item_price, currency }) => {
    const price = [item_price, item_price === undefined ? undefined : currency].filter(Boolean).join(' ')
    const product = product_retailer_id ?? 'a product without a name'
    return `${quantity === undefined ? '' : `${quantity} × `}${product}${price === '' ? '' : ` (${price})`}`
  })
  return [text, ...lines].filter(Boolean).join('\n')
}

type Form = NonNullable<NonNullable<WireMessage['interactive']>['nfm_reply']>

/** Parses a form's answers, which are JSON within the JSON; anything else is kept as it is. */
export function answersOf({ response_json: json }: Form): unknown {
  if (typeof json !== 'string') return json
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

/** Writes out a form's answers, since WhatsApp's own text for it is only “Sent”. */
function formText(form: Form): string | undefined {
  const answers = answersOf(form)
  if (typeof answers === 'string' && answers.trim() !== '') return answers
  const lines = Object.entries(typeof answers === 'object' && answers !== null ? answers : {}).flatMap(
    ([field, value]) => (field === 'flow_token' ? [] : [`${field}: ${answerText(value)}`]),
  )
  return lines.length > 0 ? lines.join('\n') : form.body
}

function answerText(value: unknown): string {
  if (Array.isArray(value)) return value.map(answerText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
