import { afterEach } from 'vitest'
import { openContexts } from './running.ts'

// A failure says what stood on the screen: nobody can look at it afterwards.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const page of [...openContexts].flatMap((context) => context.pages())) {
    console.error(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
  }
})
