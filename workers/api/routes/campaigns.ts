import * as z from 'zod'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import {
  changeCampaign,
  createCampaign,
  deleteCampaign,
  getCampaign,
  listCampaigns,
} from '#core/publishing/actions/campaigns.ts'
import {
  campaignListQuerySchema,
  campaignsSchema,
  changeCampaignSchema,
  countedCampaignSchema,
  createCampaignSchema,
} from '#core/publishing/schemas/campaigns.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Publishing'
const params = z.object({ id: idSchema })

export const campaignEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/campaigns',
    tag,
    summary: 'List campaigns by their names',
    needs: 'see',
    query: campaignListQuerySchema,
    answers: campaignsSchema,
    run: (ctx, { query }) => listCampaigns(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/campaigns/{id}',
    tag,
    summary: 'Get a campaign, with how much of it is out',
    needs: 'see',
    params,
    answers: countedCampaignSchema,
    run: (ctx, { params: { id } }) => getCampaign(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/campaigns',
    tag,
    summary: 'Add a campaign, to which posts may belong',
    needs: 'write',
    body: createCampaignSchema,
    answers: countedCampaignSchema,
    status: 201,
    run: (ctx, { body }) => createCampaign(ctx, body),
    again: { of: 'campaign', read: getCampaign },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/campaigns/{id}',
    tag,
    summary: 'Change the name, colour or period of a campaign',
    needs: 'write',
    params,
    body: changeCampaignSchema,
    answers: countedCampaignSchema,
    run: (ctx, { params: { id }, body }) => changeCampaign(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/campaigns/{id}',
    tag,
    summary: 'Delete a campaign: its posts stay, without it',
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteCampaign(ctx, id),
  }),
]
