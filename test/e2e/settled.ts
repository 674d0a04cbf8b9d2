import type { Page } from 'playwright-core'

/** Waits until a page is drawn as it will stay: colours and places that change slowly have changed. What turns for ever is left alone. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate<void>(`(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    await drawn()
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((one) => one.finished))
    await drawn()
  })()`)
