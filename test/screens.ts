import { mkdirSync } from 'node:fs'
import { openDemo, signedIn } from './e2e/running.ts'
import { startStack } from './e2e/stack.ts'

/** `npm run screens`: takes pictures of the demo workspace for the README and for reviews of dashboard changes. */
const FOLDER = 'docs/screens'
const SIZES = [
  { name: 'light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const },
]

const SCREENS = {
  today: '/',
  inbox: '/inbox',
  calendar: '/calendar',
  knowledge: '/knowledge',
  accounts: '/accounts',
  activity: '/activity?tab=model-calls',
  operations: '/operations',
  answers: '/settings/answers',
  rules: '/settings/rules',
  members: '/settings/members',
  webhooks: '/settings/webhooks',
  audit: '/settings/audit',
  welcome: '/welcome',
}

mkdirSync(FOLDER, { recursive: true })
const { stack, stop } = await startStack()
const all = await openDemo(stack)
try {
  // The demo's contacts have written; their answers take a burst's length.
  await new Promise((resolve) => setTimeout(resolve, 8_000))
  for (const { name, ...options } of SIZES) {
    const { page, context } = await signedIn(all, options)
    for (const [screen, path] of Object.entries(SCREENS)) {
      await page.goto(all.webUrl + path)
      await page.waitForLoadState('networkidle')
      if (screen === 'inbox' && name !== 'phone') {
        await page.getByTestId('conversation-row').filter({ hasText: 'Ben Okafor' }).click()
        await page.getByTestId('why').last().click()
      }
      await page.waitForTimeout(600)
      await page.screenshot({ path: `${FOLDER}/${screen}-${name}.png` })
      console.log(`${FOLDER}/${screen}-${name}.png`)
    }
    await context.close()
  }
} finally {
  await all.stop()
  await stop()
}
