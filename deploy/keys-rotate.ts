import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installed, lookUp } from '#connectors/installed.ts'
import { type Rotation, rotateKeys } from '#core/accounts/actions/keys.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { jsonLog } from '#core/lib/kernel/log.ts'
import type { Settings } from '#core/lib/platform/manifest.ts'
import { openVault, parseKeyring } from '#core/lib/secrets/vault.ts'
import { platformUrls } from '#local/emulators/registry.ts'
import { productUrl } from '#local/neon-backend.ts'
import { runningPid } from '#local/running.ts'
import { ensureSecrets, replaceSecret } from '#local/secrets.ts'
import { readSettings } from '#local/settings.ts'
import { UserError } from '#local/user-error.ts'
import { addressesOf } from '#local/worker.ts'
import { database } from '#workers/database.ts'
import { addKey, currentOnly } from './keyring.ts'

/**
 * `npm run keys:rotate`: moves everything that the master key seals to a new one, in steps during which the service keeps
 * running. docs/deploy.md describes all steps; each run says what comes next.
 */

interface Where {
  ring: string
  databaseUrl: string
  neonLocalUrl: string
  publicUrl: string
  /** The platforms' variables. */
  settings: Settings
}

async function main(args: readonly string[]): Promise<void> {
  const { CHORUS_MASTER_KEY: given, DATABASE_URL: url } = process.env
  if (args.includes('--new-key')) {
    if (!given)
      throw new UserError('Set CHORUS_MASTER_KEY to the key in use; the ring with a new one is printed.')
    console.log(addKey(given, newKey()))
    return
  }
  if (given && url) return report(await rotate(inProduction(given, url)), () => nextInProduction(given))
  if (given || url) throw new UserError('Set both CHORUS_MASTER_KEY (the ring of two) and DATABASE_URL.')
  return onThisMachine()
}

/** Rotates the key of `npm start`. The first run adds a key, which a restart loads; the second moves everything to it. */
async function onThisMachine(): Promise<void> {
  const settings = readSettings(process.env)
  const { dataDir, databaseUrl, ports } = settings
  const { CHORUS_MASTER_KEY: ring } = ensureSecrets(dataDir)
  if (parseKeyring(ring).length === 1) {
    replaceSecret(dataDir, 'CHORUS_MASTER_KEY', addKey(ring, newKey()))
    console.log('A new master key stands beside the old one. Restart `npm start`, then run this again.')
    return
  }
  if (!runningPid(dataDir))
    throw new UserError('Chorus does not run here. Start it (`npm start`), then run this again.')
  // The Worker could not open data sealed with a key that it was not started with.
  if (!readFileSync(join(dataDir, 'worker.env'), 'utf8').includes(`'${ring}'`))
    throw new UserError(
      'The running Worker does not know the new key yet. Restart `npm start`, then run this again.',
    )
  const at = addressesOf(settings)
  const rotation = await rotate({
    ring,
    databaseUrl: productUrl({ pgPort: ports.postgres, ...(databaseUrl && { databaseUrl }) }),
    neonLocalUrl: at.neon,
    publicUrl: at.api,
    settings: await platformUrls(at.emulators),
  })
  report(rotation, () => {
    replaceSecret(dataDir, 'CHORUS_MASTER_KEY', currentOnly(ring))
    return 'The old master key is forgotten; the next `npm start` knows the new one alone.'
  })
}

const inProduction = (ring: string, databaseUrl: string): Where => ({
  ring,
  databaseUrl,
  neonLocalUrl: process.env.NEON_LOCAL_URL ?? '',
  publicUrl: required('CHORUS_PUBLIC_URL', 'https://chorus.example.com, where platforms send webhooks'),
  settings: process.env,
})

function rotate({ ring, databaseUrl, neonLocalUrl, publicUrl, settings }: Where): Promise<Rotation> {
  const keyring = parseKeyring(ring)
  if (keyring.length < 2)
    throw new UserError(
      'CHORUS_MASTER_KEY holds one key: there is nothing to move. `--new-key` prints a ring of two.',
    )
  const now = () => new Date()
  const log = jsonLog({ actor: 'keys:rotate' })
  const db = database({ url: databaseUrl, localEndpoint: neonLocalUrl }).scoped(
    { role: 'chorus_system' },
    {
      now,
      afterCommit: () => undefined,
      warn: (event, error) => log.warn(`database.${event}`, { error: describeError(error) }),
    },
  )
  const connector = lookUp(installed({ settings, deadlineMs: 25_000, now }))
  return rotateKeys({ db, log, connector, publicUrl, vault: openVault(keyring) }, ({ keys, webhooks }) =>
    console.log(`  ${keys.done} data keys, ${webhooks.done} webhook secrets …`),
  )
}

function report({ credentials, keys, webhooks }: Rotation, whenAll: () => string): void {
  console.log(
    `Moved: ${credentials.done} old credentials, ${keys.done} data keys, ${webhooks.done} webhook secrets.`,
  )
  if (credentials.failed + keys.failed + webhooks.failed === 0) {
    console.log(whenAll())
    return
  }
  console.error(
    `Left: ${credentials.failed} old credentials, ${keys.failed} data keys, ${webhooks.failed} webhook secrets, for the reasons above. Keep the old key in the ring, mend them, and run this again.`,
  )
  process.exitCode = 1
}

const nextInProduction = (ring: string): string =>
  `Everything is under the new key. Put it alone: wrangler secret put CHORUS_MASTER_KEY, and paste the part before the comma (it begins with ${currentOnly(ring).split(':')[0]}:).`

function required(name: string, what: string): string {
  const value = process.env[name]
  if (!value) throw new UserError(`Set ${name}: ${what}.`)
  return value
}

const newKey = () => randomBytes(32).toString('base64')

await main(process.argv.slice(2)).catch((error: unknown) => {
  // Print an error that the user can fix as one line, any other with its stack.
  console.error(error instanceof UserError ? error.message : error)
  process.exitCode = 1
})
