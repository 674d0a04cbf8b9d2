import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import autocannon from 'autocannon'
import { platforms } from '#connectors/registry.ts'
import { writeEnvFile } from '#local/secrets.ts'
import type { Figure } from './figure.ts'
import { type Cpu, type Running, startWorker } from './workerd.ts'

const LIMIT = 2.6
const TURNS = 7
const REQUESTS_A_TURN = 4_000
const CONNECTIONS = 8

/**
 * Q1: the CPU of taking a webhook (route, signature, queue send), as a ratio to a Worker that answers "ok" to the same
 * request. Neither has a consumer, so every database call that is counted was made by the ingestion itself.
 */
export async function webhookIngestion(say: (text: string) => void): Promise<Figure> {
  const work = mkdtempSync(join(tmpdir(), 'chorus-bench-'))
  // Remove at the exit and not below: an interrupted run must leave no secrets behind either.
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const database = await countingDatabase()
  const secret = randomBytes(16).toString('hex')
  const body = deliveryBody()
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
  const running: Running[] = []
  try {
    say('starting the Worker, and a bare one')
    const config = ['-c', configWithoutConsumers(work), '--env-file', secretsFile(work, secret, database.url)]
    const chorus = await startWorker([...config, '--persist-to', join(work, 'chorus')], 4501)
    running.push(chorus)
    const bare = await startWorker(['-c', bareWorker(work), '--persist-to', join(work, 'bare')], 4502)
    running.push(bare)

    await refusesForgery(chorus, headers, body)
    say(`warming up: ${REQUESTS_A_TURN} requests to each`)
    await turn(bare, headers, body)
    await turn(chorus, headers, body)
    const turns: { anchor: Cpu; webhook: Cpu }[] = []
    for (let n = 1; n <= TURNS; n++) {
      const anchor = await turn(bare, headers, body)
      const webhook = await turn(chorus, headers, body)
      turns.push({ anchor, webhook })
      say(
        `turn ${n}/${TURNS}: bare ${us(anchor.own)}, webhook ${us(webhook.own)}: ${(webhook.own / anchor.own).toFixed(2)} ×`,
      )
    }
    const databaseCalls = database.calls()
    await reachesDatabase(chorus, database.calls)

    const ratios = turns.map(({ anchor, webhook }) => webhook.own / anchor.own)
    const withProxy = turns.map(
      ({ anchor, webhook }) => (webhook.own + webhook.proxy) / (anchor.own + anchor.proxy),
    )
    const ratio = median(ratios)
    const accepted = (TURNS + 1) * REQUESTS_A_TURN
    return {
      id: 'Q1',
      promise: 'CPU of taking a webhook, beside a bare Worker; no database call before the answer',
      limit: `≤ ${LIMIT} ×, 0 database calls`,
      anchor: `bare Worker: ${us(median(turns.map(({ anchor }) => anchor.own)))} a request (median of ${TURNS} turns of ${REQUESTS_A_TURN})`,
      measured: `${ratio.toFixed(2)} × (median; ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}), webhook: ${us(median(turns.map(({ webhook }) => webhook.own)))}; ${databaseCalls} database calls for ${accepted} accepted webhooks`,
      holds: ratio <= LIMIT && databaseCalls === 0,
      notes: [
        'Run without queue consumers and cron: the work after the answer is in neither side. It parses the body; the ingestion does not.',
        "Counted in: miniflare's entry, on both sides (it draws the ratio towards 1), and its queue broker, on ours (it raises it).",
        `Left out: the proxy of wrangler dev, the same on both sides. With it the ratio is ${median(withProxy).toFixed(2)} ×.`,
      ],
      detail: {
        turns,
        ratios,
        ratiosWithProxy: withProxy,
        requestsATurn: REQUESTS_A_TURN,
        bodyBytes: Buffer.byteLength(body),
        databaseCalls,
      },
    }
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
    database.close()
  }
}

/** Measures CPU seconds per request. Every answer must be a 200: a refused webhook is cheap. */
async function turn({ url, cpu }: Running, headers: Record<string, string>, body: string): Promise<Cpu> {
  const before = cpu()
  const result = await autocannon({
    url: `${url}/webhooks/meta`,
    method: 'POST',
    headers,
    body,
    amount: REQUESTS_A_TURN,
    connections: CONNECTIONS,
  })
  if (result['2xx'] !== REQUESTS_A_TURN)
    throw new Error(
      `Of ${REQUESTS_A_TURN} requests ${result['2xx']} were answered with 200: the turn counts for nothing.`,
    )
  const after = cpu()
  return {
    own: (after.own - before.own) / REQUESTS_A_TURN,
    proxy: (after.proxy - before.proxy) / REQUESTS_A_TURN,
  }
}

/** Checks in this very run that signatures are checked: a Worker that accepts everything would be cheap. */
async function refusesForgery({ url }: Running, headers: Record<string, string>, body: string) {
  const { status } = await fetch(`${url}/webhooks/meta`, { method: 'POST', headers, body: `${body} ` })
  if (status !== 401) throw new Error(`A body that was altered after signing was answered with ${status}.`)
}

/** Checks that a database call would be counted, by the health check, which makes one: only then do zero calls mean anything. */
async function reachesDatabase({ url }: Running, calls: () => number) {
  const before = calls()
  await fetch(`${url}/health`)
  if (calls() === before)
    throw new Error('The health check asked the database and the counter did not see it: the count is void.')
}

/** Counts connections and serves none: a webhook is accepted while the database is down. */
async function countingDatabase() {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    response.writeHead(500).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://localhost:${port}`, calls: () => calls, close: () => server.close() }
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const us = (seconds: number) => `${(seconds * 1e6).toFixed(0)} µs`

const platformSecrets = platforms.flatMap(({ manifest }) => manifest.vars.secrets.map(({ key }) => key))

/** Writes the root configuration without queue consumers and cron, so that nothing works on webhooks later. */
function configWithoutConsumers(work: string): string {
  const toml = readFileSync('wrangler.toml', 'utf8')
    .replaceAll(/\[\[queues\.consumers\]\]\n(?:[^[\n].*\n|\n(?!\[))*/g, '')
    .replace(/\[assets\]\n(?:.+\n)*/, '')
    .replace(/\[triggers\]\n.*\n/, '')
    // A secrets file gives only secrets that the configuration names: ours as required, those of platforms as variables.
    .replace('[vars]\n', `[vars]\n${platformSecrets.map((key) => `${key} = ""\n`).join('')}`)
    .replace('main = "workers/index.ts"', `main = ${JSON.stringify(resolve('workers/index.ts'))}`)
  if (/queues\.consumers|triggers|\[assets\]/.test(toml))
    throw new Error('The configuration still has consumers, cron or assets.')
  const file = join(work, 'wrangler.toml')
  writeFileSync(file, toml)
  return file
}

function secretsFile(work: string, appSecret: string, databaseUrl: string): string {
  const file = join(work, 'secrets.env')
  writeEnvFile(file, {
    DATABASE_URL: 'postgres://chorus_login:x@localhost/chorus',
    NEON_LOCAL_URL: databaseUrl,
    CHORUS_MASTER_KEY: randomBytes(32).toString('base64'),
    CHORUS_AUTH_SECRET: randomBytes(32).toString('base64url'),
    META_APP_SECRET: appSecret,
    META_VERIFY_TOKEN: 'verify',
    MAIL_API_TOKEN: 'mail',
  })
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
    text: {
      body: 'Good morning! Could you tell me whether you are open on Saturday, and until when? I would like to bring the bicycle in.',
    },
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
