import type { PGlite } from '@electric-sql/pglite'

/** The session state of a connection. */
export interface SessionClient {
  /** The user that it connected as. The product is `chorus_login`, and sets nothing that outlives its transactions. */
  user: string
  /** The settings of its session, restored when its turn comes again. */
  settings: { name: string; setting: string }[]
}

export interface Session {
  /** Gives the session to this client, without a trace of other clients. Call it in the client's turn. */
  enter(client: SessionClient): Promise<void>
  isOf(client: SessionClient): boolean
  /** Removes all state of a client that has disconnected. Call it in a turn. */
  clear(): Promise<void>
}

const PRODUCT = 'chorus_login'

/**
 * Shares the one session of the embedded database among its clients, which take turns. Settings that one makes, by `set` or `set_config`, do not
 * apply to the next. Temporary tables, prepared statements and cursors outside transactions last until another client's turn.
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

/** Reads the settings made for the session, except the role, which follows from the user. */
async function settingsOf(db: PGlite): Promise<SessionClient['settings']> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where source = 'session' and name <> 'role'`,
  )
  return rows
}

/** Reads the user from the startup message: length, protocol, then names and values, each ended by a zero byte. */
export function clientOf(startup: Uint8Array): SessionClient {
  const words = new TextDecoder().decode(startup.subarray(8)).split('\0')
  const at = words.findIndex((word, index) => index % 2 === 0 && word === 'user')
  return { user: words[at + 1] ?? PRODUCT, settings: [] }
}
