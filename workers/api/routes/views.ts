import * as z from 'zod'
import {
  changeSavedFilter,
  countViews,
  createSavedFilter,
  deleteSavedFilter,
  getSavedFilter,
  listSavedFilters,
} from '#core/inbox/actions/views.ts'
import {
  changeSavedFilterSchema,
  createSavedFilterSchema,
  savedFilterListQuerySchema,
  savedFilterSchema,
  savedFiltersSchema,
  viewCountsSchema,
} from '#core/inbox/schemas/views.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const viewEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/conversations/counts',
    tag,
    summary: 'Count the conversations of each view',
    needs: 'see',
    answers: viewCountsSchema,
    run: (ctx) => countViews(ctx),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/saved-filters',
    tag,
    summary: 'List the saved filters of the inbox by their names',
    needs: 'see',
    query: savedFilterListQuerySchema,
    answers: savedFiltersSchema,
    run: (ctx, { query }) => listSavedFilters(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/saved-filters/{id}',
    tag,
    summary: 'Get a saved filter',
    needs: 'see',
    params,
    answers: savedFilterSchema,
    run: (ctx, { params: { id } }) => getSavedFilter(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/saved-filters',
    tag,
    summary: 'Save a filter of the inbox for the team',
    needs: 'answer',
    body: createSavedFilterSchema,
    answers: savedFilterSchema,
    status: 201,
    run: (ctx, { body }) => createSavedFilter(ctx, body),
    again: { of: 'saved_filter', read: getSavedFilter },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/saved-filters/{id}',
    tag,
    summary: 'Change the name or the query of a saved filter',
    needs: 'answer',
    params,
    body: changeSavedFilterSchema,
    answers: savedFilterSchema,
    run: (ctx, { params: { id }, body }) => changeSavedFilter(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/saved-filters/{id}',
    tag,
    summary: 'Delete a saved filter',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteSavedFilter(ctx, id),
  }),
]
