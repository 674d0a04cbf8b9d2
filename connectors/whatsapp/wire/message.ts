import * as z from 'zod'
import { everyOf, listOf, part, wireText as text, wireError, wireNumber, wireSeconds } from './part.ts'

/** A contact's message in the Cloud API's form, the fields that we read. */

const wireMedia = part(
  z.object({
    id: text,
    mime_type: text,
    sha256: text,
    caption: text,
    filename: text,
    voice: part(z.boolean()),
  }),
)
export type WireMedia = z.infer<typeof wireMedia>

/** A pressed button, a chosen row of a list, or a filled-in form. */
const wireInteractive = part(
  z.object({
    button_reply: part(z.object({ id: text, title: text })),
    list_reply: part(z.object({ id: text, title: text, description: text })),
    nfm_reply: part(z.object({ name: text, body: text, response_json: z.unknown() })),
  }),
)

const wirePerson = z.object({
  name: part(z.object({ formatted_name: text, first_name: text, last_name: text })),
  org: part(z.object({ company: text })),
  phones: listOf(z.object({ phone: text, wa_id: text })),
  emails: listOf(z.object({ email: text })),
})

const wireOrder = part(
  z.object({
    catalog_id: text,
    text,
    product_items: everyOf(
      z.object({ product_retailer_id: text, quantity: wireNumber, item_price: text, currency: text }),
      {},
    ),
  }),
)

const aboutMessage = part(z.object({ message_id: text }))

export const wireMessage = z.looseObject({
  id: z.string(),
  from: text,
  from_user_id: text,
  timestamp: wireSeconds,
  type: z.string(),
  /** The group that the message was written in; `from` is the participant. */
  group_id: text,
  context: part(
    z.object({
      id: text,
      forwarded: part(z.boolean()),
      frequently_forwarded: part(z.boolean()),
      referred_product: part(z.object({ catalog_id: text, product_retailer_id: text })),
    }),
  ),
  referral: part(
    z.object({ source_url: text, source_id: text, source_type: text, headline: text, ctwa_clid: text }),
  ),
  text: part(z.object({ body: text })),
  image: wireMedia,
  video: wireMedia,
  audio: wireMedia,
  document: wireMedia,
  sticker: wireMedia,
  location: part(
    z.object({ latitude: wireNumber, longitude: wireNumber, name: text, address: text, url: text }),
  ),
  contacts: everyOf(wirePerson, {}),
  reaction: part(z.object({ message_id: z.string(), emoji: text })),
  button: part(z.object({ payload: text, text })),
  interactive: wireInteractive,
  order: wireOrder,
  system: part(z.object({ body: text, wa_id: text, new_wa_id: text, type: text })),
  edit: aboutMessage,
  revoke: aboutMessage,
  errors: listOf(wireError),
})
export type WireMessage = z.infer<typeof wireMessage>
