import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { writeAnswer } from '#core/assistant/actions/answer.ts'
import { askChat, keyOf, retryAnswer, type Turn } from '#core/assistant/actions/ask.ts'
import { decideStep } from '#core/assistant/actions/decide.ts'
import {
  createChat,
  deleteChat,
  getChat,
  listChats,
  listMessages,
  renameChat,
} from '#core/assistant/actions/sessions.ts'
import {
  askChatSchema,
  type ChatEvent,
  chatListQuerySchema,
  chatMessageSchema,
  chatSessionSchema,
  createChatSchema,
  decideStepSchema,
  renameChatSchema,
} from '#core/assistant/schemas.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { callerOf, workspaceOf } from '../access.ts'
import type { Api } from '../api.ts'
import { failures, headers } from '../described.ts'
import { type Endpoint, inWorkspace, jsonOf, parse } from '../endpoint.ts'
import { mount } from '../mount.ts'
import { toolboxOf } from '../tools/toolbox.ts'

const params = z.object({ id: idSchema })
const tag = 'Assistant'
const path = '/v1/chat-sessions'
const one = `${path}/{id}` as const

export const chatEndpoints: readonly Endpoint[] = [
  inWorkspace({
    method: 'get',
    path,
    tag,
    summary: 'List one’s own chats with the assistant, the last spoken in first',
    needs: 'see',
    query: chatListQuerySchema,
    answers: pageOf(chatSessionSchema),
    run: (ctx, { query }) => listChats(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path,
    tag,
    summary: 'Begin a chat; without a title its first question names it',
    needs: 'see',
    body: createChatSchema,
    answers: chatSessionSchema,
    status: 201,
    run: (ctx, { body }) => createChat(ctx, body),
  }),
  inWorkspace({
    method: 'get',
    path: one,
    tag,
    summary: 'Get a chat',
    needs: 'see',
    params,
    answers: chatSessionSchema,
    run: (ctx, { params: { id } }) => getChat(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: one,
    tag,
    summary: 'Rename a chat',
    needs: 'see',
    params,
    body: renameChatSchema,
    answers: chatSessionSchema,
    run: (ctx, { params: { id }, body }) => renameChat(ctx, id, body.title),
  }),
  inWorkspace({
    method: 'delete',
    path: one,
    tag,
    summary: 'Delete a chat for good; what was done in it stays done',
    needs: 'see',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteChat(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: `${one}/messages`,
    tag,
    summary: 'List the messages of a chat, the latest first',
    needs: 'see',
    params,
    query: chatListQuerySchema,
    answers: pageOf(chatMessageSchema),
    run: (ctx, { params: { id }, query }) => listMessages(ctx, id, query),
  }),
]

/** Adds the routes of chats that act through the API's endpoints: an answer as it is written, and what is done of its proposals. */
export function chatActs(app: OpenAPIHono<Api>, endpoints: readonly Endpoint[]): void {
  streamed(app, endpoints, {
    path: `${one}/messages`,
    summary: 'Ask in a chat; the answer comes as server-sent events',
    body: askChatSchema,
    begin: (ctx, id, key, { text }) => askChat(ctx, id, { text, key }),
  })
  streamed(app, endpoints, {
    path: `${one}/retry`,
    summary: 'Have the last answer of a chat written anew, as server-sent events',
    body: undefined,
    begin: (ctx, id, key) => retryAnswer(ctx, id, { key }),
  })
  mount(
    app,
    inWorkspace({
      method: 'post',
      path: `${one}/decide`,
      tag,
      summary: 'Confirm or cancel what an answer proposed; what is confirmed is done once',
      needs: 'see',
      params,
      body: decideStepSchema,
      answers: chatMessageSchema,
      run: (ctx, { params: { id }, body }, caller) => decideStep(ctx, id, body, toolboxOf(caller, endpoints)),
    }),
  )
}

interface Streamed<Body extends z.ZodType | undefined> {
  path: string
  summary: string
  body: Body
  begin(
    ctx: Ctx,
    id: string,
    key: string | null,
    body: Body extends z.ZodType ? z.output<Body> : undefined,
  ): Promise<Turn>
}

function streamed<Body extends z.ZodType | undefined>(
  app: OpenAPIHono<Api>,
  endpoints: readonly Endpoint[],
  { path: at, summary, body: schema, begin }: Streamed<Body>,
): void {
  const json = schema && { schema }
  const events =
    'Events `begin`, `text` (a piece of the answer), `step` (a tool with its result, or a proposal), `sources`, `error`, and last `end` with what is kept; closing the connection stops the answer'
  const route = createRoute({
    method: 'post',
    path: at,
    tags: [tag],
    summary,
    security: [{ session: [] }, { apiKey: [] }],
    'x-needs': 'see',
    request: {
      params,
      ...headers({ method: 'post', needs: 'see' }),
      ...(json && { body: { required: true, content: { 'application/json': json } } }),
    },
    responses: {
      200: { description: events, content: { 'text/event-stream': { schema: { type: 'string' as const } } } },
      ...failures({ body: schema !== undefined }),
    },
  })
  app.openAPIRegistry.registerPath(route)
  app.post(route.getRoutingPath(), async (c) => {
    const caller = await callerOf(c)
    const ctx = workspaceOf(caller, 'see')
    const { id } = parse(params, c.req.param(), 'path')
    const body = parse(schema, schema ? jsonOf(await c.req.text()) : undefined, 'body')
    const turn = await begin(ctx, id, keyOf(c.req.header('idempotency-key')), body as never)
    const toolbox = toolboxOf(caller, endpoints)
    return eventStream(c, ctx, (hearing) => writeAnswer(ctx, turn, toolbox, hearing))
  })
}

/** Time between tries of the connection while nothing is said: a listener who left is found by a write. */
const TRY_EVERY_MS = 2_000

/** Streams what a piece of work tells. The work goes on to its own end where the listener leaves, and is told by its signal. */
function eventStream(
  c: Context<Api>,
  ctx: Ctx,
  work: (hearing: { emit(event: ChatEvent): void; signal: AbortSignal }) => Promise<void>,
): Response {
  const encoder = new TextEncoder()
  const left = new AbortController()
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const leave = () => left.abort()
  const write = (text: string) => writer.write(encoder.encode(text)).catch(leave)
  // Either tells that nobody reads any more; which of them does depends on the runtime.
  writer.closed.catch(leave)
  c.req.raw.signal.addEventListener('abort', leave)
  const trying = setInterval(() => void write(': \n\n'), TRY_EVERY_MS)
  const emit = ({ type, ...data }: ChatEvent) =>
    void write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
  const told = work({ emit, signal: left.signal })
    .catch((error: unknown) => {
      ctx.log.error('assistant.broke', { error: describeError(error) })
      emit({ type: 'error', detail: 'The answer broke off. Read the chat again.' })
    })
    .finally(() => {
      clearInterval(trying)
      return writer.close().catch(leave)
    })
  c.executionCtx.waitUntil(told)
  return c.body(readable, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
}
