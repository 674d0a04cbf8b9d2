import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import autocannon from 'autocannon'
import type { Figure } from './figure.ts'
import { type Running, startWorker } from './workerd.ts'

const LIMIT = 2.6
const TURNS = 7
const REQUESTS_A_TURN = 4_000
const CONNECTIONS = 8

/**
 * Q1: the CPU of taking a webhook (route, signature, queue send), as a ratio to a Worker that answers "ok" to the same
 * request. The consumer is left out of both, and the database is a server that counts who calls it.
 */
export async function webhookIngestion(say: (text: string) => void): Promise<Figure> {
  const work = mkdtempSync(join(tmpdir(), 'chorus-bench-'))
  let databaseCalls = 0
  const database = createServer((_request, response) => {
    databaseCalls += 1
    response.writeHead(500).end()
  })
  await new Promise<void>((done) => database.listen(0, '127.0.0.1', done))
  const databaseUrl = `http://localhost:${(database.address() as AddressInfo).port}`
  const secret = randomBytes(16).toString('hex')
  const body = deliveryBody()
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
  const running: Running[] = []
  try {
    say('starting the Worker, and a bare one')
    const chorus = await startWorker(
      [
        '-c',
        configWithoutConsumers(work),
        '--env-file',
        secretsFile(work, secret, databaseUrl),
        '--persist-to',
        join(work, 'chorus'),
      ],
      4501,
    )
    running.push(chorus)
    const bare = await startWorker(['-c', bareWorker(work), '--persist-to', join(work, 'bare')], 4502)
    running.push(bare)

    const turn = async ({ url, cpuSeconds }: Running) => {
      const before = cpuSeconds()
      const { non2xx, errors } = await autocannon({
        url: `${url}/webhooks/meta`,
        method: 'POST',
        headers,
        body,
        amount: REQUESTS_A_TURN,
        connections: CONNECTIONS,
      })
      if (non2xx > 0 || errors > 0)
        throw new Error(`${non2xx} answers were not 200, ${errors} requests failed.`)
      return ((cpuSeconds() - before) / REQUESTS_A_TURN) * 1e6
    }
    await turn(bare)
    await turn(chorus)
    const ratios: number[] = []
    for (let n = 1; n <= TURNS; n++) {
      const anchor = await turn(bare)
      const ours = await turn(chorus)
      ratios.push(ours / anchor)
      say(
        `turn ${n}: bare ${anchor.toFixed(0)} µs, webhook ${ours.toFixed(0)} µs a request: ${(ours / anchor).toFixed(2)} ×`,
      )
    }
    const median = [...ratios].sort((a, b) => a - b)[Math.floor(TURNS / 2)] ?? Number.NaN
    say(`database calls during ${(TURNS + 1) * REQUESTS_A_TURN} accepted webhooks: ${databaseCalls}`)
    return {
      id: 'Q1',
      promise: 'CPU of taking a webhook, beside a bare Worker; no database call before the answer',
      limit: `≤ ${LIMIT} ×, 0 calls`,
      measured: `${median.toFixed(2)} × (median of ${TURNS}), ${databaseCalls} calls`,
      holds: median <= LIMIT && databaseCalls === 0,
      detail: { ratios, requestsATurn: REQUESTS_A_TURN, bodyBytes: body.length, databaseCalls },
    }
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
    database.close()
    rmSync(work, { recursive: true, force: true })
  }
}

/** The root configuration without queue consumers and cron: what takes a webhook, and nothing that works on it later. */
function configWithoutConsumers(work: string): string {
  const toml = readFileSync('wrangler.toml', 'utf8')
    .replaceAll(/\[\[queues\.consumers\]\]\n(?:[^[\n].*\n|\n(?!\[))*/g, '')
    .replace(/\[triggers\]\n.*\n/, '')
    .replace('main = "workers/index.ts"', `main = ${JSON.stringify(resolve('workers/index.ts'))}`)
  if (/queues\.consumers|triggers/.test(toml))
    throw new Error('The configuration still has consumers or cron.')
  const file = join(work, 'wrangler.toml')
  writeFileSync(file, toml)
  return file
}

function secretsFile(work: string, appSecret: string, databaseUrl: string): string {
  const file = join(work, 'secrets.env')
  const values = {
    DATABASE_URL: 'postgres://chorus_login:x@localhost/chorus',
    NEON_LOCAL_URL: databaseUrl,
    CHORUS_MASTER_KEY: randomBytes(32).toString('base64'),
    CHORUS_AUTH_SECRET: randomBytes(32).toString('base64url'),
    META_APP_SECRET: appSecret,
    META_VERIFY_TOKEN: 'verify',
  }
  writeFileSync(
    file,
    Object.entries(values)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
    { mode: 0o600 },
  )
  return file
}

function bareWorker(work: string): string {
  writeFileSync(join(work, 'bare.js'), 'export default { fetch: () => new Response("ok") }\n')
  const file = join(work, 'bare.toml')
  writeFileSync(file, 'name = "bare"\nmain = "bare.js"\ncompatibility_date = "2026-11-01"\n')
  return file
}

function deliveryBody(): string {
  const message = {
    from: '16505551234',
    from_user_id: 'US.13491208655302741918',
    id: 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzQTdCNUJEQzY4RDk1RjE3RTAxNAA=',
    timestamp: '1749416383',
    type: 'text',
    text: { body: 'Good morning! Could you tell me whether you are open on Saturday, and until when?' },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
    contacts: [
      { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234', user_id: 'US.13491208655302741918' },
    ],
    messages: [message],
  }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
  })
}
