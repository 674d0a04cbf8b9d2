import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, keepNotices, newBrowser, openDemo, signedIn } from './running.ts'
import { DARK, DARK_PHONE, expectSound, expectSoundIn, LIGHT, LIGHT_PHONE } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openDemo()
})
afterAll(() => all?.stop())

const PASSWORD = 'correct horse battery'
let people = 0

/** Opens a browser for a new person. */
async function stranger() {
  const { page, complaints } = await newBrowser(all, { viewport: { width: 1280, height: 800 } })
  return { page, complaints, email: `person-${++people}-${Date.now()}@example.org` }
}

/** Signs up with a workspace, up to the first steps. */
async function founder(workspace: string) {
  const visit = await stranger()
  const { page, email } = visit
  await page.goto(all.webUrl)
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByLabel('Your name').fill('Ada Founder')
  await page.getByRole('textbox', { name: 'Workspace' }).fill(workspace)
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByRole('heading', { name: `Welcome to ${workspace}` }).waitFor()
  return visit
}

/** Finds the link in the latest mail to an address with this subject. */
async function linkMailed(to: string, subject: string, except = ''): Promise<string> {
  const link = () =>
    all.emulators
      .mails(to)
      .then((mails) => mails.filter((mail) => mail.subject.includes(subject)).at(-1)?.text ?? '')
      .then((text) => /https?:\/\/\S+/.exec(text)?.[0] ?? '')
  await expect.poll(link).not.toBe(except)
  return link()
}

