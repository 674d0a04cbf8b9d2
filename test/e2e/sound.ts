import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a person acts on and cannot come to, because it stands beyond the right edge of something that does not scroll. */
const OUT_OF_REACH = `[...document.querySelectorAll('a[href], button, input, textarea, [role="button"]')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0)
  .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((node) => {
    for (let at = node.parentElement; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return false
    return true
  })
  .map((node) => node.outerHTML.slice(0, 200))`

/** Nothing serious that axe finds, and nothing that leads out of the page sideways or stands outside of it. */
export async function expectSound(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => [what, id, nodes[0]?.html])).toEqual([])
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect([what, overflow]).toEqual([what, 0])
  expect([what, await page.evaluate<string[]>(OUT_OF_REACH)]).toEqual([what, []])
}
