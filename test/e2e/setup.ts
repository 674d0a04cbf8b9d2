import { afterEach } from 'vitest'
import { openContexts } from './running.ts'

// A failure says what stood on the screen: nobody can look at it afterwards.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [context, complaints] of openContexts) {
    for (const complaint of complaints) console.error(`Complained: ${complaint}`)
    for (const page of context.pages())
      console.error(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
  }
})