async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto(`${all.webUrl}/settings/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('dialog').getByLabel('Email').fill(email)
  await page.getByRole('radio', { name: role }).check()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByTestId('invitation-row').filter({ hasText: email }).waitFor()
  return linkMailed(email, 'invites you')
}

async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account and join' }).click()
  await page.getByRole('heading', { name: 'Welcome to' }).waitFor()
}

describe('a team comes together', () => {
  it('from the first steps, through the mail of an invitation, to a changed role that takes effect at once', async () => {
    const first = await founder('Harbour Tours')
    await first.page.getByRole('button', { name: 'Skip: Connect an account' }).click()
    await first.page.locator('[data-testid="step-connect_account"][data-status="skipped"]').waitFor()
    await first.page.getByRole('button', { name: 'Start working' }).click()
    await first.page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    expect(await first.page.getByRole('link', { name: 'First steps' }).count()).toBe(0)
    // The next step stands out on the first screen that a new person sees.
    const next = first.page.getByRole('link', { name: 'Connect', exact: true })
    await next.waitFor()
    expect(await next.evaluate('(link) => getComputedStyle(link).backgroundColor')).not.toBe(
      'rgba(0, 0, 0, 0)',
    )

    const second = await stranger()
    const link = await invite(first.page, second.email, 'Viewer')
    await second.page.goto(link)
    await second.page.getByText('Ada Founder').waitFor()
    expect(await second.page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe(second.email)
    await join(second.page, link, 'Bo Second')
    await second.page.goto(`${all.webUrl}/settings/members`)
    await second.page.getByTestId('member-row').filter({ hasText: 'Ada Founder' }).waitFor()
    expect(await second.page.getByRole('link', { name: 'API keys' }).count()).toBe(0)

    // The invitation is used up, and the new member appears in the open list of the first by itself.
    const row = first.page.getByTestId('member-row').filter({ hasText: 'Bo Second' })
    await row.waitFor()
    await first.page.getByTestId('invitation-row').waitFor({ state: 'detached' })
    await keepNotices(first.page)
    await first.page.getByLabel('Role of Bo Second').selectOption({ label: 'Admin' })
    await second.page.getByRole('link', { name: 'API keys' }).waitFor()
    await second.page.getByRole('button', { name: 'Invite' }).waitFor()

    // The notice's own button takes the right back as fast as it was given.
    await first.page.getByRole('button', { name: 'Undo' }).click()
    await second.page.getByRole('button', { name: 'Invite' }).waitFor({ state: 'detached' })
    expect(await first.page.getByLabel('Role of Bo Second').inputValue()).toBe('viewer')

    await first.page.getByRole('button', { name: 'Remove Bo Second' }).click()
    await first.page.getByRole('button', { name: 'Remove', exact: true }).click()
    await second.page.getByRole('heading', { name: 'Name your workspace' }).waitFor()
    expect(first.complaints).toEqual([])
  })

  it('and an invitation that was taken back, or sent anew, opens nothing any more', async () => {
    const first = await founder('Lighthouse')
    const second = await stranger()
    const old = await invite(first.page, second.email, 'Agent')
    await first.page.getByRole('button', { name: 'Send again' }).click()
    const renewed = await linkMailed(second.email, 'invites you', old)
    await second.page.goto(old)
    await second.page.getByRole('heading', { name: 'not open any more' }).waitFor()
    await second.page.goto(renewed)
    await second.page.getByRole('heading', { name: 'Join Lighthouse' }).waitFor()
    await first.page.getByRole('button', { name: 'Take back the invitation' }).click()
    await first.page.getByText('Nobody is invited at the moment.').waitFor()
    await second.page.goto(renewed)
    await second.page.getByRole('heading', { name: 'not open any more' }).waitFor()
  })

  it('and somebody signed in with another address is told so, and may sign out', async () => {
    const first = await founder('Ferry')
    const link = await invite(first.page, 'someone-else@example.org', 'Editor')
    await first.page.goto(link)
    await first.page.getByText('this invitation was sent to someone-else@example.org').waitFor()
    await first.page.getByRole('button', { name: 'Sign out' }).click()
    await first.page.getByRole('button', { name: 'Create account and join' }).waitFor()
  })
})

describe('somebody with two workspaces', () => {
  it('switches by name, acts in the one chosen, and comes back to it', async () => {
    const { page, complaints } = await founder('Winter House')
    await page.goto(`${all.webUrl}/new-workspace`)
    await page.getByLabel('Workspace').fill('Summer House')
    await page.getByRole('button', { name: 'Create workspace' }).click()
    await page.getByRole('heading', { name: 'Welcome to Summer House' }).waitFor()
    await invite(page, 'summer@example.org', 'Agent')

    await page.getByRole('button', { name: 'Switch workspace' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Winter House' }).click()
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    await page.goto(`${all.webUrl}/settings/members`)
    await page.getByText('Nobody is invited at the moment.').waitFor()
    await page.getByRole('button', { name: 'Winter House' }).waitFor()

    // Events in the chosen workspace reach its open screens, and the file holds its record alone.
    const other = await page.context().newPage()
    await invite(other, 'winter@example.org', 'Agent')
    await page.getByTestId('invitation-row').filter({ hasText: 'winter@example.org' }).waitFor()
    await page.goto(`${all.webUrl}/settings/audit`)
    const file = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')
    const record = await (await page.request.get(all.webUrl + file)).text()
    expect(record).toContain('winter@example.org')
    expect(record).not.toContain('summer@example.org')
    expect(complaints).toEqual([])
  })
})

describe('an API key', () => {
  it('is shown once, does what it may, and is refused once it is revoked', async () => {
    const { page, complaints } = await founder('Key House')
    await page.goto(`${all.webUrl}/settings/keys`)
    await page.getByRole('button', { name: 'Create key' }).first().click()
    await page.getByRole('dialog').getByLabel('Name').fill('Nightly report')
    await page.getByRole('button', { name: 'Create key' }).last().click()
    const key = await page.getByTestId('new-key').getByRole('textbox').inputValue()
    const ask = (method: string, path: string, body?: object) =>
      fetch(`${all.webUrl}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }).then(({ status }) => status)
    expect(await ask('GET', '/v1/conversations')).toBe(200)
    expect(await ask('POST', '/v1/scheduled-posts', { text: 'No right to.' })).toBe(403)

    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByTestId('new-key').waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(key)
    await page.getByRole('button', { name: 'Revoke Nightly report' }).click()
    await page.getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByText('No API keys').waitFor()
    expect(await ask('GET', '/v1/conversations')).toBe(401)

    await page.goto(`${all.webUrl}/settings/audit?action=api_key.`)
    const entries = page.getByTestId('audit-row')
    await entries.first().waitFor()
    expect(await entries.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-action')))).toEqual([
      'api_key.revoke',
      'api_key.create',
    ])
    await entries.last().getByRole('button').first().click()
    await page.getByRole('cell', { name: 'Nightly report' }).waitFor()
    expect(complaints).toEqual([])
  })
})

