import type { PGlite } from '@electric-sql/pglite'

/** A connection, by what its session is to be like. */
export interface SessionClient {
  /** As whom it connected. The product is `chorus_login`, and sets nothing that outlives its transactions. */
  user: string
  /** What it has set for its session, put back when its turn comes again. */
  settings: { name: string; setting: string }[]
}

export interface Session {
  /** Makes the session that of this client, as if nobody else had ever had it. In its turn. */
  enter(client: SessionClient): Promise<void>
  isOf(client: SessionClient): boolean
  /** The client has gone: nothing of it stays. In a turn. */
  clear(): Promise<void>
}

const PRODUCT = 'chorus_login'

/**
 * The one session of the embedded database, which its clients have in turns. What one of them sets for its session, by `set` or `set_config`, is
 * not there for the next. Temporary tables, prepared statements and cursors outside of transactions last until somebody else's turn.
 */
export function sharedSession(db: PGlite): Session {
  let current: SessionClient | null = null
  const roleOf = ({ user }: SessionClient) => (user === 'postgres' ? 'none' : PRODUCT)
  const isOutside = (client: SessionClient | null): client is SessionClient =>
    client !== null && client.user !== PRODUCT

  return {
    isOf: (client) => current === client,
    async enter(client) {
      if (current === client) return
      if (isOutside(current)) {
        current.settings = await settingsOf(db)
        await db.exec('discard all')
      } else {
        await db.exec('reset all')
      }
      await db.exec(`set role ${roleOf(client)}`)
      for (const { name, setting } of client.settings)
        await db.query('select set_config($1, $2, false)', [name, setting])
      current = client
    },
    async clear() {
      await db.exec(isOutside(current) ? 'discard all' : 'reset all')
      current = null
    },
  }
}

/** What has been set for the session, but for the role, which goes by who connected. */
async function settingsOf(db: PGlite): Promise<SessionClient['settings']> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where source = 'session' and name <> 'role'`,
  )
  return rows
}

/** Who connects, by the startup message: length, protocol, then names and values, each ended by a zero byte. */
export function clientOf(startup: Uint8Array): SessionClient {
  const words = new TextDecoder().decode(startup.subarray(8)).split('\0')
  const at = words.findIndex((word, index) => index % 2 === 0 && word === 'user')
  return { user: words[at + 1] ?? PRODUCT, settings: [] }
}
