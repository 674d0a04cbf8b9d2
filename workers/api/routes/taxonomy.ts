import * as z from 'zod'
import type { Ctx } from '#core/lib/context.ts'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/schemas.ts'
import {
  createEntry,
  deleteEntry,
  getEntry,
  listEntries,
  mergeTopic,
  updateEntry,
} from '#core/taxonomy/actions/entries.ts'
import { addStarter } from '#core/taxonomy/actions/starter.ts'
import { AUDIENCE, HOOK_TYPE, type Kind, POST_STRUCTURE, TOPIC, TOPIC_GROUP } from '#core/taxonomy/kinds.ts'
import {
  addStarterSchema,
  createAudienceSchema,
  createHookTypeSchema,
  createPostStructureSchema,
  createTopicGroupSchema,
  createTopicSchema,
  mergedSchema,
  mergeTopicSchema,
  starterResultSchema,
  topicListQuerySchema,
  updateAudienceSchema,
  updateHookTypeSchema,
  updatePostStructureSchema,
  updateTopicGroupSchema,
  updateTopicSchema,
} from '#core/taxonomy/schemas.ts'
import { type Endpoint, inWorkspace } from '../endpoint.ts'

const tag = 'Topics and audiences'
const params = z.object({ id: idSchema })

interface Shapes {
  path: string
  /** What is written, in sentences. */
  one: string
  many: string
  create: z.ZodType<Record<string, unknown>>
  update: z.ZodType<Record<string, unknown>>
  query?: typeof topicListQuerySchema | typeof pageQuerySchema
}

/** Returns the five endpoints of a kind of entry. */
const endpointsOf = (
  kind: Kind,
  { path, one, many, create, update, query = pageQuerySchema }: Shapes,
): Endpoint[] => [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: `List ${many}, the latest first`,
    needs: 'see',
    query,
    answers: pageOf(kind.item),
    run: (ctx, { query }) => listEntries(ctx, kind, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: `Add ${one}`,
    needs: 'write',
    body: create,
    answers: kind.item,
    status: 201,
    run: (ctx, { body }) => createEntry(ctx, kind, body),
    again: { of: kind.name, read: (ctx: Ctx, id) => getEntry(ctx, kind, id) },
  }),
  inWorkspace({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: `Get ${one}`,
    needs: 'see',
    params,
    answers: kind.item,
    run: (ctx, { params: { id } }) => getEntry(ctx, kind, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/{id}`,
    tag,
    summary: `Change ${one}`,
    needs: 'write',
    params,
    body: update,
    answers: kind.item,
    run: (ctx, { params: { id }, body }) => updateEntry(ctx, kind, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${path}/{id}`,
    tag,
    summary: `Delete ${one}; posts lose it`,
    needs: 'write',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteEntry(ctx, kind, id),
  }),
]

export const taxonomyEndpoints: Endpoint[] = [
  ...endpointsOf(TOPIC_GROUP, {
    path: '/v1/topic-groups',
    one: 'a group of topics',
    many: 'groups of topics',
    create: createTopicGroupSchema,
    update: updateTopicGroupSchema,
  }),
  ...endpointsOf(TOPIC, {
    path: '/v1/topics',
    one: 'a topic',
    many: 'topics',
    create: createTopicSchema,
    update: updateTopicSchema,
    query: topicListQuerySchema,
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/topics/{id}/merge',
    tag,
    summary: 'Merge a topic into another: its posts get the other’s label, and it is deleted',
    needs: 'write',
    params,
    body: mergeTopicSchema,
    answers: mergedSchema,
    run: (ctx, { params: { id }, body }) => mergeTopic(ctx, id, body.into),
  }),
  ...endpointsOf(AUDIENCE, {
    path: '/v1/audiences',
    one: 'an audience',
    many: 'audiences',
    create: createAudienceSchema,
    update: updateAudienceSchema,
  }),
  ...endpointsOf(HOOK_TYPE, {
    path: '/v1/hook-types',
    one: 'a type of hook',
    many: 'types of hooks',
    create: createHookTypeSchema,
    update: updateHookTypeSchema,
  }),
  ...endpointsOf(POST_STRUCTURE, {
    path: '/v1/post-structures',
    one: 'a structure of posts',
    many: 'structures of posts',
    create: createPostStructureSchema,
    update: updatePostStructureSchema,
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/starter-set',
    tag,
    summary: 'Add the starter set of a language: what of it is not there yet, by name',
    needs: 'write',
    body: addStarterSchema,
    answers: starterResultSchema,
    run: (ctx, { body }) => addStarter(ctx, body.language),
  }),
]
