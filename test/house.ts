import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createTestHarness } from 'wrangler'
import { client } from '#local/client.ts'
import { control } from '#local/emulator-control.ts'
import type { EmulatorModule } from '#local/emulators/emulator.ts'
import { platformUrls } from '#local/emulators/registry.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { inventPlatformSecrets, type Secrets } from '#local/secrets.ts'
import { openDoor } from './door.ts'
import { allowOutboundWebSockets } from './outbound.ts'

export const WEB_URL = 'http://localhost:8788'
/** Number of operators: each file that enters the shared house has its own; more files than this need more addresses. */
const OPERATORS = 60

/** Starts the real Worker under workerd on the test database, with the emulators for platforms, for one file alone. */
export async function startHouse(vars: Record<string, string> = {}, another: Another = {}) {
  return visit(await start(vars, another))
}

/** Options for another tree than this one, with platforms of its own. */
export interface Another {
  root?: string
  /** A database of its own. @see startNeon */
  database?: { url: string; databaseUrl: string }
  emulators?: readonly EmulatorModule[]
  /** Returns the addresses of the emulators for the tree, once they are started. */
  varsOf?(emulatorUrl: string): Record<string, string>
}

let shared: ReturnType<typeof start> | undefined

/**
 * Enters a house that is started once for all files of a run: each file comes from a network address of its own and has an
 * operator of its own. A test that turns switches, or needs other vars, starts its own house.
 */
export async function enterHouse() {
  shared ??= start()
  // An earlier file may have replaced the outbound `fetch`.
  allowOutboundWebSockets()
  const house = visit(await shared)
  return { ...house, close: async () => void (await house.emulators.clearFaults()) }
}

async function start(
  vars: Record<string, string> = {},
  { root = '.', database, emulators: also = [], varsOf }: Another = {},
) {
  const secrets: Secrets = {
    DATABASE_URL: database?.databaseUrl ?? inject('databaseUrl'),
    CHORUS_MASTER_KEY: randomBytes(32).toString('base64'),
    CHORUS_AUTH_SECRET: randomBytes(32).toString('base64url'),
    ...inventPlatformSecrets(),
    MAIL_API_TOKEN: randomBytes(16).toString('hex'),
    // Without a key nothing is sold: `startHouse` with one sets billing up.
    STRIPE_SECRET_KEY: vars.STRIPE_SECRET_KEY ?? '',
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(16).toString('hex')}`,
  }
  const replacing = Object.fromEntries(Object.entries(vars).filter(([name]) => name in secrets))
  const operators = Array.from({ length: OPERATORS }, () => `operator-${randomUUID()}@chorus.test`)
  allowOutboundWebSockets()
  const door = await openDoor()
  const emulators = await startEmulators({
    port: 0,
    workerUrl: door.url,
    webUrl: WEB_URL,
    secrets,
    also,
  })
  const harness = createTestHarness({
    workers: [
      {
        configPath: join(root, 'wrangler.toml'),
        // The Worker takes a secret before a var of the same name: what a test sets has to replace the secret.
        secrets: { ...secrets, ...replacing },
        vars: {
          NEON_LOCAL_URL: database?.url ?? inject('neonUrl'),
          CHORUS_WEB_URL: WEB_URL,
          CHORUS_PUBLIC_URL: door.url,
          CHORUS_OPERATORS: operators.join(','),
          CHORUS_CALL_DEADLINE_MS: '4000',
          ...(await platformUrls(emulators.url)),
          ...varsOf?.(emulators.url),
          CHORUS_PRACTICE_URL: emulators.url,
          MAIL_API_URL: `${emulators.url}/mail`,
          STRIPE_API_URL: `${emulators.url}/stripe`,
          ...vars,
        },
      },
      { configPath: 'workers/reader/wrangler.toml' },
    ],
  })
  const { url } = await harness.listen()
  door.leadTo(url)
  const worker = harness.getWorker<Env>()
  return {
    url: url.origin,
    secrets,
    operators,
    harness,
    worker,
    emulators: control(emulators.url),
    emulatorUrl: emulators.url,
    tick: (cron = '* * * * *') => worker.scheduled({ cron, scheduledTime: new Date() }),
    async close() {
      await harness.close()
      await emulators.stop()
      await door.close()
    },
  }
}

let visits = 0

/** Returns a file's view of a house. */
function visit({ operators, ...house }: Awaited<ReturnType<typeof start>>) {
  const operatorEmail = operators[visits % OPERATORS] ?? ''
  const address = `192.0.2.${++visits}`
  return {
    ...house,
    operatorEmail,
    /** A client without a session. */
    visitor: () => client(house.url, { origin: WEB_URL, address }),
  }
}

export type House = Awaited<ReturnType<typeof startHouse>>

/** Makes a workspace with a signed-in owner: every suite makes its own, so none depends on another. */
export async function newWorkspace(house: House, email = `${randomUUID()}@chorus.test`) {
  const owner = house.visitor()
  await owner.signUp({ name: 'Ada Owner', email, password: 'correct horse battery' })
  const workspace = await owner.post<{ id: string }>('/v1/workspaces', { name: 'Test workspace' })
  return { owner, workspaceId: workspace.id }
}

/** Connects a WhatsApp number that exists nowhere else. */
export async function connectWhatsapp(
  house: House,
  owner: Awaited<ReturnType<typeof newWorkspace>>['owner'],
) {
  const externalId = String(10 ** 14 + Math.floor(Number(`0x${randomBytes(5).toString('hex')}`)))
  const token = `EAA${randomUUID()}`
  await house.emulators.addAccount({ platform: 'whatsapp', externalId, name: 'Test number', token })
  return owner.post<{ id: string; externalId: string }>('/v1/accounts', {
    platform: 'whatsapp',
    externalId,
    name: 'Support line',
    credentials: { accessToken: token },
  })
}

/** Connects a Telegram channel that exists nowhere else. */
export async function connectTelegram(
  house: House,
  owner: Awaited<ReturnType<typeof newWorkspace>>['owner'],
) {
  const digits = String(Math.floor(Number(`0x${randomBytes(5).toString('hex')}`))).padStart(10, '1')
  const externalId = `-100${digits.slice(0, 10)}`
  const token = `${digits.slice(0, 9)}:${randomUUID()}`
  await house.emulators.addAccount({ platform: 'telegram', externalId, name: 'Test channel', token })
  const account = await owner.post<{ id: string; externalId: string }>('/v1/accounts', {
    platform: 'telegram',
    externalId,
    name: 'News channel',
    credentials: { accessToken: token },
  })
  return { ...account, token }
}

/** Asks again until the answer is the expected one; fails with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  until: (value: T) => boolean,
  withinMs = 45_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const value = await ask()
    if (until(value)) return value
    if (Date.now() > deadline)
      throw new Error(
        `Not within ${withinMs} ms; the last was ${JSON.stringify(value, null, 1).slice(0, 3000)}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
