import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Everything, keepNotices, type Look, newBrowser, openWorkspace, signedIn } from './running.ts'
import { DARK, DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

let tries = 0
beforeEach(() => void tries++)
/** Makes a name that no earlier try has used. */
const someone = (name: string) => `${name} ${tries}`

let contacts = 0
/** Writes as a new contact of this name. */
async function writes(name: string, text: string) {
  const id = `3366${String(Date.now()).slice(-6)}${contacts++ % 10}`
  await all.emulators.inbound({ platform: 'whatsapp', account: all.number, from: { id, name }, text })
  return id
}
const sentTo = async (id: string) =>
  (await all.emulators.sent('whatsapp')).filter(({ to }) => to === id).map(({ text }) => text)
/** Waits until the machine has decided on what a new contact of this name wrote. */
async function decided(name: string) {
  const find = async () => {
    const { items } = await all.api.get<{ items: { id: string; customer: { name: string } }[] }>(
      '/v1/conversations?limit=100',
    )
    const id = items.find(({ customer }) => customer.name === name)?.id
    const messages =
      id && (await all.api.get<{ items: { decision: unknown }[] }>(`/v1/conversations/${id}/messages`))
    return messages ? messages.items.some(({ decision }) => decision !== null) : false
  }
  await expect.poll(find).toBe(true)
}
const mark = (page: Page) => page.evaluate('void (window.neverReloaded = true)')
const marked = (page: Page) => page.evaluate<boolean>('window.neverReloaded === true')
const today = async (options?: Look) => {
  const signed = await signedIn(all, options, '/')
  await signed.page.getByTestId('today').waitFor()
  await mark(signed.page)
  return signed
}
/** Holds back the first change sent to such an address, until it is released and answered; later ones pass. */
async function heldBack(page: Page, address: string) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await page.route(
    address,
    async (route) => {
      await released
      await route.fulfill({ response: await route.fetch() })
      answer()
    },
    { times: 1 },
  )
  return {
    release: () => {
      release()
      return answered
    },
  }
}
const line = (page: Page, name: string) => page.getByTestId('waiting-line').filter({ hasText: name })
async function open(page: Page, name: string) {
  await page.getByRole('link', { name: 'Inbox' }).first().click()
  await page.getByTestId('conversation-row').filter({ hasText: name }).click()
  await page.getByTestId('archive').waitFor()
}

