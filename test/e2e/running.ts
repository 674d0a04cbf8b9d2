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

/** A browser before what has been started, in the workspace that a stranger finds there, whose owner is the operator. */
export const openDemo = (stack: Stack = inject('stack')) => open(stack, stack.demo)

/** The same in a workspace like it of the file’s own, whose owner is nobody else’s operator. */
export async function openWorkspace() {
  const stack = inject('stack')
  const digits = String(randomInt(10 ** 9)).padStart(9, '0')
  const names = {
    domain: `cafe-${digits}.chorus.test`,
    whatsapp: `106540${digits}`,
    telegram: `-1001${digits}`,
  }
  return open(stack, await makeDemo(stack, names))
}

async function open({ webUrl, apiUrl, emulatorUrl, ownerUrl }: Stack, demo: Omit<Demo, 'secrets'>) {
  const executablePath = process.env.CHORUS_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  return {
    demo,
    browser,
    webUrl,
    phoneUrl: emulatorUrl,
    ownerUrl,
    api: client(apiUrl, { origin: 'https://example.org', apiKey: demo.apiKey }),
    emulators: control(emulatorUrl),
    /** What the platform calls the WhatsApp number. */
    number: demo.platforms.find(({ platform }) => platform === 'whatsapp')?.externalId ?? '',
    stop: () => browser.close(),
  }
}

export type Everything = Awaited<ReturnType<typeof open>>

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
