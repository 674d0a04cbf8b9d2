import { randomBytes, randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { createTestHarness } from 'wrangler'
import { client } from '#local/client.ts'
import { control } from '#local/emulator-control.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { allowOutboundWebSockets } from './outbound.ts'

export const WEB_URL = 'http://localhost:8788'

/** The real Worker under workerd on the test database, with the emulators for platforms. */
export async function startHouse(vars: Record<string, string> = {}) {
  const secrets = {
    DATABASE_URL: inject('databaseUrl'),
    CHORUS_MASTER_KEY: randomBytes(32).toString('base64'),
    CHORUS_AUTH_SECRET: randomBytes(32).toString('base64url'),
    META_APP_SECRET: randomBytes(16).toString('hex'),
    META_VERIFY_TOKEN: randomBytes(16).toString('hex'),
    MAIL_API_TOKEN: randomBytes(16).toString('hex'),
  }
  const operatorEmail = `operator-${randomUUID()}@chorus.test`
  allowOutboundWebSockets()
  const harness = createTestHarness()
  // The emulators need the Worker's address and the Worker theirs: the Worker is told last.
  const base = { configPath: 'wrangler.toml', secrets }
  const common = {
    NEON_LOCAL_URL: inject('neonUrl'),
    CHORUS_WEB_URL: WEB_URL,
    CHORUS_OPERATORS: operatorEmail,
    CHORUS_CALL_DEADLINE_MS: '4000',
    MAIL_API_URL: 'http://localhost:1',
  }
  await harness.update({ workers: [{ ...base, vars: common }] })
  const { url } = await harness.listen()
  const workerUrl = url.origin
  const emulators = await startEmulators({
    port: 0,
    workerUrl,
    metaAppSecret: secrets.META_APP_SECRET,
    metaVerifyToken: secrets.META_VERIFY_TOKEN,
  })
  await harness.update({
    workers: [
      {
        ...base,
        vars: {
          ...common,
          CHORUS_PUBLIC_URL: workerUrl,
          META_GRAPH_URL: `${emulators.url}/graph`,
          TELEGRAM_API_URL: `${emulators.url}/telegram`,
          MAIL_API_URL: `${emulators.url}/mail`,
          ...vars,
        },
      },
    ],
  })
  const worker = harness.getWorker<Env>()
  return {
    url: (await harness.listen()).url.origin,
    secrets,
    operatorEmail,
    harness,
    worker,
    emulators: control(emulators.url),
    tick: () => worker.scheduled({ cron: '* * * * *', scheduledTime: new Date() }),
    async close() {
      await harness.close()
      await emulators.stop()
    },
  }
}

export type House = Awaited<ReturnType<typeof startHouse>>

/** A workspace of its own with a signed-in owner: every suite makes one, so none depends on another. */
export async function newWorkspace(house: House, email = `${randomUUID()}@chorus.test`) {
  const owner = client(house.url, { origin: WEB_URL })
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

/** Asks again until the answer is what is waited for; fails with the last one. */
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
