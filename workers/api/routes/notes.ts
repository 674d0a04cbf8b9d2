import * as z from 'zod'
import { changeNote, createNote, deleteNote, getNote, listNotes } from '#core/inbox/actions/notes.ts'
import {
  changeNoteSchema,
  createNoteSchema,
  noteListQuerySchema,
  noteSchema,
} from '#core/inbox/schemas/notes.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const noteEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/notes',
    tag,
    summary: 'List what the team noted, of one conversation or of all, the latest first',
    needs: 'see',
    query: noteListQuerySchema,
    answers: pageOf(noteSchema),
    run: (ctx, { query }) => listNotes(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/notes/{id}',
    tag,
    summary: 'Get a note',
    needs: 'see',
    params,
    answers: noteSchema,
    run: (ctx, { params: { id } }) => getNote(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/notes',
    tag,
    summary: 'Write a note on a conversation: for the team alone, never sent',
    needs: 'answer',
    body: createNoteSchema,
    answers: noteSchema,
    status: 201,
    run: (ctx, { body }) => createNote(ctx, body),
    again: { of: 'note', read: getNote },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/notes/{id}',
    tag,
    summary: 'Change one’s own note',
    needs: 'answer',
    params,
    body: changeNoteSchema,
    answers: noteSchema,
    run: (ctx, { params: { id }, body }) => changeNote(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/notes/{id}',
    tag,
    summary: 'Delete one’s own note',
    needs: 'answer',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteNote(ctx, id),
  }),
]
