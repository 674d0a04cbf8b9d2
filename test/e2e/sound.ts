import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './settled.ts'

/** Finds controls that nobody can reach, because they stand beyond the right edge of something that does not scroll. */
const OUT_OF_REACH = `[...document.querySelectorAll('a[href], button, input, textarea, [role="button"]')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0)
  .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((node) => {
    for (let at = node.parentElement; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return false
    return true
  })
  .map((node) => node.outerHTML.slice(0, 200))`

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

/** Runs axe on a page, or within one element of it. Frames are not checked: the dashboard has none. */
export async function violationsOf(page: Page, within = ':root', rules: RunOptions['rules'] = {}) {
  await settled(page)
  // Load axe once for each document: it is half a megabyte.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  const options: RunOptions = { resultTypes: ['violations'], rules }
  return page.evaluate<Violation[]>(
    `axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))`,
  )
}

/** Expects no serious finding of axe, and no content that overflows the page sideways or stands outside of it. */
export async function expectSound(page: Page, what: string): Promise<void> {
  const serious = (await violationsOf(page)).filter(
    ({ impact }) => impact === 'serious' || impact === 'critical',
  )
  expect(serious.map(({ id, nodes }) => [what, id, nodes[0]?.html])).toEqual([])
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect([what, overflow]).toEqual([what, 0])
  expect([what, await page.evaluate<string[]>(OUT_OF_REACH)]).toEqual([what, []])
}

export interface Appearance {
  viewport: { width: number; height: number }
  colorScheme: 'light' | 'dark'
}

const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
export const LIGHT: Appearance = { viewport: DESKTOP, colorScheme: 'light' }
export const DARK: Appearance = { viewport: DESKTOP, colorScheme: 'dark' }
export const LIGHT_PHONE: Appearance = { viewport: PHONE, colorScheme: 'light' }
export const DARK_PHONE: Appearance = { viewport: PHONE, colorScheme: 'dark' }

/** Expects the same of the open page, in one appearance after the other: it is loaded once, and left in the first one. */
export async function expectSoundIn(
  appearances: readonly Appearance[],
  page: Page,
  what: string,
): Promise<void> {
  for (const appearance of appearances) {
    await appear(page, appearance)
    await expectSound(page, `${what}, ${appearance.viewport.width} pixels, ${appearance.colorScheme}`)
  }
  if (appearances[0]) await appear(page, appearances[0])
}

async function appear(page: Page, { viewport, colorScheme }: Appearance): Promise<void> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme })
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
}
