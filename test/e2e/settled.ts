import type { Page } from 'playwright-core'

/** Waits until a page has its final look: transitions of colours and places have ended. Endless animations are left alone. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate<void>(`(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    await drawn()
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((one) => one.finished))
    await drawn()
  })()`)
