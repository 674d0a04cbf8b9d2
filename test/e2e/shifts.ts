import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './settled.ts'

/** Does something, waits until it is drawn, and expects that an element has not moved. */
export async function expectStays(page: Page, element: Locator, act: () => Promise<void>): Promise<void> {
  await settled(page)
  const before = await element.boundingBox()
  await act()
  await settled(page)
  const after = await element.boundingBox()
  expect([after?.x, after?.y]).toEqual([before?.x, before?.y])
}
