import { resolve } from 'node:path'
import { UserError } from './user-error.ts'

export const root = resolve(import.meta.dirname, '..')

/** Ports of `npm start`, each with the variable that moves it. */
export const portVariables = {
  web: ['CHORUS_WEB_PORT', 8788],
  api: ['CHORUS_API_PORT', 8787],
  emulators: ['CHORUS_EMULATOR_PORT', 4010],
  neon: ['CHORUS_NEON_PORT', 4444],
  postgres: ['CHORUS_PG_PORT', 5433],
} as const

export type PortName = keyof typeof portVariables

export interface Settings {
  dataDir: string
  ports: Record<PortName, number>
  /** The connection string of a real Postgres instead of the embedded one. */
  databaseUrl?: string
}

type Environment = Record<string, string | undefined>

export function readSettings(env: Environment): Settings {
  const port = (name: PortName) => readPort(env, portVariables[name][0], portVariables[name][1])
  return {
    dataDir: resolve(root, env.CHORUS_DATA_DIR || '.data'),
    ports: {
      web: port('web'),
      api: port('api'),
      emulators: port('emulators'),
      neon: port('neon'),
      postgres: port('postgres'),
    },
    ...(env.CHORUS_DATABASE_URL && { databaseUrl: readDatabaseUrl(env.CHORUS_DATABASE_URL) }),
  }
}

function readPort(env: Environment, variable: string, usual: number): number {
  const text = env[variable] || String(usual)
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UserError(`${variable}=${text} is not a port (1–65535).`)
}

function readDatabaseUrl(text: string): string {
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text
  throw new UserError('CHORUS_DATABASE_URL is not of the form postgres://user:password@host:port/database.')
}
