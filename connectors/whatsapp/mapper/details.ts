import type { InboundDetails } from '#core/inbox/schemas.ts'
import type { WireMessage } from '../wire/message.ts'
import { wireNumber } from '../wire/part.ts'
import { MEDIA } from './media.ts'
import { newNumber, noticeOf } from './notice.ts'
import { said } from './other.ts'
import { answersOf, personName, personOthers, personPhones } from './text.ts'

/** Reads everything of a message beside its text; undefined when there is nothing. */
export function detailsOf(message: WireMessage): InboundDetails | undefined {
  const details = said<InboundDetails>({
    forwarded: forwarded(message),
    reaction: message.reaction && {
      messageId: message.reaction.message_id,
      // An empty emoji means that the reaction was removed.
      emoji: message.reaction.emoji || null,
    },
    choice: choice(message),
    place: place(message),
    people: message.contacts?.map((person) => ({
      name: personName(person),
      phones: personPhones(person),
      others: personOthers(person),
    })),
    order: order(message),
    product: product(message),
    referral: referral(message),
    notice: noticeOf(message),
    movedTo: newNumber(message),
    problem: problem(message),
  })
  return Object.keys(details).length === 0 ? undefined : details
}

function forwarded({ context }: WireMessage): InboundDetails['forwarded'] {
  if (context?.frequently_forwarded) return 'often'
  return context?.forwarded ? 'once' : undefined
}

function choice({ button, interactive }: WireMessage): InboundDetails['choice'] {
  if (button) return said({ id: button.payload, title: button.text })
  const chosen = interactive?.button_reply ?? interactive?.list_reply
  if (chosen) return said({ id: chosen.id, title: chosen.title })
  const form = interactive?.nfm_reply
  return form && said({ id: form.name, title: form.body, answers: answersOf(form) })
}

function place({ location }: WireMessage): InboundDetails['place'] {
  const { latitude, longitude } = location ?? {}
  return latitude === undefined || longitude === undefined
    ? undefined
    : { ...said({ ...location }), latitude, longitude }
}

const order = ({ order }: WireMessage): InboundDetails['order'] =>
  order && {
    ...said({ catalogId: order.catalog_id }),
    items: (order.product_items ?? []).map((item) =>
      said({
        productId: item.product_retailer_id,
        quantity: item.quantity,
        price: wireNumber.parse(item.item_price),
        currency: item.currency,
      }),
    ),
  }

function product({ context }: WireMessage): InboundDetails['product'] {
  const { catalog_id: catalogId, product_retailer_id: productId } = context?.referred_product ?? {}
  return productId === undefined ? undefined : { ...said({ catalogId }), productId }
}

const referral = ({ referral }: WireMessage): InboundDetails['referral'] =>
  referral &&
  said({
    url: referral.source_url,
    sourceId: referral.source_id,
    sourceType: referral.source_type,
    headline: referral.headline,
    clickId: referral.ctwa_clid,
  })

function problem(message: WireMessage): InboundDetails['problem'] {
  const error = message.errors?.[0]
  if (error) {
    const reason = error.error_data?.details ?? error.message ?? error.title ?? 'WhatsApp gives no reason.'
    return { code: String(error.code), reason }
  }
  const kind = MEDIA.find((one) => one === message.type)
  if (kind === undefined || message[kind]?.id !== undefined) return undefined
  return { code: 'no_file', reason: 'WhatsApp sent no file with it.' }
}
