import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { bucketOf } from './bucket.ts'
import { root } from './settings.ts'

/** The name of the bucket of files, as wrangler.toml has it. */
export const bucketName = (): string => bucketOf(readFileSync(join(root, 'wrangler.toml'), 'utf8'))

/** The key to the files of this machine by S3's API, which miniflare serves for R2. Known only to who may read its secrets. */
export const filesKey = ({ CHORUS_AUTH_SECRET: secret = '' }: Readonly<Record<string, string>>) => ({
  accessKeyId: 'chorus',
  secretAccessKey: createHmac('sha256', secret).update('files').digest('hex'),
})

/** The address of the bucket at a server of miniflare. */
export const filesUrl = (origin: string): string => `${origin}/cdn-cgi/local/r2/s3/${bucketName()}`

/** Serves the files of a data directory while `npm start` does not run there. `persistTo` is the folder of its Worker. */
export async function serveFiles(
  persistTo: string,
  key: ReturnType<typeof filesKey>,
): Promise<{ url: string; close(): Promise<void> }> {
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    resourcePersistencePath: persistTo,
    workers: [
      {
        config: {
          name: 'files',
          compatibilityDate: '2026-11-01',
          manifest: { mainModule: 'index.js', modules: { 'index.js': { type: 'esm', contents: nothing } } },
          env: { BLOBS: { type: 'r2', name: bucketName(), dev: { experimentalS3Credentials: key } } },
        },
      },
    ],
  })
  const { origin } = await miniflare.ready
  return { url: filesUrl(origin), close: () => miniflare.dispose() }
}

const nothing = 'export default { fetch: () => new Response(null, { status: 404 }) }'
