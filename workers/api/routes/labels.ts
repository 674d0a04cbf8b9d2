import * as z from 'zod'
import { changeLabel, createLabel, deleteLabel, getLabel, listLabels } from '#core/inbox/actions/labels.ts'
import {
  changeLabelSchema,
  createLabelSchema,
  labelListQuerySchema,
  labelSchema,
  labelsSchema,
} from '#core/inbox/schemas/labels.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const labelEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/labels',
    tag,
    summary: 'List the labels of conversations and posts by their names',
    needs: 'see',
    query: labelListQuerySchema,
    answers: labelsSchema,
    run: (ctx, { query }) => listLabels(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/labels/{id}',
    tag,
    summary: 'Get a label',
    needs: 'see',
    params,
    answers: labelSchema,
    run: (ctx, { params: { id } }) => getLabel(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/labels',
    tag,
    summary: 'Add a label',
    needs: 'answer',
    body: createLabelSchema,
    answers: labelSchema,
    status: 201,
    run: (ctx, { body }) => createLabel(ctx, body),
    again: { of: 'label', read: getLabel },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/labels/{id}',
    tag,
    summary: 'Change the name or colour of a label, wherever it is',
    needs: 'answer',
    params,
    body: changeLabelSchema,
    answers: labelSchema,
    run: (ctx, { params: { id }, body }) => changeLabel(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/labels/{id}',
    tag,
    summary: 'Delete a label: conversations, posts and rules lose it',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteLabel(ctx, id),
  }),
]
