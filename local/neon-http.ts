import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import pg from 'pg'
import * as z from 'zod'

const maxBodyBytes = 64 * 1024 * 1024

const statement = z.object({
  query: z.string(),
  params: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).default([]),
})
const body = z.union([z.object({ queries: z.array(statement).min(1) }), statement])

const flag = z.enum(['true', 'false']).default('false')
const headers = z.object({
  'neon-array-mode': flag,
  'neon-batch-isolation-level': z
    .enum(['ReadUncommitted', 'ReadCommitted', 'RepeatableRead', 'Serializable'])
    .optional(),
  'neon-batch-read-only': flag,
  'neon-batch-deferrable': flag,
})

type Statement = z.infer<typeof statement>
type Headers = z.infer<typeof headers>

const isolation = {
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
  Serializable: 'serializable',
} as const

/** Serves `POST /sql` for Neon's HTTP driver: one statement, or several in one transaction. */
export function serveSql(pool: pg.Pool): RequestListener {
  return (request, response) => {
    answer(pool, request, response).catch((error: unknown) => {
      console.error('neon: /sql failed', error)
      response.destroy()
    })
  }
}

async function answer(pool: pg.Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || pathOf(request) !== '/sql') {
    return send(response, 404, { message: 'The Neon endpoint answers POST /sql and the WebSocket /v2.' })
  }
  const text = await read(request)
  if (text === undefined) return send(response, 413, { message: `A query is at most ${maxBodyBytes} bytes.` })
  const asked = parse(text, request)
  if ('invalid' in asked) return send(response, 400, { message: asked.invalid, code: '08P01' })
  try {
    send(response, 200, await run(pool, asked.body, asked.headers))
  } catch (error) {
    send(response, error instanceof pg.DatabaseError ? 400 : 500, describe(error))
  }
}

function parse(text: string, request: IncomingMessage) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { invalid: `The body is not JSON: ${String(error)}` }
  }
  const asked = z.object({ body, headers }).safeParse({ body: json, headers: request.headers })
  return asked.success ? asked.data : { invalid: z.prettifyError(asked.error) }
}

async function run(pool: pg.Pool, asked: z.infer<typeof body>, head: Headers): Promise<unknown> {
  const arrays = head['neon-array-mode'] === 'true'
  const client = await pool.connect()
  let broken = false
  try {
    if (!('queries' in asked)) return await execute(client, asked, arrays)
    await client.query(begin(head))
    try {
      const results = []
      for (const one of asked.queries) results.push(await execute(client, one, arrays))
      await client.query('commit')
      return { results }
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  } catch (error) {
    broken = !(error instanceof pg.DatabaseError)
    throw error
  } finally {
    client.release(broken)
  }
}

function begin(head: Headers): string {
  const level = head['neon-batch-isolation-level']
  return [
    'begin',
    level ? `isolation level ${isolation[level]}` : '',
    head['neon-batch-read-only'] === 'true' ? 'read only' : '',
    head['neon-batch-deferrable'] === 'true' ? 'deferrable' : '',
  ].join(' ')
}

async function execute(client: pg.PoolClient, one: Statement, rowAsArray: boolean) {
  const config = { text: one.query, values: one.params }
  const result = rowAsArray
    ? await client.query({ ...config, rowMode: 'array' })
    : await client.query<Record<string, unknown>>(config)
  const { command, rowCount, rows } = result
  const fields = result.fields.map(
    ({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format }) => ({
      name,
      tableID,
      columnID,
      dataTypeID,
      dataTypeSize,
      dataTypeModifier,
      format,
    }),
  )
  return { command, rowCount, rows, rowAsArray, fields }
}

/** Returns the fields that Neon's driver copies onto its error, above all SQLSTATE (`code`). */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof pg.DatabaseError)) {
    return { message: error instanceof Error ? error.message : String(error) }
  }
  const { message, severity, code, detail, hint, position, internalPosition, internalQuery, where } = error
  const { schema, table, column, dataType, constraint, file, line, routine } = error
  return {
    message,
    severity,
    code,
    detail,
    hint,
    position,
    internalPosition,
    internalQuery,
    where,
    schema,
    table,
    column,
    dataType,
    constraint,
    file,
    line,
    routine,
  }
}

const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://localhost').pathname

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks).toString('utf8') : undefined
}

function send(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}
