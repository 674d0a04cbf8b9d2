import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { openDemo, signedIn } from '../e2e/running.ts'
import { startStack } from '../e2e/stack.ts'
import type { Figure } from './figure.ts'

const MOST_KB = 220
const MOST_FILES = 20
const MOST_REQUESTS = 30
const WARM_MS = 150
const COLD_MS = 300
const OPENINGS = 9
const SCREENS = ['/', '/inbox', '/calendar', '/knowledge', '/accounts', '/operations', '/settings/answers']

/** Q9: the sizes of the dashboard's screens by each build, the requests of a first visit, and the time until a conversation shows. */
export async function dashboardWeight(say: (text: string) => void): Promise<Figure> {
  const built = execFileSync(process.execPath, ['../node_modules/vite/bin/vite.js', 'build'], {
    cwd: 'web',
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const screens = [...built.matchAll(/^([\w-]+)\s+([\d.]+) KB \(gzip\) in (\d+) files$/gm)].map(
    ([, name = '', kilobytes, files]) => ({ name, kilobytes: Number(kilobytes), files: Number(files) }),
  )
  if (screens.length === 0) throw new Error('The build counted no screens.')
  const heaviest = screens.reduce((a, b) => (b.kilobytes > a.kilobytes ? b : a))
  const mostFiles = screens.reduce((a, b) => (b.files > a.files ? b : a))
  const { stack, stop } = await startStack()
  const all = await openDemo(stack)
  try {
    const requests: Record<string, number> = {}
    for (const path of SCREENS) {
      const { context } = await signedIn(all)
      const cookies = await context.cookies()
      await context.close()
      const fresh = await all.browser.newContext()
      await fresh.addCookies(cookies)
      const page = await fresh.newPage()
      let count = 0
      page.on('request', (request) => (count += request.url().startsWith('http') ? 1 : 0))
      await page.goto(all.webUrl + path)
      await page.waitForLoadState('networkidle')
      requests[path] = count
      say(`${path}: ${count} requests`)
      await fresh.close()
    }
    const { page, context } = await signedIn(all)
    const [cold = Number.NaN, ...warm] = await openings(page)
    await context.close()
    const median = warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)] ?? Number.NaN
    const most = Math.max(...Object.values(requests))
    return {
      id: 'Q9',
      promise: 'the dashboard is light: little code, few requests, a conversation at once',
      limit: `every screen ≤ ${MOST_KB} KB gz in ≤ ${MOST_FILES} files, first open ≤ ${MOST_REQUESTS} requests; a conversation ≤ ${COLD_MS} ms cold, ≤ ${WARM_MS} warm`,
      anchor: 'none: counts, and milliseconds of this machine',
      measured: `heaviest ${heaviest.name} ${heaviest.kilobytes} KB, most files ${mostFiles.name} ${mostFiles.files}, most requests ${most}; a conversation ${cold.toFixed(0)} ms cold, ${median.toFixed(0)} warm`,
      holds:
        heaviest.kilobytes <= MOST_KB &&
        mostFiles.files <= MOST_FILES &&
        most <= MOST_REQUESTS &&
        cold <= COLD_MS &&
        median <= WARM_MS,
      notes: [
        'JavaScript as web/budget.ts counts it at every build: with what a screen loads later by itself, without what comes on demand.',
        'Requests of a browser that has nothing cached, the API’s among them, until the network is quiet.',
        'A conversation: from the click to its first message on screen; cold is the first one of the page.',
      ],
      detail: { screens, requests, cold, warm },
    }
  } finally {
    await all.stop()
    await stop()
  }
}

/** Measures from the click on a row to the first frame with its messages instead of another conversation's. Runs in the page. */
const OPENED = `async (index) => {
  const first = () => document.querySelector('[data-testid="message"]')?.textContent
  const row = document.querySelectorAll('[data-testid="conversation-row"]')[index]
  const before = first()
  const since = performance.now()
  row.click()
  while (!first() || first() === before) await new Promise(requestAnimationFrame)
  return performance.now() - since
}`

/** Measures each opening in milliseconds, the first one first, going to and fro between two conversations. */
async function openings(page: Page): Promise<number[]> {
  await page.getByTestId('conversation-row').nth(1).waitFor()
  const times: number[] = []
  for (let run = 0; run < OPENINGS; run++) times.push(await page.evaluate<number>(`(${OPENED})(${run % 2})`))
  return times
}
