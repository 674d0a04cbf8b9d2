import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { bucketName, filesKey, filesUrl, serveFiles } from '#local/files.ts'
import { connectServer, ownerUrlOf, startEmbedded } from '#local/neon-backend.ts'
import { markRunning, markStopped, runningPid } from '#local/running.ts'
import { ensureSecrets } from '#local/secrets.ts'
import { readSettings, type Settings } from '#local/settings.ts'
import { UserError } from '#local/user-error.ts'
import { addressesOf } from '#local/worker.ts'
import { type Bucket, openBucket } from './bucket.ts'

/** An installation whose data are kept or put back: its database as the owner, and its bucket of files. */
export interface Place {
  name: string
  client: pg.Client
  bucket: Bucket
  /** Reads and writes what only this machine has: its keys, its demo, what its emulators keep. Empty for production, whose secrets lie elsewhere. */
  own: {
    names: readonly string[]
    read(name: string): Uint8Array | null
    write(name: string, bytes: Uint8Array): void
  }
  close(): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Opens production where `CHORUS_OWNER_DATABASE_URL` names its database, else the installation of this machine, running or not.
 * @throws UserError where something is missing, or where it runs and `mustRest`
 */
export async function openPlace(env: Environment, { mustRest }: { mustRest: boolean }): Promise<Place> {
  if (env.CHORUS_OWNER_DATABASE_URL) return production(env, env.CHORUS_OWNER_DATABASE_URL)
  const settings = readSettings(env)
  const pid = runningPid(settings.dataDir)
  if (pid && mustRest)
    throw new UserError(
      `npm start (process ${pid}) uses ${settings.dataDir}. Stop it first, with Ctrl-C where it runs, or set CHORUS_DATA_DIR to another folder.`,
    )
  return pid ? running(settings) : resting(settings)
}

async function production(env: Environment, ownerUrl: string): Promise<Place> {
  const needed = ['R2_ENDPOINT', 'R2_ACCESS_KEY_ID', 'R2_SECRET_ACCESS_KEY'] as const
  const missing = needed.filter((name) => !env[name])
  if (missing.length > 0)
    throw new UserError(
      `Set ${missing.join(', ')} as well: Cloudflare’s dashboard → R2 → API → Manage API tokens gives them.`,
    )
  const client = await connect(ownerUrl)
  return {
    name: 'the database of CHORUS_OWNER_DATABASE_URL',
    client,
    bucket: openBucket({
      url: `${env.R2_ENDPOINT?.replace(/\/$/, '')}/${bucketName()}`,
      accessKeyId: env.R2_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.R2_SECRET_ACCESS_KEY ?? '',
    }),
    own: { names: [], read: () => null, write: () => undefined },
    close: () => client.end(),
  }
}

async function running(settings: Settings): Promise<Place> {
  const { dataDir, ports, databaseUrl } = settings
  const client = await connect(ownerUrlOf({ pgPort: ports.postgres, ...(databaseUrl && { databaseUrl }) }))
  const url = filesUrl(addressesOf(settings).api)
  return {
    name: dataDir,
    client,
    bucket: openBucket({ url, ...filesKey(ensureSecrets(dataDir)) }),
    own: ownFiles(dataDir),
    close: () => client.end(),
  }
}

async function resting({ dataDir, databaseUrl }: Settings): Promise<Place> {
  mkdirSync(dataDir, { recursive: true })
  markRunning(dataDir)
  const backend = databaseUrl
    ? await connectServer(databaseUrl)
    : await startEmbedded({ dataDir: join(dataDir, 'postgres') })
  const key = filesKey(ensureSecrets(dataDir))
  const files = await serveFiles(join(dataDir, 'worker'), key)
  const client = await connect(backend.ownerUrl)
  return {
    name: dataDir,
    client,
    bucket: openBucket({ url: files.url, ...key }),
    own: ownFiles(dataDir),
    async close() {
      await client.end()
      await files.close()
      await backend.close()
      markStopped(dataDir)
    },
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  await client.connect().catch((error: Error) => {
    throw new UserError(`The database cannot be reached: ${error.message}.`)
  })
  return client
}

/** Files of a data directory itself: keys, the demo, what emulators keep over restarts. */
const OWN = /^[\w-]+\.json$/

const ownFiles = (dataDir: string): Place['own'] => ({
  names: readdirSync(dataDir).filter((name) => OWN.test(name)),
  read: (name) => readFileSync(join(dataDir, name)),
  write(name, bytes) {
    if (!OWN.test(name))
      throw new UserError(`The backup holds ${name}, which is no file of a data directory.`)
    writeFileSync(join(dataDir, name), bytes, { mode: 0o600 })
  },
})
