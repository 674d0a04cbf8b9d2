import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Everything, newBrowser, openDemo, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openDemo()
})
afterAll(() => all?.stop())

/** Opens the phone in another window, as a new contact. */
async function phone(name: string) {
  const page = (await newBrowser(all)).page
  await page.goto(all.phoneUrl)
  const number = `3367${String(Date.now()).slice(-7)}`
  await all.emulators.inbound({
    platform: 'whatsapp',
    account: all.number,
    from: { id: number, name },
    text: 'Hello',
  })
  await page
    .locator('#contact')
    .selectOption({ label: name })
    .catch(() => page.reload())
  await page.locator('#contact').selectOption({ label: name })
  return {
    page,
    write: async (text: string) => {
      await page.locator('#composer').fill(text)
      await page.locator('#send').click()
    },
    answers: page.locator('[data-testid="bubble"][data-from="business"]'),
  }
}

/** Stores a delivery that used up its attempts, as the dead-letter queue's consumer does. */
async function buryMessage(contact: string, text: string) {
  const message = {
    from: contact,
    id: `wamid.dead.${contact}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: text },
  }
  const value = {
    metadata: { phone_number_id: all.number },
    contacts: [{ profile: { name: 'Late Letter' }, wa_id: contact }],
    messages: [message],
  }
  const delivery = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
  const body = {
    source: 'meta',
    account: null,
    receivedAt: new Date().toISOString(),
    bytes: Buffer.from(delivery).toString('base64'),
    objectName: null,
  }
  const client = new pg.Client({ connectionString: all.ownerUrl })
  await client.connect()
  await client.query('begin')
  await client.query('set local role none')
  await client.query(
    `insert into dead_letters (id, queue, message_id, body, attempts, dead_at) values ($1, 'webhooks', $2, $3, 6, now())`,
    [newId(), contact, JSON.stringify(body)],
  )
  await client.query('commit')
  await client.end()
}

/** Marks the page, so that a reload would be noticed. */
const mark = (page: Page) => page.evaluate('void (window.neverReloaded = true)')
const marked = (page: Page) => page.evaluate<boolean>('window.neverReloaded === true')

describe('a stranger runs npm start', () => {
  it('adds a document, writes on the phone page, and sees the answer from it appear in the Inbox without a reload', async () => {
    const { page, complaints } = await signedIn(all)
    await page.getByRole('link', { name: 'Knowledge' }).click()
    await page.getByRole('button', { name: 'Add document' }).first().click()
    await page.getByRole('dialog').getByText('Text', { exact: true }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).fill('Boat rental')
    await page
      .getByRole('textbox', { name: 'Text' })
      .fill('Our rowing boats can be rented for 12 euros an hour. Life jackets are included in the price.')
    await page.getByRole('dialog').getByRole('button', { name: 'Add document' }).click()
    await page
      .locator('[data-testid="document-row"][data-status="indexed"]', { hasText: 'Boat rental' })
      .waitFor()

    await page.getByRole('link', { name: 'Inbox' }).click()
    await mark(page)
    const { write, answers } = await phone('Marta Rowing')
    await page.getByTestId('conversation-row').filter({ hasText: 'Marta Rowing' }).click()
    await write('How much does it cost to rent a rowing boat?')
    const answer = page.locator('[data-testid="message"][data-author="machine"]', {
      hasText: '12 euros an hour',
    })
    await answer.waitFor()
    await answers.filter({ hasText: '12 euros an hour' }).waitFor()
    expect(await marked(page)).toBe(true)

    await answer.getByTestId('why').click()
    await page.getByText('Boat rental').first().waitFor()
    expect(complaints).toEqual([])
  })

  it('takes a conversation over, replies as a person, and hands it back', async () => {
    const { page, complaints } = await signedIn(all)
    const { write, answers } = await phone('Paul Takeover')
    await page.getByTestId('conversation-row').filter({ hasText: 'Paul Takeover' }).click()
    await page.getByTestId('take-over').click()
    await page.getByTestId('hand-back').waitFor()
    await write('When are you open on Saturday?')
    await page.locator('[data-testid="message"][data-direction="inbound"]', { hasText: 'Saturday' }).waitFor()
    await page.getByTestId('composer').fill('Paul, this is a person: nine to five.')
    await page.getByTestId('send').click()
    await answers.filter({ hasText: 'this is a person' }).waitFor()
    await page.locator('[data-testid="message"][data-author="person"][data-status="sent"]').waitFor()
    await page.getByTestId('hand-back').click()
    await page.getByTestId('take-over').waitFor()
    // A person has answered: the machine answers only later questions.
    await write('And when are you open on Saturday?')
    const automatic = page.locator('[data-testid="message"][data-author="machine"]', {
      hasText: '9:00 to 17:00',
    })
    await automatic.waitFor()
    expect(await automatic.count()).toBe(1)
    expect(complaints).toEqual([])
  })

  it('sees a scheduled post published at its second, in the Calendar and on the phone', async () => {
    const { page, complaints } = await signedIn(all)
    await page.getByRole('link', { name: 'Calendar' }).click()
    await page.getByTestId('post-event').first().waitFor()
    await mark(page)
    const publishAt = new Date(Math.ceil(Date.now() / 1000 + 8) * 1000)
    const text = `Published at ${publishAt.toISOString()}`
    const { id } = await all.api.post<ScheduledPost>('/v1/scheduled-posts', {
      text,
      accountIds: [all.demo.accounts.telegram],
      publishAt: publishAt.toISOString(),
    })
    const event = page.getByTestId('post-event').filter({ hasText: 'Published at' })
    await event.waitFor()
    // On a slow machine its second has come before it is drawn.
    expect(['queued', 'publishing']).toContain(await event.getAttribute('data-status'))
    await page
      .locator('[data-testid="post-event"][data-status="published"]', { hasText: 'Published at' })
      .waitFor()
    expect(await marked(page)).toBe(true)

    const [sent] = (await all.emulators.sent('telegram')).filter((item) => item.text === text)
    expect(new Date(sent?.at ?? 0).getTime()).toBeGreaterThanOrEqual(publishAt.getTime())
    const post = await all.api.get<ScheduledPost>(`/v1/scheduled-posts/${id}`)
    expect(post.targets[0]?.externalId).toBe(sent?.id)

    const reader = (await newBrowser(all)).page
    await reader.goto(all.phoneUrl)
    await reader.locator('#tab-channels').click()
    const telegram = all.demo.platforms.find(({ platform }) => platform === 'telegram')
    await reader.locator('#channel').selectOption(`telegram ${telegram?.externalId}`)
    await reader.getByTestId('channel-post').filter({ hasText: text }).waitFor()
    expect(complaints).toEqual([])
  })

  it('schedules a post in the Calendar, and cancels it', async () => {
    const { page, complaints } = await signedIn(all)
    await page.getByRole('link', { name: 'Calendar' }).click()
    await page.getByTestId('new-post').click()
    await page.getByRole('textbox', { name: 'Text' }).fill('Written in the calendar')
    await page.getByRole('button', { name: 'Café Lumière News' }).click()
    await page.getByRole('button', { name: /^Schedule\b/ }).click()
    const event = page.getByTestId('post-event').filter({ hasText: 'Written in the calendar' })
    await event.click()
    await page.getByRole('button', { name: 'Cancel post' }).click()
    await page
      .locator('[data-testid="post-event"][data-status="cancelled"]', { hasText: 'Written in the calendar' })
      .waitFor()
    expect(complaints).toEqual([])
  })

  it('replays a dead letter from the Operations screen, and the message it held is answered', async () => {
    const { page, complaints } = await signedIn(all)
    const contact = `3368${String(Date.now()).slice(-7)}`
    await buryMessage(contact, 'Is Wi-Fi free?')
    await page.getByRole('link', { name: 'Operations' }).click()
    await page.getByRole('link', { name: 'Dead letters' }).click()
    const letter = page.locator('[data-testid="dead-letter-row"][data-status="dead"]')
    await letter.getByRole('button', { name: 'Replay' }).click()
    await page.locator('[data-testid="dead-letter-row"][data-status="replayed"]').waitFor()
    await expect
      .poll(async () =>
        (await all.emulators.sent('whatsapp')).filter(({ to }) => to === contact).map(({ text }) => text),
      )
      .toEqual([expect.stringContaining('Wi-Fi is free')])
    expect(complaints).toEqual([])
  })
})

describe('every screen, in light and on a dark phone', () => {
  it('has nothing serious that axe finds, and does not scroll sideways', async () => {
    const { page, complaints } = await signedIn(all)
    for (const path of ['/inbox', '/calendar', '/knowledge', '/accounts', '/activity', '/operations']) {
      await page.goto(all.webUrl + path)
      await page.waitForLoadState('networkidle')
      await expectSoundIn([LIGHT, DARK_PHONE], page, path)
    }
    expect(complaints).toEqual([])
  })
})
