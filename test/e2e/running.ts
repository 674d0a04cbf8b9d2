import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { client } from '#local/client.ts'
import type { Demo } from '#local/demo.ts'
import { control } from '#local/emulator-control.ts'
import { freePorts } from '../free-ports.ts'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]
const READY_WITHIN_MS = 170_000

/** `npm start` as a stranger runs it, on ports and data of its own, and a browser in front of it. */
export async function startEverything() {
  const dataDir = mkdtempSync(join(tmpdir(), 'chorus-e2e-'))
  const [web, api, emulators, neon, pg] = await freePorts(5)
  const house = spawn(process.execPath, ['local/start.ts'], {
    env: {
      ...process.env,
      CHORUS_DATA_DIR: dataDir,
      CHORUS_WEB_PORT: `${web}`,
      CHORUS_API_PORT: `${api}`,
      CHORUS_EMULATOR_PORT: `${emulators}`,
      CHORUS_NEON_PORT: `${neon}`,
      CHORUS_PG_PORT: `${pg}`,
      CHORUS_DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  house.stdout.on('data', (text) => (said += text))
  house.stderr.on('data', (text) => (said += text))
  const file = join(dataDir, 'demo.json')
  const deadline = Date.now() + READY_WITHIN_MS
  while (!existsSync(file)) {
    if (house.exitCode !== null || Date.now() > deadline)
      throw new Error(`npm start did not become ready:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const demo = JSON.parse(readFileSync(file, 'utf8')) as Demo
  const executablePath = process.env.CHORUS_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  return {
    demo,
    browser,
    webUrl: `http://localhost:${web}`,
    phoneUrl: `http://localhost:${emulators}`,
    api: client(`http://localhost:${api}`, { origin: 'https://example.org', apiKey: demo.apiKey }),
    emulators: control(`http://localhost:${emulators}`),
    /** Where the embedded database answers its owner. */
    ownerUrl: `postgres://postgres:x@localhost:${pg}/postgres`,
    async stop() {
      await browser.close()
      const gone = new Promise((resolve) => house.once('exit', resolve))
      house.kill('SIGTERM')
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type Everything = Awaited<ReturnType<typeof startEverything>>

export type Look = Parameters<Browser['newContext']>[0]

/** What a test that fails has left on screen, with what its pages have complained about. */
export const openContexts = new Map<BrowserContext, readonly string[]>()

/** A browser in which nobody has signed in. Whatever its pages complain about is for the test to refuse. */
export async function newBrowser(all: Everything, options: Look = {}) {
  const context = await all.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  })
  const complaints = complaintsOf(context)
  openContexts.set(context, complaints)
  context.once('close', () => openContexts.delete(context))
  return { context, page: await context.newPage(), complaints }
}

/** A browser of a person who has signed in as the demo's owner. */
export async function signedIn(all: Everything, options: Look = {}) {
  const { context, page, complaints } = await newBrowser(all, options)
  await page.goto(all.webUrl)
  await page.getByRole('textbox', { name: 'Email' }).fill(all.demo.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(all.demo.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  // Sign-in leads to Today; most of what is tried is in the Inbox.
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Inbox' }).first().click()
  await page.getByTestId('conversation-row').or(page.getByText('No conversations yet')).first().waitFor()
  return { context, page, complaints }
}

function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('page', (page: Page) =>
    page.on('console', (message) => {
      // Asking who is signed in is answered 401 until somebody is.
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
    }),
  )
  return complaints
}
