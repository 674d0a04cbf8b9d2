import * as z from 'zod'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { idSchema, pageOf, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import {
  createEntry,
  deleteEntry,
  getEntry,
  listEntries,
  mergeTopic,
  updateEntry,
} from '#core/taxonomy/actions/entries.ts'
import { addStarter } from '#core/taxonomy/actions/starter.ts'
import {
  AUDIENCE,
  CTA,
  HOOK_TYPE,
  type Kind,
  NOTE,
  POST_STRUCTURE,
  POST_TEMPLATE,
  PRESET,
  RESOURCE,
  TOPIC,
  TOPIC_GROUP,
} from '#core/taxonomy/kinds.ts'
import {
  addStarterSchema,
  createAudienceSchema,
  createCtaSchema,
  createHookTypeSchema,
  createNoteSchema,
  createPostStructureSchema,
  createPostTemplateSchema,
  createPresetSchema,
  createResourceSchema,
  createTopicGroupSchema,
  createTopicSchema,
  mergedSchema,
  mergeTopicSchema,
  starterResultSchema,
  topicListQuerySchema,
  updateAudienceSchema,
  updateCtaSchema,
  updateHookTypeSchema,
  updateNoteSchema,
  updatePostStructureSchema,
  updatePostTemplateSchema,
  updatePresetSchema,
  updateResourceSchema,
  updateTopicGroupSchema,
  updateTopicSchema,
} from '#core/taxonomy/schemas.ts'
import { type Endpoint, inWorkspace } from '../endpoint.ts'

const sortedTag = 'Topics and audiences'
const kitTag = 'Writing kit'
const params = z.object({ id: idSchema })

interface Shapes {
  path: string
  /** `tag`, if left out. */
  under?: string
  /** What happens to what names an entry that is deleted. */
  deleted?: string
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
  {
    path,
    under: tag = sortedTag,
    deleted = 'posts lose it',
    one,
    many,
    create,
    update,
    query = pageQuerySchema,
  }: Shapes,
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
    summary: `Delete ${one}; ${deleted}`,
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
    tag: sortedTag,
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
  ...endpointsOf(POST_TEMPLATE, {
    path: '/v1/post-templates',
    under: kitTag,
    deleted: 'drafts lose it',
    one: 'a template of posts',
    many: 'templates of posts',
    create: createPostTemplateSchema,
    update: updatePostTemplateSchema,
  }),
  ...endpointsOf(PRESET, {
    path: '/v1/presets',
    under: kitTag,
    deleted: 'drafts lose it',
    one: 'a preset',
    many: 'presets',
    create: createPresetSchema,
    update: updatePresetSchema,
  }),
  ...endpointsOf(CTA, {
    path: '/v1/ctas',
    under: kitTag,
    deleted: 'drafts lose it',
    one: 'a call to action',
    many: 'calls to action',
    create: createCtaSchema,
    update: updateCtaSchema,
  }),
  ...endpointsOf(RESOURCE, {
    path: '/v1/resources',
    under: kitTag,
    deleted: 'drafts lose it',
    one: 'a resource that posts lead to',
    many: 'resources that posts lead to',
    create: createResourceSchema,
    update: updateResourceSchema,
  }),
  ...endpointsOf(NOTE, {
    path: '/v1/notes-for-writing',
    under: kitTag,
    deleted: 'nothing is written with it any more',
    one: 'a note for writing',
    many: 'notes for writing',
    create: createNoteSchema,
    update: updateNoteSchema,
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/starter-set',
    tag: sortedTag,
    summary: 'Add the starter set of a language: what of it is not there yet, by name',
    needs: 'write',
    body: addStarterSchema,
    answers: starterResultSchema,
    run: (ctx, { body }) => addStarter(ctx, body.language),
  }),
]
