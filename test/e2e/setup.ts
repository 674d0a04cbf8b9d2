import type { BrowserContext } from 'playwright-core'
import { afterEach } from 'vitest'
import { openContexts } from './running.ts'

// A failure says what stood on the screen: nobody can look at it afterwards. Screens that stay open would go on asking.
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
