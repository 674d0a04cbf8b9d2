import { platforms } from '#connectors/registry.ts'
import { missingSecrets } from '#core/lib/platform/manifest.ts'
import { bucketOf } from '#local/bucket.ts'

/** The findings of `npm run deploy` before it changes anything. */
export interface Facts {
  /** The texts of the wrangler.toml files of the Worker, the reader and the dashboard. */
  toml: string
  readerToml: string
  webToml: string
  ownerUrl: string | undefined
  /** Names of the variables that the Worker reads. */
  known: readonly string[]
  signedIn: boolean
  /** Names of the Worker's secrets; empty when there is no Worker yet, null when they could not be listed. */
  secrets: readonly string[] | null
}

export interface Problem {
  what: string
  mend: string
}

/** Lists everything that is missing, each with its remedy. */
export function problemsOf({
  toml,
  readerToml,
  webToml,
  ownerUrl,
  known,
  signedIn,
  secrets,
}: Facts): Problem[] {
  const problems: Problem[] = []
  const add = (what: string, mend: string) => problems.push({ what, mend })
  if (!ownerUrl) {
    add(
      'CHORUS_OWNER_DATABASE_URL is not set.',
      'Give the owner’s connection string of the Neon database: CHORUS_OWNER_DATABASE_URL=postgres://… npm run deploy',
    )
  } else if (!/^postgres(ql)?:\/\/[^:@/]+:[^@/]+@/.test(ownerUrl)) {
    add(
      'CHORUS_OWNER_DATABASE_URL is not of the form postgres://user:password@host/database.',
      'Copy it from Neon’s dashboard, with the password.',
    )
  } else if (/^postgres(ql)?:\/\/chorus_/.test(ownerUrl)) {
    add(
      'CHORUS_OWNER_DATABASE_URL is that of the product’s own login, which may not migrate.',
      'Give the owner’s: the role that Neon made with the project.',
    )
  }
  for (const { name, value } of varsOf(toml)) {
    if (/example\.(com|org)/.test(value))
      add(`${name} in wrangler.toml still says ${value}.`, `Set ${name} to your own address.`)
    if (!known.includes(name))
      add(`Nothing reads ${name} of wrangler.toml.`, 'Correct its name, or take it out.')
  }
  if (serviceOf(webToml) !== nameOf(toml)) {
    add(
      `web/wrangler.toml binds the dashboard to the Worker “${serviceOf(webToml)}”, and wrangler.toml calls it “${nameOf(toml)}”.`,
      `Set service = "${nameOf(toml)}" in web/wrangler.toml.`,
    )
  }
  for (const { what, told, is, key } of [
    { what: 'Worker', told: serviceOf(toml), is: nameOf(readerToml), key: 'service' },
    { what: 'bucket', told: bucketOf(toml), is: bucketOf(readerToml), key: 'bucket_name' },
  ]) {
    if (told === is) continue
    add(
      `wrangler.toml names the reader’s ${what} “${told}”, and workers/reader/wrangler.toml “${is}”.`,
      `Give both the same: ${key} = "${told}" in the one as in the other.`,
    )
  }
  if (!signedIn) {
    add(
      'Wrangler is not signed in to Cloudflare, or does not reach it.',
      'npx wrangler login (or set CLOUDFLARE_API_TOKEN); the secrets are looked at after that',
    )
  } else if (secrets === null) {
    add('The secrets of the Worker could not be listed.', 'npx wrangler secret list says why')
  }
  const has = secrets ?? requiredSecrets(toml)
  for (const name of requiredSecrets(toml).filter((required) => !has.includes(required))) {
    add(
      `The Worker has no secret ${name}.`,
      `npx wrangler secret put ${name} (docs/deploy.md says how to make it)`,
    )
  }
  return problems
}

/** Lists platforms that lack a secret, with the commands that set it: no account can be connected there; all else works. */
export const notSetUp = (secrets: readonly string[]): string[] =>
  platforms.flatMap(({ manifest }) => {
    const missing = missingSecrets(manifest, Object.fromEntries(secrets.map((name) => [name, name])))
    if (missing.length === 0) return []
    const todo = missing.map(({ key, how }) => `  npx wrangler secret put ${key}   ${how}`)
    return [`– ${manifest.name} is not set up.`, ...todo]
  })

/** Reads the names of secrets from the output of `wrangler secret list`: none when there is no Worker yet, null on any other failure. */
export function secretsIn({ ok, text }: { ok: boolean; text: string }): string[] | null {
  if (!ok) return /Worker "[^"]*".* not found/.test(text) ? [] : null
  return [...text.matchAll(/"name":\s*"(\w+)"/g)].map(([, name = '']) => name)
}

/** Reads the variables of `[vars]`. */
export function varsOf(toml: string): { name: string; value: string }[] {
  const section = /^\[vars\]\n([\s\S]*?)(?=^\[)/m.exec(toml)?.[1] ?? ''
  return [...section.matchAll(/^(\w+) = "([^"]*)"/gm)].map(([, name = '', value = '']) => ({ name, value }))
}

export const requiredSecrets = (toml: string): string[] =>
  [...(/^required = \[([^\]]*)\]/m.exec(toml)?.[1] ?? '').matchAll(/"(\w+)"/g)].map(([, name = '']) => name)

/** Lists the queues that must exist before the Worker that consumes them. */
export const queuesOf = (toml: string): string[] => [
  ...new Set([...toml.matchAll(/^(?:queue|dead_letter_queue) = "([\w-]+)"/gm)].map(([, name = '']) => name)),
]

/** Reads the name of a Worker or a Pages project. */
export const nameOf = (toml: string): string => /^name = "([\w-]+)"/m.exec(toml)?.[1] ?? ''

/** Reads the name of the Worker that a Worker or the dashboard calls. */
export const serviceOf = (toml: string): string => /^service = "([\w-]+)"/m.exec(toml)?.[1] ?? ''
