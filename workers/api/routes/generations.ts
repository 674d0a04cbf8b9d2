import * as z from 'zod'
import {
  cancelGeneration,
  createGeneration,
  estimateGeneration,
  getGeneration,
  listGenerations,
  retryGeneration,
} from '#core/characters/actions/generations/ask.ts'
import {
  createGenerationSchema,
  estimateGenerationSchema,
  generationEstimateSchema,
  generationListQuerySchema,
  generationSchema,
  retryGenerationSchema,
} from '#core/characters/schemas.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Characters'
const path = '/v1/generations'
const one = `${path}/{id}` as const
const params = z.object({ id: idSchema })

/** Pictures, cards and texts that are made for characters. */
export const generationEndpoints = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List what was asked to be generated for characters, the latest first',
    needs: 'see',
    query: generationListQuerySchema,
    answers: pageOf(generationSchema),
    run: (ctx, { query }) => listGenerations(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Generate pictures, cards or texts for a character; they await approval in its media',
    needs: 'write',
    body: createGenerationSchema,
    answers: generationSchema,
    status: 201,
    run: (ctx, { body }) => createGeneration(ctx, body),
    again: { of: 'generation', read: getGeneration },
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/estimate`,
    tag,
    summary: 'Say by what something would be generated, and what it would cost',
    needs: 'see',
    body: estimateGenerationSchema,
    answers: generationEstimateSchema,
    run: (ctx, { body }) => estimateGeneration(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: one,
    tag,
    summary: 'Get a generation: how far each of it is, what came of it, and what it has cost',
    needs: 'see',
    params,
    answers: generationSchema,
    run: (ctx, { params: { id } }) => getGeneration(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${one}/cancel`,
    tag,
    summary: 'Cancel what waits of a generation; what is being made ends, and what was made stays',
    needs: 'write',
    params,
    answers: generationSchema,
    run: (ctx, { params: { id } }) => cancelGeneration(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${one}/retry`,
    tag,
    summary: 'Make again what failed of a generation, or, where that is asked for, what may have been made',
    needs: 'write',
    params,
    body: retryGenerationSchema,
    answers: generationSchema,
    run: (ctx, { params: { id }, body }) => retryGeneration(ctx, id, body),
  }),
]
