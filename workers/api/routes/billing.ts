import { checkout, getSubscription, listInvoices, portal } from '#core/billing/actions/buying.ts'
import { getCredits, listTransactions } from '#core/billing/actions/credits.ts'
import {
  checkoutSchema,
  creditsSchema,
  creditTransactionListQuerySchema,
  creditTransactionSchema,
  invoicesSchema,
  pageUrlSchema,
  subscriptionSchema,
} from '#core/billing/schemas.ts'
import { pageOf } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Plans and credits'

export const billingEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/billing/subscription',
    tag,
    summary: 'Get the plan, how much of it is used, and what can be bought',
    needs: 'see',
    answers: subscriptionSchema,
    run: (ctx) => getSubscription(ctx),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/billing/checkout',
    tag,
    summary: 'Open the page on which a plan or a pack of credits is paid',
    needs: 'own',
    body: checkoutSchema,
    answers: pageUrlSchema,
    run: (ctx, { body }) => checkout(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/billing/portal',
    tag,
    summary: 'Open the page on which the plan is changed, cancelled and paid',
    needs: 'own',
    answers: pageUrlSchema,
    run: (ctx) => portal(ctx),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/billing/invoices',
    tag,
    summary: 'List the latest invoices',
    needs: 'own',
    answers: invoicesSchema,
    run: (ctx) => listInvoices(ctx),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/credits',
    tag,
    summary: 'Get the balance of credits',
    needs: 'see',
    answers: creditsSchema,
    run: (ctx) => getCredits(ctx),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/credits/transactions',
    tag,
    summary: 'List what was granted, bought and used, the latest first',
    needs: 'see',
    query: creditTransactionListQuerySchema,
    answers: pageOf(creditTransactionSchema),
    run: (ctx, { query }) => listTransactions(ctx, query),
  }),
]
