import type { BrowserContext } from 'playwright-core'
import { afterEach } from 'vitest'
import { openContexts } from './running.ts'

// Adds the screen's text to a failure: nobody can look at it afterwards. Closes screens, which would go on asking.
afterEach(async ({ task }) => {
  for (const [context, complaints] of [...openContexts]) {
    if (task.result?.state === 'fail') await describeScreens(context, complaints)
    await context.close()
  }
})

async function describeScreens(context: BrowserContext, complaints: readonly string[]): Promise<void> {
  for (const complaint of complaints) console.error(`Complained: ${complaint}`)
  for (const page of context.pages())
    console.error(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
}
