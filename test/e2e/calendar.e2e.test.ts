import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectedAccount } from '#core/accounts/schemas.ts'
import { png } from '#core/media/sample-files.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Everything, keepNotices, type Look, openWorkspace, signedIn } from './running.ts'
import { expectStays } from './shifts.ts'
import { DARK, DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

const DAY_MS = 24 * 3_600_000
const ZONE = { timezoneId: 'Europe/London' }

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

/** A day of a month that the demo leaves empty, far enough ahead for every test. */
const monthAhead = () => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 15))
}
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

const schedule = (text: string, publishAt: Date) =>
  all.api.post<ScheduledPost>('/v1/scheduled-posts', {
    text,
    accountIds: [all.demo.accounts.telegram],
    publishAt: publishAt.toISOString(),
    timezone: 'Europe/Paris',
  })

/** Connects a second channel to publish to. */
async function anotherAccount() {
  const account = { platform: 'telegram', externalId: '-1001234567899', name: 'Lumière Ateliers' }
  const token = '7000000002:abcdefghijklmnopqrstuvwxyz'
  await all.emulators.addAccount({ ...account, token })
  return all.api.post<ConnectedAccount>('/v1/accounts', { ...account, credentials: { accessToken: token } })
}

const read = (id: string) => all.api.get<ScheduledPost>(`/v1/scheduled-posts/${id}`)

async function calendar(search: string, options: Look = {}) {
  const { page, complaints } = await signedIn(all, { ...ZONE, ...options }, `/calendar${search}`)
  await page.getByTestId('new-post').waitFor()
  return { page, complaints }
}

const event = (page: Page, text: string): Locator =>
  page.getByTestId('post-event').filter({ hasText: text }).first()

/** Chooses where a post goes: there is more than one account to publish to. */
const toTheChannel = (page: Page) => page.getByRole('button', { name: 'Café Lumière News' }).click()

/** Drags in steps, as a hand moves: a jump is no drag. */
async function drag(page: Page, from: Locator, to: Locator) {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()]
  if (!a || !b) throw new Error('What is dragged, or where to, is not in sight.')
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2)
  await page.mouse.down()
  await page.mouse.move(a.x + a.width / 2 + 12, a.y + a.height / 2 + 4, { steps: 4 })
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 12 })
  await page.mouse.up()
}

