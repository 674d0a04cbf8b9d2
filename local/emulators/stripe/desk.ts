import type { Answer, Call } from '../lib/http.ts'
import { Refusal, type StripeAccount } from './account.ts'
import { listOf, type Stored } from './objects.ts'
import { checkoutPage, portalPage } from './pages.ts'

/** Products on sale, with their prices. */
const offered = ({ shelf }: StripeAccount) =>
  shelf.of('prices').flatMap((price) => {
    const product = shelf.get('products', price.product)
    return product && price.active ? [{ product, price }] : []
  })

/** Shows the page of a checkout or of the portal, and does what a person presses there. */
export function answerPage(account: StripeAccount, call: Call): Answer {
  const { shelf } = account
  const [name, id] = call.segments
  const html = (body: string): Answer => ({
    status: 200,
    body,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
  const to = (url: unknown): Answer => ({ status: 303, body: '', headers: { location: String(url) } })
  const path = `/stripe/${call.segments.join('/')}`
  const form = Object.fromEntries(new URLSearchParams(call.text))
  if (name === 'pay') {
    const session = account.need('checkout/sessions', id)
    if (session.status !== 'open') throw new Refusal(400, 'This checkout session is not open any more.')
    const wanted = listOf(session.wanted)
    if (call.method === 'GET')
      return html(
        checkoutPage(
          path,
          offered(account).filter(({ price }) => wanted.some((line) => line.price === price.id)),
        ),
      )
    if (form.answer !== 'pay') return to(session.cancel_url)
    account.complete(session)
    return to(String(session.success_url).replace('{CHECKOUT_SESSION_ID}', session.id))
  }
  if (name === 'portal') {
    const session = account.need('billing_portal/sessions', id)
    const owned = shelf
      .of('subscriptions')
      .filter((one) => one.customer === session.customer && one.status !== 'canceled')
    const plans = offered(account).filter(({ price }) => price.recurring !== null)
    if (call.method === 'GET') return html(portalPage(path, owned, plans))
    if (form.answer === 'back') return to(session.return_url)
    const subscription = owned.find((one) => one.id === form.subscription)
    if (!subscription) throw new Refusal(400, 'There is no such subscription.')
    inPortal(account, subscription, form.answer ?? '')
    return to(path)
  }
  throw new Refusal(404, 'There is no such page.')
}

/** Changes a subscription as the portal is set up: a dearer plan at once, a cheaper one and the end at the period's end. */
function inPortal(account: StripeAccount, subscription: Stored, asked: string): void {
  const { data } = subscription.items as { data: { price: Stored }[] }
  if (asked.startsWith('price:')) {
    const price = account.need('prices', asked.slice('price:'.length))
    if (Number(price.unit_amount) > Number(data[0]?.price.unit_amount))
      account.update(subscription, { items: { 0: { price: price.id } } })
    else account.shelf.put({ ...subscription, pending_price: price.id })
  } else if (asked === 'cancel' || asked === 'keep')
    account.update(subscription, { cancel_at_period_end: String(asked === 'cancel') })
  else if (asked === 'pay') account.pay(account.need('invoices', subscription.latest_invoice))
}
