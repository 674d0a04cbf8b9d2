import * as z from 'zod'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { getDelivery, listDeliveries, replayDelivery, sendTest } from '#core/webhooks/actions/deliveries.ts'
import {
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  rotateSecret,
  updateEndpoint,
} from '#core/webhooks/actions/endpoints.ts'
import {
  createdEndpointSchema,
  createEndpointSchema,
  deliveryListQuerySchema,
  deliverySchema,
  endpointListQuerySchema,
  endpointSchema,
  secretSchema,
  updateEndpointSchema,
} from '#core/webhooks/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const params = z.object({ id: idSchema })
const tag = 'Webhook endpoints'
const path = '/v1/webhook-endpoints'
const deliveries = `${path}/{id}/deliveries`
const deliveryParams = z.object({ id: idSchema, deliveryId: idSchema })

export const webhookEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List the addresses that are told of what happens, the latest first',
    needs: 'manage',
    query: endpointListQuerySchema,
    answers: pageOf(endpointSchema),
    run: (ctx, { query }) => listEndpoints(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary:
      'Add an address that is told of what happens, signed by Standard Webhooks; its secret is shown once',
    needs: 'manage',
    body: createEndpointSchema,
    answers: createdEndpointSchema,
    status: 201,
    shownOnce: true,
    run: (ctx, { body }) => createEndpoint(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: 'Get an endpoint',
    needs: 'manage',
    params,
    answers: endpointSchema,
    run: (ctx, { params: { id } }) => getEndpoint(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: 'Change an endpoint, or switch it on or off; while it is off nothing is noted for it',
    needs: 'manage',
    params,
    body: updateEndpointSchema,
    answers: endpointSchema,
    run: (ctx, { params: { id }, body }) => updateEndpoint(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: 'Delete an endpoint, with its deliveries',
    needs: 'manage',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteEndpoint(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/rotate-secret`,
    tag,
    summary: 'Give an endpoint a new secret, shown once; the old one signs too for a day',
    needs: 'manage',
    params,
    answers: secretSchema,
    shownOnce: true,
    run: (ctx, { params: { id } }) => rotateSecret(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/{id}/test`,
    tag,
    summary: 'Send a test event to an endpoint',
    needs: 'manage',
    params,
    answers: deliverySchema,
    status: 201,
    run: (ctx, { params: { id } }) => sendTest(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: deliveries,
    tag,
    summary: 'List what an endpoint was or is to be told, with its answers, the latest first',
    needs: 'manage',
    params,
    query: deliveryListQuerySchema,
    answers: pageOf(deliverySchema),
    run: (ctx, { params: { id }, query }) => listDeliveries(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${deliveries}/{deliveryId}`,
    tag,
    summary: 'Get a delivery',
    needs: 'manage',
    params: deliveryParams,
    answers: deliverySchema,
    run: (ctx, { params: { id, deliveryId } }) => getDelivery(ctx, id, deliveryId),
  }),
  inWorkspace({
    method: 'post',
    path: `${deliveries}/{deliveryId}/replay`,
    tag,
    summary: 'Send a delivery again, under the same webhook-id',
    needs: 'manage',
    params: deliveryParams,
    answers: deliverySchema,
    run: (ctx, { params: { id, deliveryId } }) => replayDelivery(ctx, id, deliveryId),
  }),
]
