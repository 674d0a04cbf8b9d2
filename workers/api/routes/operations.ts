import * as z from 'zod'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/schemas.ts'
import { listDeadLetters, replayDeadLetter } from '#core/operations/actions/dead-letters.ts'
import {
  listUnassignedEvents,
  listWebhookEvents,
  replayUnassignedEvent,
  replayWebhookEvent,
} from '#core/operations/actions/events.ts'
import {
  deadLetterSchema,
  webhookEventListQuerySchema,
  webhookEventSchema,
} from '#core/operations/schemas.ts'
import { appliers } from '../../appliers.ts'
import { forOperator, inWorkspace } from '../endpoint.ts'

const tag = 'Operations'
const params = z.object({ id: idSchema })

export const operationsEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/webhook-events',
    tag,
    summary: 'List what platforms told this workspace, the latest first',
    needs: 'see',
    query: webhookEventListQuerySchema,
    answers: pageOf(webhookEventSchema),
    run: (ctx, { query }) => listWebhookEvents(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/webhook-events/{id}/replay',
    tag,
    summary: 'Apply an update again, if it has not been applied',
    needs: 'answer',
    params,
    answers: webhookEventSchema,
    run: (ctx, { params: { id } }) => replayWebhookEvent(ctx, id, appliers),
  }),
  forOperator({
    method: 'get',
    path: '/v1/operations/webhook-events',
    tag,
    summary: 'List updates of accounts that are connected nowhere',
    query: pageQuerySchema,
    answers: pageOf(webhookEventSchema),
    run: (ctx, { query }) => listUnassignedEvents(ctx, query),
  }),
  forOperator({
    method: 'post',
    path: '/v1/operations/webhook-events/{id}/replay',
    tag,
    summary: 'Give an unassigned update to the account connected since, and apply it',
    params,
    answers: webhookEventSchema,
    run: (ctx, { params: { id } }) => replayUnassignedEvent(ctx, id, appliers),
  }),
  forOperator({
    method: 'get',
    path: '/v1/operations/dead-letters',
    tag,
    summary: 'List queue messages that used up their attempts',
    query: pageQuerySchema,
    answers: pageOf(deadLetterSchema),
    run: (ctx, { query }) => listDeadLetters(ctx, query),
  }),
  forOperator({
    method: 'post',
    path: '/v1/operations/dead-letters/{id}/replay',
    tag,
    summary: 'Put a dead letter back on its queue, once',
    params,
    answers: deadLetterSchema,
    run: (ctx, { params: { id } }) => replayDeadLetter(ctx, id),
  }),
]
