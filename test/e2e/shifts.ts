import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './settled.ts'

/** Starts to add up layout shifts without recent input, as browsers score them (Layout Instability API). */
export const watchShifts = (page: Page): Promise<void> =>
  page.evaluate<void>(`(() => {
    window.shifted = 0
    window.shifts = new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value
    })
    window.shifts.observe({ type: 'layout-shift' })
  })()`)

/** Returns the sum since `watchShifts`. */
export async function shifted(page: Page): Promise<number> {
  await settled(page)
  return page.evaluate<number>('window.shifted')
}

/** Does something, waits until it is drawn, and expects that an element has not moved. */
export async function expectStays(page: Page, element: Locator, act: () => Promise<void>): Promise<void> {
  await settled(page)
  const before = await element.boundingBox()
  await act()
  await settled(page)
  const after = await element.boundingBox()
  expect([after?.x, after?.y]).toEqual([before?.x, before?.y])
}
