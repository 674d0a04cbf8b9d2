import { page } from '../lib/consent-page.ts'
import type { Stored } from './objects.ts'

const escaped = (text: unknown) => String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

const price = ({ unit_amount: amount, currency, recurring }: Stored) =>
  `${(Number(amount) / 100).toFixed(2)} ${String(currency).toUpperCase()}${recurring ? ` / ${(recurring as { interval: string }).interval}` : ''}`

const button = (name: string, text: string) =>
  `<button name="answer" value="${escaped(name)}">${escaped(text)}</button>`

/** The page on which a person pays, or does not. */
export const checkoutPage = (path: string, lines: readonly { product: Stored; price: Stored }[]): string =>
  page(
    'Emulated Stripe',
    `${lines.map((line) => `<p>${escaped(line.product.name)}: ${escaped(price(line.price))}</p>`).join('\n')}
<form method="post" action="${escaped(path)}">${button('pay', 'Pay')}${button('cancel', 'Cancel')}</form>`,
  )

/** The page on which a customer changes, cancels and goes on with what they have. */
export function portalPage(
  path: string,
  subscriptions: readonly Stored[],
  plans: readonly { product: Stored; price: Stored }[],
): string {
  const forms = subscriptions.map((subscription) => {
    const { data } = subscription.items as { data: { price: Stored }[] }
    const now = data[0]?.price.id
    const others = plans.filter((plan) => plan.price.id !== now)
    const ends = subscription.cancel_at_period_end === true
    return `<form method="post" action="${escaped(path)}">
<input type="hidden" name="subscription" value="${escaped(subscription.id)}">
<p>${escaped(plans.find((plan) => plan.price.id === now)?.product.name ?? now)}: ${escaped(subscription.status)}</p>
${others.map((plan) => button(`price:${plan.price.id}`, `Change to ${String(plan.product.name)}`)).join('\n')}
${ends ? button('keep', 'Do not cancel') : button('cancel', 'Cancel at the period’s end')}
${subscription.status === 'past_due' ? button('pay', 'Pay now') : ''}</form>`
  })
  return page(
    'Emulated Stripe',
    `${forms.join('\n') || '<p>There is no subscription.</p>'}
<form method="post" action="${escaped(path)}">${button('back', 'Back')}</form>`,
  )
}
