import * as z from 'zod'
import {
  changeMacro,
  createMacro,
  deleteMacro,
  getMacro,
  listMacros,
  runMacro,
} from '#core/inbox/actions/macros.ts'
import {
  changeMacroSchema,
  createMacroSchema,
  macroListQuerySchema,
  macroSchema,
  macrosSchema,
  ranMacroSchema,
  runMacroSchema,
} from '#core/inbox/schemas/macros.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const macroEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/macros',
    tag,
    summary: 'List macros by their names',
    needs: 'see',
    query: macroListQuerySchema,
    answers: macrosSchema,
    run: (ctx, { query }) => listMacros(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/macros/{id}',
    tag,
    summary: 'Get a macro',
    needs: 'see',
    params,
    answers: macroSchema,
    run: (ctx, { params: { id } }) => getMacro(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/macros',
    tag,
    summary: 'Add a macro',
    needs: 'answer',
    body: createMacroSchema,
    answers: macroSchema,
    status: 201,
    run: (ctx, { body }) => createMacro(ctx, body),
    again: { of: 'macro', read: getMacro },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/macros/{id}',
    tag,
    summary: 'Change a macro',
    needs: 'answer',
    params,
    body: changeMacroSchema,
    answers: macroSchema,
    run: (ctx, { params: { id }, body }) => changeMacro(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/macros/{id}',
    tag,
    summary: 'Delete a macro',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteMacro(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/macros/{id}/run',
    tag,
    summary: 'Do the acts of a macro on a conversation, and get its text; nothing is sent',
    needs: 'answer',
    params,
    body: runMacroSchema,
    answers: ranMacroSchema,
    run: (ctx, { params: { id }, body }) => runMacro(ctx, id, body),
  }),
]
