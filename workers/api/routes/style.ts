import * as z from 'zod'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { analyzeStyle, correctStyle, getStyle, judgeCloseness } from '#core/style/actions.ts'
import {
  closenessInputSchema,
  closenessSchema,
  correctStyleSchema,
  styleSchema,
} from '#core/style/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const params = z.object({ id: idSchema })
const tag = 'Profiles'
const path = '/v1/profiles/{id}'

export const styleEndpoints = [
  inWorkspace({
    method: 'get',
    path: `${path}/style`,
    tag,
    summary: 'Get how a profile writes: what was measured, its description, and the prompt that drafts use',
    needs: 'see',
    params,
    answers: styleSchema,
    run: (ctx, { params: { id } }) => getStyle(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/style`,
    tag,
    summary: 'Analyse how a profile writes, from its captured posts; a corrected prompt stays',
    needs: 'write',
    params,
    answers: styleSchema,
    run: (ctx, { params: { id } }) => analyzeStyle(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${path}/style`,
    tag,
    summary: 'Correct how a profile writes; no analysis overwrites it',
    needs: 'write',
    params,
    body: correctStyleSchema,
    answers: styleSchema,
    run: (ctx, { params: { id }, body }) => correctStyle(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${path}/closeness`,
    tag,
    summary: 'Say how much a text sounds like a profile, with reasons',
    needs: 'see',
    params,
    body: closenessInputSchema,
    answers: closenessSchema,
    run: (ctx, { params: { id }, body }) => judgeCloseness(ctx, id, body),
  }),
]
