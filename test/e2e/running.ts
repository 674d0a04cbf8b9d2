import { randomInt } from 'node:crypto'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { client } from '#local/client.ts'
import { makeDemo } from '#local/demo/make.ts'
import type { Demo } from '#local/demo.ts'
import { control } from '#local/emulator-control.ts'
import type { Stack } from './stack.ts'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]

/** The most time for one step of a page: a slow machine is no failure. */
const PATIENCE_MS = 90_000

/** Opens a browser on the started stack, in the workspace that a stranger finds there, whose owner is the operator. */
export const openDemo = (stack: Stack = inject('stack')) => open(stack, stack.demo)

/** Does the same in a workspace like it for this file alone, whose owner is nobody else’s operator. */
export async function openWorkspace() {
  const stack = inject('stack')
  const digits = String(randomInt(10 ** 9)).padStart(9, '0')
  return open(stack, await makeDemo(stack, `cafe-${digits}.chorus.test`))
}

async function open({ webUrl, apiUrl, emulatorUrl, ownerUrl }: Stack, demo: Omit<Demo, 'secrets'>) {
  const executablePath = process.env.CHORUS_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  let session: Promise<StorageState> | undefined
  return {
    demo,
    browser,
    webUrl,
    phoneUrl: emulatorUrl,
    ownerUrl,
    api: client(apiUrl, { origin: 'https://example.org', apiKey: demo.apiKey }),
    emulators: control(emulatorUrl),
    /** The platform's id of the WhatsApp number. */
    number: demo.platforms.find(({ platform }) => platform === 'whatsapp')?.externalId ?? '',
    /** Returns the session of the demo's owner, begun once. */
    session: () => (session ??= begun(browser, webUrl, demo)),
    stop: () => browser.close(),
  }
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Signs in as the dashboard does, without its screen, which other tests cover. */
async function begun(browser: Browser, webUrl: string, { email, password }: Omit<Demo, 'secrets'>) {
  const context = await browser.newContext()
  const answer = await context.request.post(`${webUrl}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: webUrl, 'x-chorus-csrf': '1' },
  })
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}: ${await answer.text()}`)
  const state = await context.storageState()
  await context.close()
  return state
}

export type Everything = Awaited<ReturnType<typeof open>>

export type Look = Parameters<Browser['newContext']>[0]

/** Pages that a failed test has left open, with their complaints. */
export const openContexts = new Map<BrowserContext, readonly string[]>()

/** Opens a browser in which nobody has signed in. The test must refuse any complaint of its pages. */
export async function newBrowser(all: Everything, options: Look = {}) {
  const context = await all.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const complaints = complaintsOf(context)
  openContexts.set(context, complaints)
  context.once('close', () => openContexts.delete(context))
  return { context, page: await context.newPage(), complaints }
}

/** Opens a browser signed in as the demo's owner, on one of its screens. */
export async function signedIn(all: Everything, options: Look = {}, path = '/inbox') {
  const { context, page, complaints } = await newBrowser(all, {
    storageState: await all.session(),
    ...options,
  })
  await page.goto(all.webUrl + path)
  if (path === '/inbox')
    await page.getByTestId('conversation-row').or(page.getByText('No conversations yet')).first().waitFor()
  return { context, page, complaints }
}

/** Makes the notices of a page stay for a minute, as a person may choose, so that a slow machine reaches their Undo. */
export async function keepNotices(page: Page): Promise<void> {
  await page.evaluate(`localStorage.setItem('chorus-notice-seconds', '60')`)
}

function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('page', (page: Page) =>
    page.on('console', (message) => {
      // The request for the current user is answered 401 until somebody signs in.
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
    }),
  )
  return complaints
}
