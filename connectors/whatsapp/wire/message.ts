import * as z from 'zod'
import { listOf, part, wireError, wireSeconds } from './part.ts'

/** A contact's message as the Cloud API delivers it, as far as we read it. */

const text = part(z.string())

const wireMedia = part(
  z.object({
    id: z.string(),
    mime_type: text,
    sha256: text,
    caption: text,
    filename: text,
    voice: part(z.boolean()),
  }),
)
export type WireMedia = z.infer<typeof wireMedia>

/** What a press of a button, a row of a list and a form that was filled in come as. */
const wireInteractive = part(
  z.object({
    button_reply: part(z.object({ id: text, title: text })),
    list_reply: part(z.object({ id: text, title: text, description: text })),
    nfm_reply: part(z.object({ name: text, body: text, response_json: text })),
  }),
)

const wirePerson = z.object({
  name: part(z.object({ formatted_name: text, first_name: text, last_name: text })),
  phones: listOf(z.object({ phone: text, wa_id: text })),
})

const wireOrder = part(
  z.object({
    catalog_id: z.string(),
    text,
    product_items: listOf(
      z.object({
        product_retailer_id: z.string(),
        quantity: z.coerce.number(),
        item_price: z.coerce.number(),
        currency: z.string(),
      }),
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
  /** Of the group that it was written in; `from` is the participant. */
  group_id: text,
  context: part(
    z.object({
      id: text,
      forwarded: part(z.boolean()),
      frequently_forwarded: part(z.boolean()),
    }),
  ),
  referral: part(
    z.object({ source_url: text, source_id: text, source_type: text, headline: text, ctwa_clid: text }),
  ),
  text: part(z.object({ body: z.string() })),
  image: wireMedia,
  video: wireMedia,
  audio: wireMedia,
  document: wireMedia,
  sticker: wireMedia,
  location: part(
    z.object({ latitude: z.number(), longitude: z.number(), name: text, address: text, url: text }),
  ),
  contacts: listOf(wirePerson),
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
