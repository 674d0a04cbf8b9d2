import { queryOptions, useMutation } from '@tanstack/react-query'
import type {
  BillingSubscription,
  Checkout,
  CreditsState,
  CreditTransaction,
  Invoice,
} from '#core/billing/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { billingKey } from './keys.ts'

export const planQuery = queryOptions({
  queryKey: [...billingKey, 'plan'],
  queryFn: ({ signal }): Promise<BillingSubscription> => api.get('/v1/billing/subscription', {}, signal),
})

export const creditsQuery = queryOptions({
  queryKey: [...billingKey, 'credits'],
  queryFn: ({ signal }): Promise<CreditsState> => api.get('/v1/credits', {}, signal),
})

export const invoicesQuery = queryOptions({
  queryKey: [...billingKey, 'invoices'],
  queryFn: async ({ signal }): Promise<Invoice[]> =>
    (await api.get('/v1/billing/invoices', {}, signal)).items,
})

/** Reads what was granted, bought and used, the latest first. */
export const transactionsQuery = pagedQuery<CreditTransaction>(
  [...billingKey, 'transactions'],
  (cursor, signal) => api.get('/v1/credits/transactions', { query: { cursor } }, signal),
  ({ at }) => at,
)

/** Leaves for a page of the payment service. */
const leave = ({ url }: { url: string }) => window.location.assign(url)

export const useCheckout = () =>
  useMutation({
    mutationFn: (body: Checkout) => api.post('/v1/billing/checkout', { body }),
    onSuccess: leave,
  })
export const usePortal = () =>
  useMutation({ mutationFn: () => api.post('/v1/billing/portal', {}), onSuccess: leave })