describe('paused machines', () => {
  it('are announced on every screen with their reason, until somebody resumes them', async () => {
    const { page, complaints } = await founder('Pause House')
    await page.goto(`${all.webUrl}/settings/workspace`)
    await page.getByLabel('Reason').fill('The price list is wrong')
    await page.getByRole('button', { name: 'Pause automatic work' }).click()
    const banner = page.getByTestId('paused-banner')
    await banner.getByText('The price list is wrong').waitFor()
    await page.getByRole('link', { name: 'Inbox' }).click()
    await expectSound(page, 'the banner')
    await banner.getByRole('button', { name: 'Resume' }).click()
    await banner.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})

describe('a forgotten password', () => {
  it('is set anew by the link in the mail, once, and the old one lets nobody in', async () => {
    const { email } = await founder('Memory')
    const { page } = await stranger()
    await page.goto(all.webUrl)
    await page.getByRole('textbox', { name: 'Email' }).fill(email)
    await page.getByRole('link', { name: 'Forgot the password?' }).click()
    // The typed address is not asked for again.
    await page.getByRole('heading', { name: 'Forgot the password?' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText(`If ${email} is known here`).waitFor()
    const link = await linkMailed(email, 'new password')
    await page.goto(link)
    await page.getByRole('textbox', { name: 'Password' }).fill('another long password')
    await page.getByRole('button', { name: 'Set password' }).click()

    const signIn = async (password: string) => {
      await page.getByRole('textbox', { name: 'Email' }).fill(email)
      await page.getByRole('textbox', { name: 'Password' }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    await signIn(PASSWORD)
    await page.getByText('This email and password do not match').waitFor()
    await signIn('another long password')
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()

    await page.goto(link)
    await page.getByRole('textbox', { name: 'Password' }).fill('a third long password')
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByText('This link has been used or is too old').waitFor()
  })
})

describe('every screen of people and workspaces, in light and on a dark phone', () => {
  it('has nothing serious that axe finds, and does not scroll sideways', async () => {
    const everywhere = [LIGHT, DARK_PHONE]
    const visitor = await stranger()
    for (const path of ['/sign-in', '/forgot-password', '/reset-password?token=x', '/invite/x']) {
      await visitor.page.goto(all.webUrl + path)
      await visitor.page.getByRole('heading', { level: 1 }).waitFor()
      await expectSoundIn(everywhere, visitor.page, path)
    }
    const { page, complaints } = await founder('Sound')
    const link = await invite(page, visitor.email, 'Analyst')
    await visitor.page.goto(link)
    await visitor.page.getByRole('button', { name: 'Create account and join' }).waitFor()
    await expectSoundIn(everywhere, visitor.page, '/invite')
    const paths = [
      '/welcome',
      '/settings/workspace',
      '/settings/members',
      '/settings/keys',
      '/settings/webhooks',
      '/settings/audit',
    ]
    for (const path of [...paths, '/new-workspace']) {
      await page.goto(all.webUrl + path)
      await page.waitForLoadState('networkidle')
      await expectSoundIn(everywhere, page, path)
    }
    await page.goto(`${all.webUrl}/settings/audit`)
    await page.getByTestId('audit-row').getByRole('button').first().click()
    await expectSoundIn(everywhere, page, 'an opened audit entry')
    for (const [path, button] of [
      ['/settings/members', 'Invite'],
      ['/settings/keys', 'Create key'],
      ['/settings/workspace', 'Delete workspace'],
    ] as const) {
      await page.goto(all.webUrl + path)
      await page.getByRole('button', { name: button, exact: true }).first().click()
      await page.getByRole('dialog').getByRole('button').first().waitFor()
      await expectSoundIn(everywhere, page, `the dialog of ${path}`)
    }
    expect(complaints).toEqual([])
  })
})

describe('an account is connected by the platform’s page', () => {
  it('where a person may decline, begin again, choose a page, and later agree anew', async () => {
    const { page, complaints } = await signedIn(all, {}, '/accounts')
    const everywhere = [LIGHT, DARK, LIGHT_PHONE, DARK_PHONE]
    const dialog = page.getByRole('dialog')
    const go = () => dialog.getByRole('button', { name: 'Continue at LinkedIn' }).click()
    await page.getByRole('button', { name: 'Connect account' }).click()
    await dialog.locator('input[value="linkedin"]').check({ force: true })
    await dialog.getByText('LinkedIn asks you to let Chorus post for you').waitFor()
    await expectSoundIn(everywhere, page, 'connect by a page')
    await go()

    await page.getByRole('heading', { name: 'Emulated LinkedIn' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'you declined. Nothing was connected.' }).waitFor()
    await dialog.getByRole('button', { name: 'Begin again' }).click()
    await dialog.locator('input[value="linkedin"]').check({ force: true })
    await go()

    await page.getByRole('radio', { name: 'Somebody new with two pages' }).check()
    await page.getByRole('button', { name: 'Allow' }).click()
    const second = dialog.getByRole('checkbox', { name: /^Second page of/ })
    await second.check()
    const name = (
      (await dialog
        .getByTestId('choose')
        .getByText(/^Second page of/)
        .textContent()) ?? ''
    ).trim()
    await expectSoundIn(everywhere, page, 'choose a page')
    await dialog.getByRole('button', { name: 'Connect 1 account' }).click()
    await dialog.getByText(`${name} is connected.`).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    const row = page.getByTestId('account-row').filter({ hasText: name })
    await row.waitFor()

    const client = new pg.Client({ connectionString: all.ownerUrl })
    await client.connect()
    await client.query('begin')
    await client.query('set local role none')
    await client.query(`update social_accounts set status = 'expired' where name = $1`, [name])
    await client.query('commit')
    await client.end()
    await page.reload()
    await row.getByRole('button', { name: 'Reconnect' }).click()
    await go()
    await page.getByRole('radio', { name: name.replace('Second page of ', '') }).check()
    await page.getByRole('button', { name: 'Allow' }).click()
    await dialog.getByText(`${name} is connected.`).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect(await row.getAttribute('data-status')).toBe('active')
    expect(complaints).toEqual([])
  })
})
