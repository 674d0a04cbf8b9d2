import * as z from 'zod'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { getCollection, runProject } from '#core/listening/actions/collect.ts'
import { addFeed, removeFeed } from '#core/listening/actions/feeds.ts'
import { listSignals, replaySignals, settleSignal } from '#core/listening/actions/signals.ts'
import { addFeedSchema, collectionSchema, feedSchema } from '#core/listening/schemas/collection.ts'
import {
  replayQuerySchema,
  replaySchema,
  settleSignalSchema,
  signalSchema,
  signalsQuerySchema,
} from '#core/listening/schemas/signals.ts'
import { inWorkspace } from '../endpoint.ts'

const params = z.object({ id: idSchema })
const tag = 'Listening'
const path = '/v1/projects/{id}'

/** What is asked of platforms for a project, and what stood out in what came. */
export const listeningRunEndpoints = [
  inWorkspace({
    method: 'get',
    path: `${path}/collection`,
    tag,
    summary: 'Get what is asked of each platform for a project, and how that goes',
    needs: 'see',
    params,
    answers: collectionSchema,
    run: (ctx, { params: { id } }) => getCollection(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/run`,
    tag,
    summary: 'Ask the platforms for everything that a project names, within the next minute',
    needs: 'listen',
    params,
    answers: collectionSchema,
    run: (ctx, { params: { id } }) => runProject(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/feeds`,
    tag,
    summary: 'Read an RSS or Atom feed for a project; its entries are posts of the platform web',
    needs: 'listen',
    params,
    body: addFeedSchema,
    answers: feedSchema,
    status: 201,
    run: (ctx, { params: { id }, body }) => addFeed(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/feeds/{feedId}`,
    tag,
    summary: 'Take a feed out of a project; what it brought stays',
    needs: 'listen',
    params: z.object({ id: idSchema, feedId: idSchema }),
    status: 204,
    run: (ctx, { params: { id, feedId } }) => removeFeed(ctx, { projectId: id, id: feedId }),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/signals`,
    tag,
    summary: 'List what stood out in a project, the latest found first, each with its numbers',
    needs: 'see',
    params,
    query: signalsQuerySchema,
    answers: pageOf(signalSchema),
    run: (ctx, { params: { id }, query }) => listSignals(ctx, id, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/signals/replay`,
    tag,
    summary: 'Get what the last 30 days would have told of with another sensitivity',
    needs: 'see',
    params,
    query: replayQuerySchema,
    answers: replaySchema,
    run: (ctx, { params: { id }, query: { sensitivity } }) => replaySignals(ctx, id, sensitivity),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/signals/{signalId}`,
    tag,
    summary: 'Note what was done about a signal, or that it is nothing',
    needs: 'listen',
    params: z.object({ id: idSchema, signalId: idSchema }),
    body: settleSignalSchema,
    answers: signalSchema,
    run: (ctx, { params: { id, signalId }, body }) =>
      settleSignal(ctx, { projectId: id, id: signalId }, body),
  }),
]
