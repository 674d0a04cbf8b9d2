// `node local/bundle-worker.ts DIR`: writes the Workers as wrangler deploys them, the options that miniflare runs them with, and the dashboard's
// Function. Runs in its own short-lived process, since wrangler and its bundler take more memory than the Workers.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { convertV4MiniflareOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler'

const [dir] = process.argv.slice(2)
if (!dir) throw new Error('Say where to: node local/bundle-worker.ts DIR')
rmSync(dir, { recursive: true, force: true })
const wrangler = join(import.meta.dirname, '../node_modules/wrangler/bin/wrangler.js')

function bundle(configFile: string, to: string): void {
  const { status } = spawnSync(
    process.execPath,
    [wrangler, 'deploy', '--dry-run', '--config', configFile, '--outdir', to],
    { stdio: 'inherit', env: { ...process.env, CI: '1', NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' } },
  )
  // wrangler has printed the reason itself.
  if (status !== 0) process.exit(1)

  // Secrets come from the data directory at each start: none of this environment may be written to a file.
  const { secrets: _, ...config } = unstable_readConfig({ config: configFile })
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config)
  const source = { modules: [{ type: 'ESModule' as const, path: 'index.js', contents: '' }] }
  const options = convertV4MiniflareOptions({
    workers: [{ ...workerOptions, ...source, name: config.name }],
  })
  writeFileSync(join(to, 'options.json'), JSON.stringify(options.workers[0], null, 2))
}
bundle('wrangler.toml', dir)
bundle('workers/reader/wrangler.toml', join(dir, 'reader'))

const pagesFunction = join(import.meta.dirname, '../web/functions/api/[[path]].ts')
writeFileSync(join(dir, 'pages-function.js'), stripTypeScriptTypes(readFileSync(pagesFunction, 'utf8')))
