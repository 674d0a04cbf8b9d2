import * as z from 'zod'
import { idSchema, instantSchema, pageOf, pageQuerySchema, platformSchema } from '#core/lib/kernel/schemas.ts'
import { conversationStatusSchema } from '../schemas.ts'

const FIELDS_MAX = 30

const evidenceSchema = z.object({
  kind: z
    .enum(['phone', 'user_id', 'handle'])
    .describe('`user_id`: the platform’s own id of the person, on another account of the same platform.'),
  value: z.string(),
})
export type Evidence = z.infer<typeof evidenceSchema>

export const customerSchema = z
  .object({
    id: idSchema,
    name: z.string().nullable(),
    handle: z.string().nullable(),
    fields: z.record(z.string(), z.string()).describe('What the team knows of them.'),
    mergedInto: idSchema.nullable().describe('The contact that is the same person.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Customer' })
export type Customer = z.infer<typeof customerSchema>
export const customersSchema = pageOf(customerSchema)
export const customerListQuerySchema = pageQuerySchema

/** A contact with all that is known of the person, over all channels and all contacts that were merged into it. */
export const customerDetailSchema = customerSchema
  .extend({
    merged: z.array(customerSchema).describe('Contacts that are the same person, as somebody has said.'),
    identities: z.array(
      z.object({
        customerId: idSchema,
        accountId: idSchema,
        accountName: z.string(),
        platform: platformSchema,
        kind: z.enum(['user_id', 'phone', 'username']),
        value: z.string(),
      }),
    ),
    conversations: z
      .array(
        z.object({
          id: idSchema,
          customerId: idSchema,
          accountId: idSchema,
          accountName: z.string(),
          platform: platformSchema,
          status: conversationStatusSchema,
          lastMessageAt: instantSchema,
        }),
      )
      .describe('The latest first, at most a hundred.'),
    proposals: z
      .array(customerSchema.extend({ evidence: z.array(evidenceSchema) }))
      .describe('Contacts that may be the same person, and why; nothing is merged by itself.'),
  })
  .meta({ id: 'CustomerDetail' })
export type CustomerDetail = z.infer<typeof customerDetailSchema>

export const changeCustomerSchema = z
  .strictObject({
    fields: z
      .record(z.string().trim().min(1).max(50), z.string().trim().max(500))
      .refine(
        (fields) => Object.keys(fields).length <= FIELDS_MAX,
        `A contact has at most ${FIELDS_MAX} fields.`,
      )
      .describe('All fields; what is left out is removed.'),
  })
  .meta({ id: 'ChangeCustomer' })
export type ChangeCustomer = z.infer<typeof changeCustomerSchema>

export const mergeCustomerSchema = z
  .strictObject({
    customerId: idSchema.describe('The contact that is the same person as the one in the address.'),
  })
  .meta({ id: 'MergeCustomer' })
export type MergeCustomer = z.infer<typeof mergeCustomerSchema>
