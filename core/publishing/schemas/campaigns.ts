import * as z from 'zod'
import { idSchema, instantSchema, pageOf } from '#core/lib/kernel/schemas.ts'

/** The most campaigns of a workspace: all of them are offered at once. */
export const CAMPAIGNS_MAX = 100

const day = z.iso.date().nullable()

const fields = {
  name: z.string().trim().min(1).max(80).describe('Unique in the workspace, whatever the case.'),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'A colour such as #0b7285.')
    .transform((color) => color.toLowerCase())
    .describe('`#rrggbb`.'),
  startsOn: day.describe('Its first day in the workspace’s time zone, such as 2026-12-01; null for none.'),
  endsOn: day.describe('Its last day; null for none.'),
}

const forwards = {
  message: 'It ends before it starts: give a last day on or after the first.',
  path: ['endsOn'],
}
/** Says whether a period does not end before it starts. ISO dates compare as texts. */
export const isForwards = ({ startsOn, endsOn }: Period): boolean =>
  !startsOn || !endsOn || startsOn <= endsOn
export interface Period {
  startsOn?: string | null | undefined
  endsOn?: string | null | undefined
}

export const campaignSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    color: z.string(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Campaign' })
export type Campaign = z.infer<typeof campaignSchema>
/** One campaign, with how much of it is out. */
export const countedCampaignSchema = campaignSchema
  .extend({
    posts: z.number().int().describe('Posts that belong to it, those of series as far as they are made.'),
    published: z.number().int().describe('Those of them that are published on every account.'),
  })
  .meta({ id: 'CountedCampaign' })
export type CountedCampaign = z.infer<typeof countedCampaignSchema>
export const campaignsSchema = pageOf(campaignSchema)

/** All campaigns come in one page: there are at most `CAMPAIGNS_MAX`. */
export const campaignListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(CAMPAIGNS_MAX).default(CAMPAIGNS_MAX),
})

export const createCampaignSchema = z
  .strictObject({
    ...fields,
    color: fields.color.default('#1971c2'),
    startsOn: fields.startsOn.default(null),
    endsOn: fields.endsOn.default(null),
  })
  .refine(isForwards, forwards)
  .meta({ id: 'CreateCampaign' })
export type CreateCampaign = z.infer<typeof createCampaignSchema>

export const changeCampaignSchema = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
  .refine(isForwards, forwards)
  .meta({ id: 'ChangeCampaign' })
export type ChangeCampaign = z.infer<typeof changeCampaignSchema>
