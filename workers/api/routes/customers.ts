import * as z from 'zod'
import {
  changeCustomer,
  getCustomer,
  listCustomers,
  mergeCustomer,
  splitCustomer,
} from '#core/inbox/actions/customers.ts'
import {
  changeCustomerSchema,
  customerDetailSchema,
  customerListQuerySchema,
  customersSchema,
  mergeCustomerSchema,
} from '#core/inbox/schemas/customers.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Contacts'
const params = z.object({ id: idSchema })

export const customerEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/customers',
    tag,
    summary: 'List contacts, the latest first; those that were merged into another are not listed',
    needs: 'see',
    query: customerListQuerySchema,
    answers: customersSchema,
    run: (ctx, { query }) => listCustomers(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/customers/{id}',
    tag,
    summary: 'Get a contact with their identities, conversations and possible duplicates',
    needs: 'see',
    params,
    answers: customerDetailSchema,
    run: (ctx, { params: { id } }) => getCustomer(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/customers/{id}',
    tag,
    summary: 'Change what the team knows of a contact',
    needs: 'answer',
    params,
    body: changeCustomerSchema,
    answers: customerDetailSchema,
    run: (ctx, { params: { id }, body }) => changeCustomer(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/customers/{id}/merge',
    tag,
    summary: 'Say that another contact is the same person',
    needs: 'answer',
    params,
    body: mergeCustomerSchema,
    answers: customerDetailSchema,
    run: (ctx, { params: { id }, body }) => mergeCustomer(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/customers/{id}/split',
    tag,
    summary: 'Take a merge back',
    needs: 'answer',
    params,
    body: mergeCustomerSchema,
    answers: customerDetailSchema,
    run: (ctx, { params: { id }, body }) => splitCustomer(ctx, id, body),
  }),
]
