import * as z from 'zod'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/schemas.ts'
import { listDeadLetters, replayDeadLetter } from '#core/operations/actions/dead-letters.ts'
import {
  listUnassignedEvents,
  listWebhookEvents,
  replayUnassignedEvent,
  replayWebhookEvent,
} from '#core/operations/actions/events.ts'
import { listSystemLogs, listWorkspaceLogs } from '#core/operations/actions/logs.ts'
import { listModelCalls } from '#core/operations/actions/model-calls.ts'
import { listWorkers, machines, switchMachines, switchWorker } from '#core/operations/actions/switches.ts'
import { listTaskRuns } from '#core/operations/actions/task-runs.ts'
import {
  deadLetterSchema,
  machinesSchema,
  modelCallQuerySchema,
  modelCallSchema,
  switchSchema,
  systemLogQuerySchema,
  systemLogSchema,
  taskRunQuerySchema,
  taskRunSchema,
  webhookEventListQuerySchema,
  webhookEventSchema,
  workerSchema,
  workerStateSchema,
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
  inWorkspace({
    method: 'get',
    path: '/v1/model-calls',
    tag,
    summary: 'List every call of a language model, the latest first',
    needs: 'see',
    query: modelCallQuerySchema,
    answers: pageOf(modelCallSchema),
    run: (ctx, { query }) => listModelCalls(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/system-logs',
    tag,
    summary: 'List what the system said of this workspace, the latest first',
    needs: 'manage',
    query: systemLogQuerySchema,
    answers: pageOf(systemLogSchema),
    run: (ctx, { query }) => listWorkspaceLogs(ctx, query),
  }),
  forOperator({
    method: 'get',
    path: '/v1/operations/system-logs',
    tag,
    summary: 'List what the system said, the latest first',
    query: systemLogQuerySchema,
    answers: pageOf(systemLogSchema),
    run: (ctx, { query }) => listSystemLogs(ctx, query),
  }),
  forOperator({
    method: 'get',
    path: '/v1/operations/workers',
    tag,
    summary: 'List the workers, whether they are on, and their latest runs',
    answers: pageOf(workerStateSchema),
    run: async (ctx) => ({ items: await listWorkers(ctx), nextCursor: null }),
  }),
  forOperator({
    method: 'patch',
    path: '/v1/operations/workers/{name}',
    tag,
    summary: 'Switch a worker off or on; what it would do waits meanwhile',
    params: z.object({ name: workerSchema }),
    body: switchSchema,
    answers: workerStateSchema,
    run: (ctx, { params: { name }, body }) => switchWorker(ctx, name, body),
  }),
  forOperator({
    method: 'get',
    path: '/v1/operations/machines',
    tag,
    summary: 'Whether the machines of all workspaces may act',
    answers: machinesSchema,
    run: (ctx) => machines(ctx),
  }),
  forOperator({
    method: 'patch',
    path: '/v1/operations/machines',
    tag,
    summary: 'Pause or resume the machines of all workspaces',
    body: switchSchema,
    answers: machinesSchema,
    run: (ctx, { body }) => switchMachines(ctx, body),
  }),
  forOperator({
    method: 'get',
    path: '/v1/operations/task-runs',
    tag,
    summary: 'List the runs of workers, the latest first',
    query: taskRunQuerySchema,
    answers: pageOf(taskRunSchema),
    run: (ctx, { query }) => listTaskRuns(ctx, query),
  }),
]
