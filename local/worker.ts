import { join } from 'node:path'
import type { Command } from './children.ts'
import { productUrl } from './neon-backend.ts'
import { type Secrets, writeEnvFile } from './secrets.ts'
import { root, type Settings } from './settings.ts'

const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')

export interface Addresses {
  web: string
  api: string
  emulators: string
  neon: string
}

export const addressesOf = ({ ports }: Settings): Addresses => ({
  web: `http://localhost:${ports.web}`,
  api: `http://localhost:${ports.api}`,
  emulators: `http://localhost:${ports.emulators}`,
  neon: `http://localhost:${ports.neon}`,
})

/** The Worker under workerd, with the emulators for platforms. Its secrets go by file, the rest by arguments. */
export function workerCommand(settings: Settings, secrets: Secrets): Command {
  const { dataDir, ports, databaseUrl } = settings
  const at = addressesOf(settings)
  const envFile = join(dataDir, 'worker.env')
  const database = productUrl({ pgPort: ports.postgres, ...(databaseUrl && { databaseUrl }) })
  writeEnvFile(envFile, { ...secrets, DATABASE_URL: database })
  const vars = {
    NEON_LOCAL_URL: at.neon,
    CHORUS_PUBLIC_URL: at.api,
    CHORUS_WEB_URL: at.web,
    CHORUS_OPERATORS: 'demo@chorus.test',
    META_GRAPH_URL: `${at.emulators}/graph`,
    TELEGRAM_API_URL: `${at.emulators}/telegram`,
    MAIL_API_URL: `${at.emulators}/mail`,
    OPENAI_BASE_URL: `${at.emulators}/openai/v1`,
    ANTHROPIC_BASE_URL: `${at.emulators}/anthropic`,
    CHORUS_STORED_LOG_LEVEL: 'info',
  }
  return {
    name: 'worker',
    args: [
      ...[wrangler, 'dev', '-c', 'wrangler.toml', '--port', String(ports.api), '--ip', '127.0.0.1'],
      ...['--local', '--persist-to', join(dataDir, 'worker'), '--env-file', envFile],
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
      ...quiet,
    ],
    cwd: root,
    env: wranglerEnv(settings),
  }
}

/** The dashboard's Pages project; its Function finds the Worker through wrangler's registry. */
export const pagesCommand = (settings: Settings): Command => ({
  name: 'dashboard',
  args: [
    ...[wrangler, 'pages', 'dev', '--port', String(settings.ports.web), '--ip', '127.0.0.1'],
    ...['--persist-to', join(settings.dataDir, 'dashboard')],
    ...quiet,
  ],
  cwd: join(root, 'web'),
  env: wranglerEnv(settings),
})

export const emulatorsCommand = (settings: Settings, secrets: Secrets): Command => ({
  name: 'emulators',
  args: [join(root, 'local/emulators/server.ts')],
  cwd: root,
  env: {
    CHORUS_EMULATOR_PORT: String(settings.ports.emulators),
    CHORUS_API_PORT: String(settings.ports.api),
    CHORUS_WEB_URL: addressesOf(settings).web,
    META_APP_SECRET: secrets.META_APP_SECRET,
    META_VERIFY_TOKEN: secrets.META_VERIFY_TOKEN,
  },
})

export const dashboardBuild = (): Command => ({
  name: 'dashboard-build',
  args: [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
  cwd: join(root, 'web'),
  // Whatever this process runs as: a development build of React is half as large again.
  env: { NODE_ENV: 'production' },
})

/** Nobody types into it, and nothing is watched for a debugger. */
const quiet = ['--show-interactive-dev-session=false', '--inspector-port', '0']

const wranglerEnv = ({ dataDir }: Settings): Record<string, string> => ({
  CI: '1',
  NO_COLOR: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG_PATH: join(dataDir, 'logs/wrangler'),
  // Of this installation alone: another one on this machine has a Worker of the same name.
  WRANGLER_REGISTRY_PATH: join(dataDir, 'registry'),
})
