import type { InboundDetails } from '#core/inbox/schemas.ts'
import type { WireMessage } from '../wire/message.ts'
import { newNumber, noticeOf } from './notice.ts'
import { said } from './other.ts'
import { answersOf, personName, personPhones } from './text.ts'

/** Everything of a message that is not its text; undefined where it is nothing else. */
export function detailsOf(message: WireMessage): InboundDetails | undefined {
  const details = said<InboundDetails>({
    forwarded: forwarded(message),
    reaction: message.reaction && {
      messageId: message.reaction.message_id,
      // Without an emoji it was taken back.
      emoji: message.reaction.emoji || null,
    },
    choice: choice(message),
    place: message.location,
    people: message.contacts?.map((person) => ({ name: personName(person), phones: personPhones(person) })),
    order: order(message),
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

const order = ({ order }: WireMessage): InboundDetails['order'] =>
  order && {
    catalogId: order.catalog_id,
    items: (order.product_items ?? []).map((item) => ({
      productId: item.product_retailer_id,
      quantity: item.quantity,
      price: item.item_price,
      currency: item.currency,
    })),
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

function problem({ errors }: WireMessage): InboundDetails['problem'] {
  const error = errors?.[0]
  if (!error) return undefined
  const reason = error.error_data?.details ?? error.message ?? error.title ?? 'WhatsApp gives no reason.'
  return { code: String(error.code), reason }
}
