import * as z from 'zod'
import {
  getConversation,
  handBack,
  listConversations,
  listMessages,
  sendAsPerson,
  takeOver,
} from '#core/inbox/actions/threads.ts'
import {
  conversationListQuerySchema,
  conversationSchema,
  messageListQuerySchema,
  messageSchema,
  sendMessageSchema,
} from '#core/inbox/schemas.ts'
import { idSchema, pageOf } from '#core/lib/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const inboxEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/conversations',
    tag,
    summary: 'List conversations, the latest first',
    needs: 'see',
    query: conversationListQuerySchema,
    answers: pageOf(conversationSchema),
    run: (ctx, { query }) => listConversations(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/conversations/{id}',
    tag,
    summary: 'Get a conversation',
    needs: 'see',
    params,
    answers: conversationSchema,
    run: (ctx, { params: { id } }) => getConversation(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/conversations/{id}/messages',
    tag,
    summary: 'List messages with their decisions, the latest first',
    needs: 'see',
    params,
    query: messageListQuerySchema,
    answers: pageOf(messageSchema),
    run: (ctx, { params: { id }, query }) => listMessages(ctx, id, query),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/conversations/{id}/messages',
    tag,
    summary: 'Answer as a person, which takes the conversation over',
    needs: 'answer',
    params,
    body: sendMessageSchema,
    answers: messageSchema,
    status: 201,
    run: (ctx, { params: { id }, body }) => sendAsPerson(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/conversations/{id}/hold',
    tag,
    summary: 'Take over: the machine is silent until you hand back',
    needs: 'answer',
    params,
    answers: conversationSchema,
    run: (ctx, { params: { id } }) => takeOver(ctx, id),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/conversations/{id}/hold',
    tag,
    summary: 'Hand back to the machine',
    needs: 'answer',
    params,
    answers: conversationSchema,
    run: (ctx, { params: { id } }) => handBack(ctx, id),
  }),
]
