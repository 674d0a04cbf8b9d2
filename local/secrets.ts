import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { platforms } from '#connectors/registry.ts'

const make = {
  CHORUS_MASTER_KEY: () => randomBytes(32).toString('base64'),
  CHORUS_AUTH_SECRET: () => randomBytes(32).toString('base64url'),
  MAIL_API_TOKEN: () => randomBytes(16).toString('hex'),
  STRIPE_SECRET_KEY: () => `sk_test_${randomBytes(16).toString('hex')}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(16).toString('hex')}`,
}

/** Secrets of the installation, and of its platforms by the names in their manifests. */
export type Secrets = Record<keyof typeof make, string> & Readonly<Record<string, string>>

/** Makes up the secrets that an installation shares with its platforms, for emulated platforms. */
export const inventPlatformSecrets = (): Record<string, string> =>
  Object.fromEntries(
    platforms.flatMap(({ manifest }) =>
      manifest.vars.secrets.map(({ key }) => [key, randomBytes(16).toString('hex')]),
    ),
  )

/** Returns the secrets of this installation. Makes missing ones and keeps them in a file that only its owner can read. */
export function ensureSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  const kept = existsSync(file)
    ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
    : {}
  const secrets = {
    CHORUS_MASTER_KEY: make.CHORUS_MASTER_KEY(),
    CHORUS_AUTH_SECRET: make.CHORUS_AUTH_SECRET(),
    MAIL_API_TOKEN: make.MAIL_API_TOKEN(),
    STRIPE_SECRET_KEY: make.STRIPE_SECRET_KEY(),
    STRIPE_WEBHOOK_SECRET: make.STRIPE_WEBHOOK_SECRET(),
    ...inventPlatformSecrets(),
    ...kept,
  }
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return secrets
}

/** Replaces a secret; the next start gives it to the Worker. */
export function replaceSecret(dataDir: string, name: keyof typeof make, value: string): void {
  const secrets = { ...ensureSecrets(dataDir), [name]: value }
  writeFileSync(join(dataDir, 'secrets.json'), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
}

/** Writes values to a file that only its owner can read, since arguments of a process are visible in the process list. */
export function writeEnvFile(file: string, values: Record<string, string>): void {
  const lines = Object.entries(values).map(([name, value]) => `${name}='${value}'\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
}
