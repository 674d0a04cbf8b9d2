import type { Page } from 'playwright-core'

/** Brings a page to its final look: transitions of colours and places are ended. Endless animations are left alone. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate<void>(`(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    await drawn()
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    for (const one of ending) if (one.playbackRate !== 0) one.finish()
    await drawn()
  })()`)
