import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { migratePg, OutgrownDatabase } from '#drizzle/migrate.ts'
import { migratePglite, openPglite } from '#drizzle/pglite.ts'
import { keptSessions, type Sessions } from './neon-sessions.ts'
import { servePglite } from './pglite-server.ts'
import { UserError } from './user-error.ts'

const loginRole = 'chorus_login'

/** The migrated Postgres behind the endpoint. */
export interface Backend {
  host: string
  port: number
  loginUrl: string
  ownerUrl: string
  httpConnections: number
  /** Connections that are kept from client to client, where a new one is dear. */
  sessions?: Sessions
  close(): Promise<void>
}

export interface EmbeddedOptions {
  pgPort?: number
  dataDir?: string
}

/** Starts PGlite and serves it by the wire protocol. */
export async function startEmbedded({ pgPort = 0, dataDir }: EmbeddedOptions): Promise<Backend> {
  const db = await open(dataDir)
  try {
    await migratePglite(db)
    // Its session belongs to a superuser, who would bypass row-level security.
    await db.exec(`set role ${loginRole}`)
    const wire = await servePglite(db, pgPort)
    return {
      host: '127.0.0.1',
      port: wire.port,
      loginUrl: embeddedUrl(loginRole, wire.port),
      ownerUrl: embeddedUrl('postgres', wire.port),
      httpConnections: 4,
      async close() {
        await wire.close()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error instanceof OutgrownDatabase ? new UserError(error.message) : error
  }
}

async function open(dataDir: string | undefined): Promise<PGlite> {
  try {
    return await openPglite(dataDir)
  } catch (error) {
    throw new UserError(
      `The embedded database in ${dataDir ?? 'memory'} does not open. \`npm run reset\` deletes it; the next \`npm start\` builds it anew.`,
      { cause: error },
    )
  }
}

/** Connects to a running Postgres: migrates it as its owner; the product then uses it as `chorus_login` under row-level security. */
export async function connectServer(databaseUrl: string): Promise<Backend> {
  const owner = new pg.Client({ connectionString: databaseUrl })
  try {
    await owner.connect()
  } catch (error) {
    throw new UserError(`The database of CHORUS_DATABASE_URL does not answer: ${reason(error)}`, {
      cause: error,
    })
  }
  try {
    await migratePg(owner)
    await owner.query(
      `alter role ${loginRole} login password ${owner.escapeLiteral(scramVerifier(loginPassword(databaseUrl)))}`,
    )
  } catch (error) {
    if (error instanceof OutgrownDatabase) throw new UserError(error.message)
    throw new UserError(
      `The database of CHORUS_DATABASE_URL could not be migrated: ${reason(error)}. Its user must own it and be allowed to create roles; pgvector, btree_gin and pg_trgm (of the contrib modules) must be installed (on Debian: npm run setup:postgres).`,
      { cause: error },
    )
  } finally {
    await owner.end()
  }
  const loginUrl = productUrl({ databaseUrl })
  const sessions = keptSessions(loginUrl)
  return {
    host: owner.host,
    port: owner.port,
    loginUrl,
    ownerUrl: databaseUrl,
    httpConnections: 10,
    sessions,
    close: async () => sessions.close(),
  }
}

/** Returns the product's connection string. It is known before anything runs, so that the Worker need not wait for the database. */
export function productUrl({ databaseUrl, pgPort = 0 }: { databaseUrl?: string; pgPort?: number }): string {
  if (!databaseUrl) return embeddedUrl(loginRole, pgPort)
  const login = new URL(databaseUrl)
  login.username = loginRole
  login.password = loginPassword(databaseUrl)
  return login.href
}

/** Returns the owner's connection string of what `npm start` serves. */
export const ownerUrlOf = ({ databaseUrl, pgPort = 0 }: { databaseUrl?: string; pgPort?: number }): string =>
  databaseUrl ?? embeddedUrl('postgres', pgPort)

/** Builds the connection string of PGlite. It needs no password, but the drivers require one. */
const embeddedUrl = (user: string, port: number): string =>
  `postgres://${user}:local@localhost:${port}/postgres`

/** Derives the login's password from the owner's: all databases of the server share the role, so two installations must agree. */
const loginPassword = (databaseUrl: string): string =>
  createHmac('sha256', decodeURIComponent(new URL(databaseUrl).password))
    .update(loginRole)
    .digest('base64url')

/**
 * Computes the verifier that Postgres stores for a password (RFC 5803), with one iteration. More are needed only for passwords that
 * people choose, not for 256 random bits. With the usual 4,096, Neon's driver would make as many WebCrypto calls per transaction.
 */
function scramVerifier(password: string): string {
  const iterations = 1
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const keyFor = (name: string) => createHmac('sha256', salted).update(name).digest()
  const storedKey = createHash('sha256').update(keyFor('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${keyFor('Server Key').toString('base64')}`
}

/** Returns the message of the innermost error, since drizzle wraps the database's own. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? reason(error.cause) : error.message
}