describe('Today', () => {
  it('shows an escalation as it comes; it is taken, answered and resolved by keys alone', async () => {
    const { page, complaints } = await today()
    const erika = someone('Erika Escalated')
    const contact = await writes(erika, 'I want to speak to a person')
    const waiting = line(page, erika)
    await waiting.waitFor()
    expect(await waiting.textContent()).toMatch(/Asks for a person/)
    // A person on another screen is told as well: in a corner, beside the Inbox, and in the title.
    await page
      .getByTestId('call')
      .filter({ hasText: `${erika} waits for a person` })
      .waitFor()
    // The title counts conversations and comments together.
    const counts = page.locator('.nav-link').getByTestId('nav-count')
    await counts.first().waitFor()
    const shown = await counts.allTextContents()
    const before = shown.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)
    expect(await page.title()).toBe(`(${before}) Today · Chorus`)
    await waiting.focus()
    await page.keyboard.press('Enter')
    // Seen, and so no longer counted.
    await expect
      .poll(() => page.title())
      .toBe(before > 1 ? `(${before - 1}) Inbox · Chorus` : 'Inbox · Chorus')
    const row = page.getByTestId('conversation-row').filter({ hasText: erika })
    await row.and(page.locator(':not([data-unread])')).waitFor()

    const strip = page.getByTestId('escalation')
    await strip.getByText('Nobody has taken it').waitFor()
    await page.keyboard.press('t')
    await strip.getByText('You have it').waitFor()
    await strip.getByRole('button', { name: 'Add a note' }).click()
    await page.getByRole('textbox', { name: 'Note' }).fill('Asked for Erika’s order')
    await page.keyboard.press('Enter')
    await strip.getByText('Asked for Erika’s order').waitFor()

    await page.locator('.thread').focus()
    await page.keyboard.press('r')
    await page.keyboard.type('Good day Erika, a person here.')
    await page.keyboard.press('Enter')
    await page.locator('[data-testid="message"][data-author="person"][data-status="sent"]').waitFor()
    await expect.poll(() => sentTo(contact)).toContain('Good day Erika, a person here.')
    await strip.getByText('Answered', { exact: true }).waitFor()
    expect(await row.textContent()).not.toContain('Asks for a person')

    // Outside the field, letters are keys again.
    await page.keyboard.type('d')
    expect(await page.getByTestId('composer').inputValue()).toBe('d')
    await page.keyboard.press('Escape')
    await keepNotices(page)
    await page.keyboard.press('d')
    await page.getByText('Resolved.').waitFor()
    await strip.waitFor({ state: 'hidden' })
    // “Undo” is slow on its way: later actions must not arrive before it.
    const slow = await heldBack(page, '**/v1/escalations/*')
    await page.getByRole('button', { name: 'Undo' }).click()
    await strip.getByText('You have it').waitFor()
    await page.locator('.thread').focus()
    await page.keyboard.press('d')
    await strip.waitFor({ state: 'hidden' })
    await slow.release()

    // A second request is answered and settled in one step.
    const { items } = await all.api.get<{ items: { id: string; customer: { name: string } }[] }>(
      '/v1/conversations',
    )
    const id = items.find(({ customer }) => customer.name === erika)?.id
    const asked = async () =>
      (await all.api.get<{ escalation: unknown }>(`/v1/conversations/${id}`)).escalation
    await expect.poll(asked).toBeNull()
    await all.api.post(`/v1/conversations/${id}/escalate`, {})
    await strip.waitFor()
    await page.getByTestId('composer').fill('That is all, Erika.')
    await page.getByTestId('send-resolve').click()
    await strip.waitFor({ state: 'hidden' })
    await expect.poll(() => sentTo(contact)).toContain('That is all, Erika.')
    await page.keyboard.press('Escape')

    await page.keyboard.press('g')
    await page.keyboard.press('t')
    // Resolved and still held: it is the person's own, and no longer waits for anybody.
    const held = page.locator('[data-kind="held"]').getByTestId('waiting-line').filter({ hasText: erika })
    await held.waitFor()
    await expect
      .poll(() => page.locator('[data-kind="escalations"]').filter({ hasText: erika }).count())
      .toBe(0)
    expect(await marked(page)).toBe(true)
    expect(complaints).toEqual([])
  })

  it('counts what machines did, and each number leads to the list behind it', async () => {
    const { page, complaints } = await today()
    const answers = page.locator('.figure[data-act="answered"]')
    const before = Number(await answers.locator('.figure-value').textContent())
    const anton = someone('Anton Answered')
    await writes(anton, 'Is Wi-Fi free?')
    await expect
      .poll(async () => Number(await answers.locator('.figure-value').textContent()))
      .toBe(before + 1)
    await answers.click()
    await page.getByText('Answered by the assistant').waitFor()
    await page.getByTestId('conversation-row').filter({ hasText: anton }).waitFor()
    await expect
      .poll(() => page.getByTestId('conversation-row').filter({ hasText: 'Inès Moreau' }).count())
      .toBe(0)
    expect(complaints).toEqual([])
  })

  it('shows what goes out today, with its account, and follows it', async () => {
    const { page, complaints } = await today()
    const publishAt = new Date(Math.ceil(Date.now() / 1000 + 6) * 1000).toISOString()
    const accountIds = [all.demo.accounts.telegram]
    await all.api.post('/v1/scheduled-posts', { text: 'A post of today', accountIds, publishAt })
    const post = page.getByTestId('goes-out').locator('.goes-out-line').filter({ hasText: 'A post of today' })
    await post.waitFor()
    expect(await post.textContent()).toContain('Café Lumière News')
    await page.locator('.goes-out-line[data-status="published"]', { hasText: 'A post of today' }).waitFor()
    expect(await marked(page)).toBe(true)
    expect(complaints).toEqual([])
  })
})

