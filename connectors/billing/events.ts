import Stripe from 'stripe'
import * as z from 'zod'

/** Names what has to be read again. */
export interface Hint {
  what: 'subscription' | 'purchase' | 'catalogue'
  id: string
}

const idSchema = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
const objectSchema = z.looseObject({
  id: z.string().optional(),
  object: z.string(),
  mode: z.string().optional(),
  subscription: idSchema.nullish(),
  parent: z
    .looseObject({ subscription_details: z.looseObject({ subscription: idSchema.nullish() }).nullish() })
    .nullish(),
})
const eventSchema = z.looseObject({ id: z.string(), data: z.looseObject({ object: objectSchema }) })

const crypto = Stripe.createSubtleCryptoProvider()

/**
 * Verifies the signature of an event and returns what it hints at; an empty list for what is of no interest, null for a wrong signature.
 * `body`: the text as it was sent. `now` decides whether the signature is too old: more than five minutes.
 */
export async function hintsOf(
  body: string,
  { signature, secret, now }: { signature: string | null; secret: string; now: Date },
): Promise<readonly Hint[] | null> {
  try {
    // The event is read by our own schema below: the endpoint may be pinned to another version of the API.
    await Stripe.webhooks.constructEventAsync(body, signature ?? '', secret, undefined, crypto, now.getTime())
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null
    throw error
  }
  const { data: event } = eventSchema.safeParse(JSON.parse(body))
  return event ? hintOf(event.data.object) : []
}

function hintOf({ id, object, mode, subscription, parent }: z.infer<typeof objectSchema>): readonly Hint[] {
  switch (object) {
    case 'subscription':
      return id ? [{ what: 'subscription', id }] : []
    case 'invoice': {
      // Endpoints of older versions send it at the top.
      const of = parent?.subscription_details?.subscription ?? subscription
      return of ? [{ what: 'subscription', id: of }] : []
    }
    case 'checkout.session':
      if (mode === 'payment') return id ? [{ what: 'purchase', id }] : []
      return subscription ? [{ what: 'subscription', id: subscription }] : []
    case 'product':
    case 'price':
      return id ? [{ what: 'catalogue', id }] : []
    default:
      return []
  }
}
