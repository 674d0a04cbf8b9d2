import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stageBigInbox } from '../big-inbox.ts'
import { type Everything, openWorkspace, signedIn } from './running.ts'

const CONVERSATIONS = 10_000
const MESSAGES = 5_000
/** The most rows drawn: a screen and a margin around it; a list that draws all it has read has hundreds. */
const ROWS_DRAWN = 45
const MESSAGES_DRAWN = 60

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
  const { workspaceId, accounts } = all.demo
  await stageBigInbox({
    url: all.ownerUrl,
    workspaceId,
    accountId: accounts.whatsapp ?? '',
    conversations: CONVERSATIONS,
    messages: MESSAGES,
  })
})
afterAll(() => all?.stop())

const rows = (page: Page) => page.getByTestId('conversation-row')
const lastIndex = (page: Page) =>
  page
    .locator('.conversation-item')
    .evaluateAll((items) => Math.max(...items.map((item) => Number(item.dataset.index))))
const listPages = (page: Page) => {
  const asked: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/v1/conversations') asked.push(url.search)
  })
  return asked
}

describe(`an inbox of ${CONVERSATIONS} conversations`, () => {
  it('draws what is in sight, however far one scrolls; a new message reads one page and moves nothing', async () => {
    const { page, complaints } = await signedIn(all)
    const asked = listPages(page)
    const scroller = page.locator('.conversation-scroll')
    await expect
      .poll(
        async () => {
          await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight))
          return lastIndex(page)
        },
        { interval: 200 },
      )
      .toBeGreaterThan(400)
    expect(await rows(page).count()).toBeLessThan(ROWS_DRAWN)
    expect(asked.length).toBeGreaterThanOrEqual(8)

    await scroller.evaluate((element) => element.scrollTo(0, 6000))
    const middle = rows(page)
      .filter({ hasText: /Contact 001/ })
      .first()
    await middle.waitFor()
    const shown = async () => [
      await scroller.evaluate((element) => element.scrollTop),
      await rows(page).allTextContents(),
    ]
    const before = await rows(page).allTextContents()
    const before400 = asked.length
    await all.emulators.inbound({
      platform: 'whatsapp',
      account: all.number,
      from: { id: '33699900011', name: 'Nora Newcomer' },
      text: 'Is Wi-Fi free?',
    })
    await page.getByRole('button', { name: '1 new above' }).waitFor()
    expect(asked.length - before400).toBeLessThan(6)
    const names = (texts: string[]) => texts.map((text) => /Contact \d{5}|Long Talk/.exec(text)?.[0])
    expect(names((await shown())[1] as string[])).toEqual(names(before))
    expect(complaints).toEqual([])
  })

  it('is walked through by j and k from wherever one is, and opened by Enter', async () => {
    const { page, complaints } = await signedIn(all)
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('j')
      await expect
        .poll(() =>
          page.evaluate(`Number(document.activeElement?.closest('[data-index]')?.dataset.index ?? -1)`),
        )
        .toBe(step)
    }
    await page.keyboard.press('k')
    await expect
      .poll(() =>
        page.evaluate(`Number(document.activeElement?.closest('[data-index]')?.dataset.index ?? -1)`),
      )
      .toBe(28)
    await page.keyboard.press('Enter')
    await page.locator('[data-testid="conversation-row"][data-open]').waitFor()
    await page.getByTestId('composer').waitFor()
    expect(complaints).toEqual([])
  })

  it('finds one of them by name, or by the beginning of it', async () => {
    const { page, complaints } = await signedIn(all)
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette-field').fill('contact 0987')
    await page.getByTestId('palette-item').filter({ hasText: 'Contact 09876' }).click()
    await page.getByRole('heading', { name: 'Contact 09876' }).waitFor()
    expect(complaints).toEqual([])
  })
})

describe(`a conversation of ${MESSAGES} messages`, () => {
  it('starts at the newest, draws what is in sight, and keeps its place when earlier ones are read', async () => {
    const { page, complaints } = await signedIn(all)
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette-field').fill('long talk')
    await page.getByTestId('palette-item').filter({ hasText: 'Long Talk' }).click()
    const thread = page.locator('.thread')
    const messages = page.getByTestId('message')
    const texts = () => page.locator('.bubble').allTextContents()
    await messages
      .filter({ hasText: /^Message 1( |\d\d:)/ })
      .first()
      .waitFor()
    await expect
      .poll(() => thread.evaluate((el) => el.scrollHeight - el.clientHeight - el.scrollTop))
      .toBeLessThan(4)
    expect(await messages.count()).toBeLessThan(MESSAGES_DRAWN)

    const oldest = async () => Math.max(...(await texts()).map((text) => Number(/\d+/.exec(text)?.[0])))
    await expect
      .poll(
        async () => {
          await thread.evaluate((element) => element.scrollBy(0, -4000))
          return oldest()
        },
        { interval: 250 },
      )
      .toBeGreaterThan(400)
    expect(await messages.count()).toBeLessThan(MESSAGES_DRAWN)
    // The line that is being read stays in place while earlier ones come in above it.
    const topmost = () =>
      thread.evaluate((element) => {
        const { top } = element.getBoundingClientRect()
        const inSight = [...element.querySelectorAll('.bubble')].find(
          (one) => one.getBoundingClientRect().top >= top,
        )
        return inSight?.textContent
      })
    const { promise: gate, resolve: letGo } = Promise.withResolvers<void>()
    await page.route(/messages\?cursor=/, async (route) => {
      await gate
      await route.continue()
    })
    const asked = page.waitForRequest(/messages\?cursor=/)
    await thread.evaluate((element) => element.scrollTo(0, 0))
    await asked
    const reading = await topmost()
    // The oldest row drawn may be the same afterwards, but not its position among all that have been read.
    const place = () =>
      thread.evaluate((element) => Number(element.querySelector('[data-index]')?.getAttribute('data-index')))
    const before = await place()
    letGo()
    await expect.poll(place).toBeGreaterThan(before)
    expect(await topmost()).toBe(reading)
    // The platform's order holds, whatever was read first.
    const numbers = (await texts()).map((text) => Number(/\d+/.exec(text)?.[0]))
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
    expect(complaints).toEqual([])
  })
})