describe('the calendar', () => {
  it('shows and moves a post by the server’s hours where the browser has other data of its zone', async () => {
    const day = dayOf(new Date(monthAhead().getTime() + 7 * DAY_MS))
    const { id } = await all.api.post<ScheduledPost>('/v1/scheduled-posts', {
      text: 'By the clock of Paris',
      accountIds: [all.demo.accounts.telegram],
      publishAtLocal: `${day}T00:30`,
      timezone: 'Europe/Paris',
    })
    const { page, complaints } = await calendar(`?date=${day}`)
    // This machine says that it is in Paris, and counts its hours as London's: old data of a zone whose offset has changed.
    await page.addInitScript(`{
      const Right = Intl.DateTimeFormat
      const known = Right.prototype.resolvedOptions
      Right.prototype.resolvedOptions = function () {
        const found = known.call(this)
        return found.timeZone === 'Europe/London' ? { ...found, timeZone: 'Europe/Paris' } : found
      }
      function Stale(locale, options) {
        const zone = options?.timeZone === 'Europe/Paris' ? 'Europe/London' : options?.timeZone
        return new Right(locale, { ...options, timeZone: zone })
      }
      Stale.prototype = Right.prototype
      Stale.supportedLocalesOf = Right.supportedLocalesOf
      Intl.DateTimeFormat = Stale
    }`)
    await page.reload()
    const shown = event(page, 'By the clock of Paris')
    await shown.waitFor()
    expect(await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(
      'Europe/Paris',
    )
    // To the browser alone it would be half past eleven of the day before.
    expect(await shown.locator('time').textContent()).toMatch(/^(00:30|12:30)/)
    await page.locator(`[data-date="${day}"]`).filter({ hasText: 'By the clock of Paris' }).waitFor()
    await shown.click()
    await page
      .getByTestId('post-panel')
      .getByText(/00:30|12:30/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.post-event-shell', { hasText: 'By the clock of Paris' }).focus()
    await page.keyboard.press('Shift+F10')
    await page.getByTestId('post-menu').getByRole('menuitem', { name: 'A day later' }).press('Enter')
    await page.getByText('Moved to').waitFor()
    const next = dayOf(new Date(Date.parse(day) + DAY_MS))
    await expect.poll(async () => (await read(id)).localTime).toMatch(new RegExp(`^${next}T00:30:00`))
    expect(complaints).toEqual([])
  })

  it('schedules a post that recurs, with its occurrences before and after it is saved', async () => {
    const { page, complaints } = await calendar(`?date=${dayOf(monthAhead())}`)
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Text' }).fill('Every Tuesday a new roast')
    await toTheChannel(page)
    const first = monthAhead()
    first.setUTCDate(
      1 + ((9 - new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1)).getUTCDay()) % 7),
    )
    await page.getByLabel('Date and time').fill(`${dayOf(first)}T09:00`)
    await page.getByRole('combobox', { name: 'Repeat' }).click()
    await page.getByRole('option', { name: 'Every week on Tuesday' }).click()
    const occurrences = page.getByTestId('occurrences').getByRole('listitem')
    await occurrences.nth(9).waitFor()
    await occurrences.nth(1).getByRole('button').click()
    await expect.poll(() => occurrences.nth(1).getAttribute('data-skipped')).toBe('true')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Scheduled for').waitFor()

    const shown = page.getByTestId('post-event').filter({ hasText: 'Every Tuesday' })
    await shown.nth(1).waitFor()
    const days = await shown
      .locator('time')
      .evaluateAll((times) =>
        times.map((time) => (time as unknown as { dateTime: string }).dateTime.slice(0, 10)),
      )
    expect(days[0]).toBe(dayOf(first))
    // The second one was left out.
    expect(days[1]).toBe(dayOf(new Date(first.getTime() + 14 * DAY_MS)))

    await shown.first().click()
    await page.getByText('Every week on Tuesday').waitFor()
    expect(complaints).toEqual([])
  })

  it('takes pictures with a post, in order and described, and shows them before and after it is saved', async () => {
    const { page, complaints } = await calendar(`?date=${dayOf(monthAhead())}`)
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Text' }).fill('Two colours of autumn')
    await toTheChannel(page)
    const file = (name: string, red: number) => ({
      name,
      mimeType: 'image/png',
      buffer: Buffer.from(png(320, 200, [red, 110, 60])),
    })
    await page.getByTestId('post-media-input').setInputFiles([file('leaf.png', 200), file('moss.png', 40)])
    await page.getByTestId('post-medium').nth(1).waitFor()
    await page.getByLabel('Description of leaf.png').fill('A red leaf')
    await page.getByRole('button', { name: 'Move moss.png up' }).click()
    await page.getByTestId('post-preview').getByRole('img', { name: 'A red leaf' }).waitFor()
    await page.getByLabel('Date and time').fill(`${dayOf(monthAhead())}T11:00`)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Scheduled for').waitFor()
    await event(page, 'Two colours').click()
    await page.getByTestId('post-panel').getByRole('img', { name: 'A red leaf' }).waitFor()
    const { items } = await all.api.get<{ items: ScheduledPost[] }>('/v1/scheduled-posts?limit=100')
    const shown = items.find(({ text }) => text === 'Two colours of autumn')?.media
    expect(shown?.map(({ fileName, altText }) => [fileName, altText])).toEqual([
      ['moss.png', null],
      ['leaf.png', 'A red leaf'],
    ])
    expect(complaints).toEqual([])
  })

  it('holds still while a post is written: with a draft offered, past the limit, with files and another account', async () => {
    const { page, complaints } = await calendar('?view=list')
    for (const { viewport } of [LIGHT, DARK_PHONE]) {
      await page.setViewportSize(viewport)
      await page.getByTestId('new-post').click()
      const text = page.getByRole('textbox', { name: 'Text' })
      await text.waitFor()
      await toTheChannel(page)
      await text.focus()
      await expectStays(page, text, () => page.keyboard.type('A'))
      await page.keyboard.insertText(' long story'.repeat(400))
      await page.keyboard.type(' without end')
      await page.getByText('characters too long').waitFor()
      const account = page.getByRole('button', { name: 'Café Lumière News' })
      // Have it in full view first: where it stands among the accounts is the order in which they were connected.
      await account.click({ trial: true })
      await expectStays(page, account, async () => {
        await account.click()
        await account.click()
      })
      const add = page.getByRole('button', { name: 'Add pictures or files' })
      const when = page.getByLabel('Date and time')
      const attach = async (name: string, count: number) => {
        const buffer = Buffer.from(png(320, 200, [count, 110, 60]))
        await page.getByTestId('post-media-input').setInputFiles([{ name, mimeType: 'image/png', buffer }])
        await page.getByLabel(`Description of ${name}`).waitFor()
      }
      await expectStays(page, when, () => expectStays(page, add, () => attach('fir.png', 40)))
      await when.fill('2020-01-01T09:00')
      await page.getByText('This time has passed').waitFor()
      await expectStays(page, add, () => attach('oak.png', 90))
      await page.keyboard.press('Escape')
      await text.waitFor({ state: 'detached' })
    }
    expect(complaints).toEqual([])
  })

  it('moves a post that is dragged to another day, and back when that is undone', async () => {
    const at = monthAhead()
    at.setUTCHours(9)
    const { id } = await schedule('Dragged about', at)
    const { page, complaints } = await calendar(`?date=${dayOf(at)}`)
    await event(page, 'Dragged about').waitFor()
    const there = new Date(at.getTime() + 3 * DAY_MS)
    await keepNotices(page)
    await drag(page, event(page, 'Dragged about'), page.locator(`[data-date="${dayOf(there)}"]`).first())
    await page.getByText('Moved to').waitFor()
    expect((await read(id)).publishAt).toBe(there.toISOString())
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await read(id)).publishAt).toBe(at.toISOString())
    expect(complaints).toEqual([])
  })

  it('moves a post by the keyboard, and refuses one that has gone with the reason', async () => {
    const at = monthAhead()
    at.setUTCHours(11)
    const { id } = await schedule('Moved by keys', at)
    const { page, complaints } = await calendar(`?date=${dayOf(at)}`)
    await event(page, 'Moved by keys').waitFor()
    await page.locator('.post-event-shell', { hasText: 'Moved by keys' }).focus()
    await page.keyboard.press('Shift+F10')
    await page.getByTestId('post-menu').getByRole('menuitem', { name: 'A day later' }).press('Enter')
    await page.getByText('Moved to').waitFor()
    expect((await read(id)).publishAt).toBe(new Date(at.getTime() + DAY_MS).toISOString())

    await page.keyboard.press('t')
    const gone = page.locator('[data-testid="post-event"][data-status="published"]').first()
    await gone.waitFor()
    await drag(page, gone, page.locator('.calendar-grid [data-date]').last())
    await page.getByText('it has gone out already').waitFor()
    expect(complaints).toEqual([])
  })

  it('shows behind “more” what a full day has no room for, by keyboard alone', async () => {
    const day = new Date(monthAhead().getTime() + 5 * DAY_MS)
    for (let hour = 6; hour < 18; hour++)
      await schedule(`Busy day at ${hour}`, new Date(day.getTime() + hour * 3_600_000))
    const { page, complaints } = await calendar(`?date=${dayOf(day)}`)
    await page.locator(`[data-testid="day-rest"][data-day="${dayOf(day)}"]`).waitFor()
    // It shows on its own day and on no other.
    expect(await page.getByTestId('day-rest').count()).toBe(1)
    await page
      .locator('.post-event-shell', { has: page.getByTestId('day-rest') })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    const popover = page.getByTestId('day-popover')
    await expect.poll(() => popover.getByTestId('post-event').count()).toBe(12)
    await page.keyboard.press('Escape')
    await popover.waitFor({ state: 'detached' })
    await page.locator('.post-event-shell:focus', { hasText: 'more' }).waitFor()
    await page.keyboard.press('Enter')
    // Keys go to what has the focus: wait until it has moved.
    await popover.locator(':focus', { hasText: 'Busy day at 6' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await popover.locator(':focus', { hasText: 'Busy day at 7' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByTestId('post-panel').getByText('Busy day at 7').waitFor()
    expect(complaints).toEqual([])
  })

  it('keeps what was typed and not saved, and warns of the same text on one account', async () => {
    const at = new Date(monthAhead().getTime() + 7 * DAY_MS)
    await schedule('Said once already', at)
    const { page, complaints } = await calendar('?view=list')
    await page.getByTestId('new-post').click()
    await page.getByRole('textbox', { name: 'Text' }).fill('Said once already')
    await toTheChannel(page)
    await page.getByTestId('post-warning').filter({ hasText: 'The same text' }).waitFor()
    await page.keyboard.press('Escape')
    await page.reload()
    await page.getByTestId('new-post').click()
    await page.getByTestId('draft-offer').getByRole('button', { name: 'Go on with it' }).click()
    expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Said once already')
    expect(complaints).toEqual([])
  })

  it('is a list on a phone, from which a post is opened and cancelled', async () => {
    const at = new Date(Date.now() + 40 * 60_000)
    const { id } = await schedule('Seen on a phone', at)
    const { page, complaints } = await calendar(`?date=${dayOf(at)}`, {
      viewport: { width: 390, height: 844 },
    })
    await event(page, 'Seen on a phone').click()
    await page.getByTestId('post-panel').getByRole('button', { name: 'Cancel post' }).click()
    await page
      .locator('[data-testid="post-event"][data-status="cancelled"]', { hasText: 'Seen on a phone' })
      .waitFor()
    expect((await read(id)).status).toBe('cancelled')
    expect(complaints).toEqual([])
  })

  it('hands a post to a person on their phone, to copy and to save, and counts it as published once they say where', async () => {
    const { id } = await all.api.post<ScheduledPost>('/v1/scheduled-posts', {
      text: 'Pasted by hand',
      accountIds: [all.demo.accounts.handoff],
      publishAt: new Date().toISOString(),
      timezone: 'Europe/Paris',
    })
    const { page, complaints } = await calendar(`?post=${id}`, {
      viewport: { width: 390, height: 844 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const handed = page.getByTestId('by-hand')
    await handed.getByRole('button', { name: 'Copy the text' }).click()
    await handed.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Pasted by hand')
    await handed.getByRole('textbox').fill('https://onlyfans.com/1/cafe')
    await handed.getByRole('button', { name: 'It is published' }).click()
    await handed.waitFor({ state: 'detached' })
    expect(await read(id)).toMatchObject({
      status: 'published',
      targets: [{ status: 'sent', url: 'https://onlyfans.com/1/cafe' }],
    })
    expect(complaints).toEqual([])
  })

  it('asks another person for the approval of what was written, and has it go out once they give it', async () => {
    const at = new Date(monthAhead().getTime() + 9 * DAY_MS)
    const { page, complaints } = await calendar(`?date=${dayOf(at)}`)
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Text' }).fill('Seen by two before it goes')
    await toTheChannel(page)
    await page.getByLabel('Date and time').fill(`${dayOf(at)}T10:00`)
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await page.getByText('Somebody is asked to approve it').waitFor()
    const shown = (status: string) =>
      page.locator(`[data-testid="post-event"][data-status="${status}"]`, { hasText: 'Seen by two' })
    await shown('awaiting_approval').waitFor()
    const { items } = await all.api.get<{ items: ScheduledPost[] }>(
      '/v1/scheduled-posts?limit=100&status=awaiting_approval',
    )
    const mine = items.find(({ text }) => text === 'Seen by two before it goes')
    await all.api.post(`/v1/scheduled-posts/${mine?.id}/schedule`, {})
    await shown('queued').waitFor()
    expect(complaints).toEqual([])
  })

  it('keeps a series as a draft with a date of its own, changes its accounts, and makes it once it is approved', async () => {
    const ateliers = await anotherAccount()
    const { page, complaints } = await calendar(`?date=${dayOf(monthAhead())}`)
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Text' }).fill('Every day in the workshop')
    await page.getByRole('button', { name: 'Café Lumière News' }).click()
    await page.getByLabel('Date and time').fill(`${dayOf(monthAhead())}T07:00`)
    await page.getByRole('combobox', { name: 'Repeat' }).click()
    await page.getByRole('option', { name: 'Every day' }).click()
    const occurrences = page.getByTestId('occurrences').getByRole('listitem')
    await occurrences.nth(9).waitFor()
    // Add one date among the others by the keyboard, and one far beyond them by the mouse.
    const extra = page.getByLabel('Another date')
    await extra.fill(`${dayOf(new Date(monthAhead().getTime() + DAY_MS))}T18:15`)
    await extra.press('Enter')
    await extra.fill(`${monthAhead().getUTCFullYear() + 1}-12-24T08:00`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const added = page.getByTestId('occurrences').locator('[data-added]')
    await added.nth(1).waitFor()
    await added.nth(1).getByRole('button').press('Enter')
    await expect.poll(() => added.count()).toBe(1)
    await page.getByRole('button', { name: 'Save as draft' }).click()
    await page.getByText('Saved as a draft').waitFor()

    const shown = (status: string) =>
      page.locator(`[data-testid="post-event"][data-status="${status}"]`, { hasText: 'Every day in' })
    await shown('draft').first().click()
    await page.getByTestId('post-panel').getByRole('button', { name: 'Edit' }).click()
    const goesTo = page.getByRole('group', { name: 'Accounts' })
    await goesTo.getByRole('button', { name: ateliers.name }).click()
    await goesTo.getByRole('button', { name: 'Café Lumière News' }).click()
    await page.getByRole('button', { name: 'Save', exact: false }).click()
    await page.getByText('Saved.').waitFor()
    const panel = page.getByTestId('post-panel')
    await panel.getByTestId('post-target').filter({ hasText: ateliers.name }).waitFor()
    await panel.getByRole('button', { name: 'Ask for approval' }).click()
    await panel.getByText('Awaiting approval').first().waitFor()
    await panel.getByRole('button', { name: 'Approve' }).click()
    // The author cannot approve it; another person has to.
    await page.getByText('Somebody else has to approve it').waitFor()
    const { items } = await all.api.get<{ items: ScheduledPost[] }>(
      `/v1/scheduled-posts?limit=100&status=awaiting_approval&to=${new Date(monthAhead().getTime() + 3 * DAY_MS).toISOString()}`,
    )
    const mine = items.filter(({ text }) => text === 'Every day in the workshop')
    expect(mine.map(({ publishAt }) => publishAt.slice(11, 16))).toEqual(['07:00', '07:00', '18:15', '07:00'])
    expect(new Set(mine.flatMap(({ targets }) => targets.map((one) => one.accountId)))).toEqual(
      new Set([ateliers.id]),
    )
    await all.api.post(`/v1/scheduled-posts/${mine[0]?.id}/schedule`, {})
    await page.keyboard.press('Escape')
    await shown('queued').first().waitFor()
    // The refused approval is the only complaint.
    expect(complaints).toEqual([expect.stringContaining('403')])
  })
})

describe('every view of the calendar, in light and dark, and on a phone', () => {
  it('has nothing serious that axe finds, and does not scroll sideways', async () => {
    const everywhere = [LIGHT, DARK, DARK_PHONE]
    const { page, complaints } = await calendar('?view=month')
    for (const view of ['Month', 'Week', 'List']) {
      await page.getByRole('radiogroup', { name: 'View' }).getByText(view, { exact: true }).click()
      await page.getByTestId('post-event').first().waitFor()
      await expectSoundIn(everywhere, page, view)
    }
    await page.getByTestId('post-event').first().click()
    await page.getByTestId('post-panel').waitFor()
    await expectSoundIn(everywhere, page, 'panel')
    await page.keyboard.press('Escape')
    await page.getByTestId('post-panel').waitFor({ state: 'detached' })
    await page.getByTestId('new-post').click()
    await page.getByRole('combobox', { name: 'Repeat' }).click()
    await page.getByRole('option', { name: 'Custom' }).click()
    await page.getByTestId('occurrences').getByRole('listitem').first().waitFor()
    await expectSoundIn(everywhere, page, 'composer')
    expect(complaints).toEqual([])
  })
})