describe('a first open', () => {
  it.each(['/', '/inbox', '/calendar'])('of %s asks for thirty things at most', async (path) => {
    const asked: string[] = []
    const { context, page, complaints } = await newBrowser(all, { storageState: await all.session() })
    context.on('request', (request) => asked.push(request.url()))
    await page.goto(all.webUrl + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(30)
    expect(complaints).toEqual([])
  })
})

describe('a conversation', () => {
  it('is archived at once, and taken back; another is assigned, handed back, and taken back', async () => {
    const { page, complaints } = await today()
    const archie = someone('Archie Archived')
    await writes(archie, 'Is Wi-Fi free?')
    await open(page, archie)
    const rowOf = (name: string) => page.getByTestId('conversation-row').filter({ hasText: name })
    const row = rowOf(archie)
    // The list is read again before the server has been told: the row stays gone.
    const late = someone('Lara Later')
    let stayedGone: boolean | null = null
    await page.route('**/v1/conversations/*', async (route) => {
      if (route.request().method() === 'PATCH' && stayedGone === null) {
        await writes(late, 'Is Wi-Fi free?')
        await rowOf(late).waitFor()
        stayedGone = await row.isHidden()
      }
      await route.continue()
    })
    await keepNotices(page)
    await page.keyboard.press('e')
    await expect.poll(() => stayedGone).toBe(true)
    await page.locator('.notice').filter({ hasText: 'Archived.' }).waitFor()
    await row.waitFor({ state: 'hidden' })
    // The next one is open; after “Undo” it is this one again.
    const opened = page.locator('.conversation-who h1')
    await expect.poll(() => opened.textContent()).not.toBe(archie)
    expect(new URL(page.url()).pathname).toMatch(/^\/inbox\/[0-9a-f-]{36}$/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await row.waitFor()
    await page.getByRole('heading', { name: archie }).waitFor()

    await page.locator('.thread').focus()
    await page.keyboard.press('a')
    await page.getByTestId('palette-item').filter({ hasText: 'Demo Owner' }).click()
    await page.getByText('You answer').waitFor()
    await page.keyboard.press('b')
    await page.getByText('Handed back').waitFor()
    await page.getByTestId('take-over').waitFor()
    await page
      .locator('.notice')
      .filter({ hasText: 'Handed back' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await page.getByText('You answer').waitFor()
    expect(complaints).toEqual([])
  })
})

describe('a change that the server refuses', () => {
  it('is taken back at once', async () => {
    const { page, complaints } = await today()
    const rita = someone('Rita Refused')
    await writes(rita, 'Is Wi-Fi free?')
    await open(page, rita)
    const row = page.getByTestId('conversation-row').filter({ hasText: rita })
    let hidden = false
    await page.route('**/v1/conversations/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue()
      await row.waitFor({ state: 'hidden' })
      hidden = true
      // No further answer comes that could correct it.
      await page.route('**/v1/conversations*', () => undefined)
      await route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"status":500}' })
    })
    await page.keyboard.press('e')
    await expect.poll(() => hidden).toBe(true)
    await row.waitFor()
    expect(complaints).toContainEqual(expect.stringContaining('500'))
  })
})

describe('the command palette', () => {
  it('finds a contact by the beginning of a name and goes there, with the list of options read aloud', async () => {
    const { page, complaints } = await today()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    await field.fill('mor')
    await page.getByRole('option', { name: /Inès Moreau/ }).waitFor()
    const active = await field.getAttribute('aria-activedescendant')
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Inès Moreau' }).waitFor()
    await page.getByTestId('palette').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('finds what was written, documents, questions and posts of all time, and marks what was sought', async () => {
    const { page, complaints } = await today()
    await page.keyboard.press('Control+k')
    const field = page.getByTestId('palette-field')
    const marked = page.getByTestId('palette-item').locator('mark')
    await field.fill('CARD')
    const found = page.getByRole('group', { name: /Documents|Questions and answers/ })
    await found.first().waitFor()
    await marked.first().waitFor()
    expect((await marked.allTextContents()).every((text) => text.toLowerCase() === 'card')).toBe(true)
    await found.first().getByTestId('palette-item').first().click()
    await page.getByRole('heading', { name: 'Knowledge' }).first().waitFor()
    await page.locator('.knowledge-list mark').first().waitFor()
    const inTwoYears = new Date(Date.now() + 730 * 24 * 3_600_000).toISOString()
    await all.api.post('/v1/scheduled-posts', {
      text: 'The chrysanthemum market opens',
      accountIds: [all.demo.accounts.telegram],
      publishAt: inTwoYears,
    })
    await page.keyboard.press('Control+k')
    await field.fill('chrysanth')
    const post = page.getByRole('group', { name: 'Posts' }).getByTestId('palette-item')
    await post.locator('mark', { hasText: 'chrysanth' }).waitFor()
    await post.click()
    await page.getByTestId('post-panel').getByText('The chrysanthemum market opens').waitFor()
    expect(complaints).toEqual([])
  })

  it('acts on what is open, goes anywhere, and says every key', async () => {
    const { page, complaints } = await today()
    await open(page, 'Inès Moreau')
    const run = async (typed: string) => {
      await page.keyboard.press('Control+k')
      await page.getByTestId('palette-field').fill(typed)
      await page.getByTestId('palette-item').first().waitFor()
      await page.keyboard.press('Enter')
    }
    await run('take over')
    await page.getByText('You answer').waitFor()
    await run('hand back')
    await page.getByTestId('take-over').waitFor()
    await page.locator('body').press('?')
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await keys.getByText('Next in the list').waitFor()
    for (const what of ['Reply', 'Archive', 'Leave the field: what you wrote stays', 'Mark as unread'])
      expect([what, await keys.getByText(what, { exact: true }).count()]).toEqual([what, 1])
    await page.keyboard.press('Escape')
    await run('pause auto')
    await page.getByTestId('paused-banner').waitFor()
    await run('resume auto')
    await page.getByTestId('paused-banner').waitFor({ state: 'hidden' })
    await run('appearance dark')
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    await run('français')
    await page.getByRole('link', { name: 'Aujourd’hui' }).waitFor()
    await run('english')
    await page.getByRole('link', { name: 'Today' }).waitFor()
    await run('new document')
    await page.getByRole('dialog', { name: 'Add document' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await run('new post')
    await page.getByRole('dialog', { name: 'New post' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // On another screen the list is that screen's.
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('heading', { name: 'Calendar', level: 1 }).waitFor()
    await page.locator('body').press('?')
    await keys.getByText('Month').waitFor()
    expect(await keys.getByText('Reply', { exact: true }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'hidden' })
    await page.keyboard.press('m')
    await expect.poll(() => page.url()).toContain('view=month')
    expect(complaints).toEqual([])
  })
})

describe('Settings → Rules', () => {
  it('shows what a rule would have changed before it is saved, then decides by it and says so in the conversation', async () => {
    const { page, complaints } = await today()
    const nils = someone('Nils Before')
    await writes(nils, 'Do you host chess evenings?')
    await decided(nils)
    await page.goto(`${all.webUrl}/settings/rules`)
    await page.getByRole('button', { name: 'New rule' }).first().click()
    const form = page.getByTestId('rule-form')
    await form.getByLabel('Name').fill('Chess is left alone')
    await form.getByLabel('It contains one of these').fill('chess\nÉCHECS')
    await form.getByText('Leave alone', { exact: true }).click()
    await form.getByRole('button', { name: 'Show' }).click()
    const changed = form.locator('tr', { hasText: 'Do you host chess evenings?' })
    await changed.getByText('Pass to a person').waitFor()
    await changed.getByText('Leave alone').waitFor()
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByTestId('rule-row').getByText('If it contains “chess” or “ÉCHECS”').waitFor()

    await page.getByTestId('try-rules').fill('Un tournoi d’échecs ?')
    await page.keyboard.press('Enter')
    await page
      .locator('[data-testid="tried-rules"][data-decision="ignore"]')
      .getByText('Chess is left alone')
      .waitFor()
    const olga = someone('Olga After')
    await writes(olga, 'Is there a chess board?')
    await decided(olga)
    await page.reload()
    await page.getByText('Decided 1 message in 30 days').waitFor()
    await page.goto(`${all.webUrl}/inbox`)
    await page.getByTestId('conversation-row').filter({ hasText: olga }).click()
    await page.getByTestId('why').last().click()
    await page.getByText('Your rule “Chess is left alone”').waitFor()
    expect(complaints).toEqual([])
  })

  it('says where a pattern is wrong, and orders rules by their buttons', async () => {
    const { page, complaints } = await today()
    const rule = (name: string) =>
      all.api.post('/v1/triage-rules', { name, when: { contains: name }, decision: 'escalate' })
    await rule('First of two')
    await rule('Second of two')
    await page.goto(`${all.webUrl}/settings/rules`)
    const names = () => page.locator('.rule-name').allTextContents()
    await page.getByRole('button', { name: 'Move “Second of two” up' }).click()
    const swapped = async () => (await names()).filter((name) => name.endsWith('of two'))
    await expect.poll(swapped).toEqual(['Second of two', 'First of two'])
    await page.reload()
    await expect.poll(swapped).toEqual(['Second of two', 'First of two'])
    await page.getByRole('button', { name: 'Edit “First of two”' }).click()
    const form = page.getByTestId('rule-form')
    await form.getByText('More conditions').click()
    await form.getByLabel('It matches a pattern').fill('open(ing')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('A ( is never closed. See character 5: “(ing”.').waitFor()
    expect(complaints.filter((said) => !said.includes('422'))).toEqual([])
  })
})

describe('what a team shares', () => {
  it('is written down once, found by / in the composer, and noted beside a conversation', async () => {
    const { page, complaints } = await today()
    const pia = someone('Pia Shared')
    await writes(pia, 'Do you repair bicycles?')
    await decided(pia)
    await page.goto(`${all.webUrl}/replies`)
    await page.getByRole('button', { name: 'New reply' }).first().click()
    await page.getByLabel('Shortcut').fill('repair')
    await page
      .getByRole('textbox', { name: 'Text' })
      .fill('Hello {contact.first_name|there}, we do. {agent.name}')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByTestId('reply-row').getByText('/repair').waitFor()
    await page.getByLabel('New label').fill('Workshop')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    // The demo has two of its own.
    await page.getByTestId('label-row').nth(2).waitFor()

    await page.goto(`${all.webUrl}/inbox`)
    const row = page.getByTestId('conversation-row').filter({ hasText: pia })
    await row.click()
    const field = page.getByTestId('composer')
    await field.fill('/rep')
    await page.getByTestId('canned').getByRole('option', { name: '/repair' }).waitFor()
    await field.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('Hello Pia, we do. Demo Owner')
    await page.getByTestId('details').click()
    await page.getByRole('button', { name: 'Workshop' }).click()
    await page.getByTestId('note-text').fill('Call the workshop first.')
    await page.getByTestId('add-note').click()
    await page.getByTestId('note').getByText('Call the workshop first.').waitFor()
    await row.getByRole('img', { name: 'Workshop' }).waitFor({ state: 'attached' })
    expect(await page.getByTestId('message').filter({ hasText: 'Call the workshop' }).count()).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('Settings → Answers', () => {
  it('tries a message by what is typed and not saved, keeps what was typed, and saves it', async () => {
    const { page, complaints } = await today()
    await page.goto(`${all.webUrl}/settings/answers`)
    const examples = page.getByRole('textbox', { name: 'Example 1' })
    await page.getByRole('button', { name: 'Add an example' }).click()
    await examples.fill('We wish your team a merry Christmas')
    await page.getByTestId('try').fill('We wish your whole team a merry Christmas')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page.locator('[data-testid="tried"][data-decision="ignore"]').waitFor()
    await page.getByTestId('try').fill('Is Wi-Fi free?')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page
      .locator('[data-testid="tried"][data-decision="respond"]')
      .getByText('Wi-Fi is free')
      .first()
      .waitFor()

    await page.getByRole('link', { name: 'Knowledge' }).click()
    await page.getByRole('heading', { name: 'Knowledge', level: 1 }).waitFor()
    await page.goBack()
    expect(await examples.inputValue()).toBe('We wish your team a merry Christmas')
    await page.getByTestId('examples').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. It holds').waitFor()
    await page.getByRole('button', { name: 'Set hours' }).click()
    await page.getByTestId('hours').getByRole('button', { name: 'Save' }).click()
    await page.getByTestId('handoffTold').check()
    await page.getByLabel('While your team is away').fill('Back {opens}.')
    // The notice of the first save may still stand: wait for the answer to this one.
    const saved = page.waitForResponse((response) => response.request().method() !== 'GET')
    await page.getByTestId('handoff').getByRole('button', { name: 'Save' }).click()
    expect((await saved).status()).toBe(200)
    await page.reload()
    expect(await page.getByLabel('While your team is away').inputValue()).toBe('Back {opens}.')
    expect(await page.getByLabel('From', { exact: true }).count()).toBe(5)
    await page.getByTestId('handoffTold').uncheck()
    await page.getByTestId('autoReplyEnabled').uncheck()
    await page.getByText('leaves the answer to a person').waitFor()
    await page.reload()
    expect(await examples.inputValue()).toBe('We wish your team a merry Christmas')
    expect(await page.getByTestId('autoReplyEnabled').isChecked()).toBe(false)
    await page.getByTestId('autoReplyEnabled').check()
    await page.getByText('The assistant decides and answers').waitFor()
    expect(await page.getByTestId('offline-engine').textContent()).toContain('No language model is connected')
    expect(complaints).toEqual([])
  })
})

describe.each([
  ['in English, in light and on a dark phone', 'en-GB', [LIGHT, DARK_PHONE]],
  ['in French, in the dark', 'fr-FR', [DARK]],
] as const)('what is new, %s', (_name, locale, everywhere) => {
  it('has nothing serious that axe finds, and does not scroll sideways', async () => {
    const { page, complaints } = await signedIn(all, { locale }, '/')
    const settings = ['/settings/answers', '/settings/notifications']
    for (const path of ['/', '/inbox?view=escalated', '/inbox?machine=answered', ...settings]) {
      await page.goto(all.webUrl + path)
      await page.waitForLoadState('networkidle')
      await expectSoundIn(everywhere, page, path)
    }
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette-field').fill('a')
    await page.getByTestId('palette-item').first().waitFor()
    await expectSoundIn(everywhere, page, 'the palette')
    expect(complaints).toEqual([])
  })
})

it('the day and its posts are those of the server’s zones, where the browser’s know another hour', async () => {
  // The browser stays in UTC and claims a zone in which it is another day; only the server resolves that.
  const isLate = new Date().getUTCHours() >= 11
  const [zone, offsetMs] = isLate ? ['Pacific/Kiritimati', 14 * 3_600_000] : ['Etc/GMT+12', -12 * 3_600_000]
  const { context, page, complaints } = await signedIn(all, { timezoneId: 'UTC' }, '/knowledge')
  await context.addInitScript(`{
    const known = Intl.DateTimeFormat.prototype.resolvedOptions
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...known.call(this), timeZone: '${zone}' }
    }
  }`)
  await page.goto(`${all.webUrl}/`)
  await page.getByTestId('today').waitFor()
  const there = new Date(Date.now() + offsetMs)
  const said = there.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  expect(await page.locator('header, main').filter({ hasText: said }).count()).toBeGreaterThan(0)
  expect(complaints).toEqual([])
  await context.close()
})
