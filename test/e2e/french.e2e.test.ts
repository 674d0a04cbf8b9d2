import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, newBrowser, openDemo, signedIn } from './running.ts'
import { expectSound } from './sound.ts'
import { englishOn, inFrench } from './words.ts'

let all: Everything
beforeAll(async () => {
  all = await openDemo()
})
afterAll(() => all?.stop())

/** Checks that nothing on the page is in English, where the dashboard has French for it. */
async function isFrench(page: Page, what: string) {
  expect([what, await englishOn(page)]).toEqual([what, []])
}
const button = (page: Page, key: string) => page.getByRole('button', { name: inFrench(key), exact: true })
const link = (page: Page, key: string) => page.getByRole('link', { name: inFrench(key) }).first()
const heading = (page: Page, key: string) =>
  page.getByRole('heading', { name: inFrench(key), level: 1 }).first()

/** A time of day that nothing else of the demo has, on the day after tomorrow. */
const THEN = `${new Date(Date.now() + 2 * 24 * 3_600_000).toISOString().slice(0, 10)}T13:30`

describe('somebody whose browser is French', () => {
  it('signs in, reads why the machine answered, writes a post that recurs, and sees nothing in English', async () => {
    const { page, complaints } = await newBrowser(all, { locale: 'fr-FR', timezoneId: 'Europe/Paris' })
    await page.goto(all.webUrl)
    await page.getByRole('textbox', { name: inFrench('signIn.email') }).waitFor()
    await isFrench(page, 'sign-in')
    await page.getByRole('textbox', { name: inFrench('signIn.email') }).fill(all.demo.email)
    await page.getByRole('textbox', { name: inFrench('signIn.password') }).fill(all.demo.password)
    await button(page, 'signIn.submit').click()

    await heading(page, 'nav.today').waitFor()
    await page.getByTestId('goes-out').waitFor()
    await isFrench(page, 'today')

    await link(page, 'nav.inbox').click()
    await page.getByTestId('conversation-row').filter({ hasText: 'Ben Okafor' }).click()
    await page.locator('[data-testid="message"][data-author="machine"]').first().waitFor()
    await isFrench(page, 'inbox')
    await page.getByTestId('why').last().click()
    await page.getByRole('complementary', { name: inFrench('why.title') }).waitFor()
    await isFrench(page, 'why')

    await link(page, 'nav.calendar').click()
    await page.getByTestId('post-event').first().waitFor()
    await isFrench(page, 'calendar')
    await page.getByTestId('new-post').click()
    await page.getByRole('textbox', { name: inFrench('post.text') }).fill('Chaque jour un nouveau torréfié')
    await page.getByRole('button', { name: 'Café Lumière News' }).click()
    await page.getByLabel(inFrench('post.at')).fill(THEN)
    await page.getByRole('combobox', { name: inFrench('repeat.label') }).click()
    await page.getByRole('option', { name: inFrench('repeat.preset.daily') }).click()
    await page.getByTestId('occurrences').getByRole('listitem').nth(9).waitFor()
    await isFrench(page, 'composer')
    await button(page, 'compose.as.draft').click()
    await page.getByText(inFrench('compose.saved.draft')).waitFor()
    const draft = page.locator('[data-testid="post-event"][data-status="draft"]', { hasText: 'torréfié' })
    await draft.first().click()
    await page.getByTestId('post-panel').getByText(inFrench('series.whole')).waitFor()
    await isFrench(page, 'post')
    await button(page, 'post.schedule').click()
    await page
      .locator('[data-testid="post-event"][data-status="queued"]', { hasText: 'torréfié' })
      .first()
      .waitFor()
    await page.keyboard.press('Escape')

    for (const path of [
      'workspace',
      'members',
      'answers',
      'rules',
      'notifications',
      'keys',
      'webhooks',
      'audit',
    ]) {
      await page.goto(`${all.webUrl}/settings/${path}`)
      await page.getByText(inFrench(`settings.about.${path}`)).waitFor()
      await page.waitForLoadState('networkidle')
      await isFrench(page, `settings/${path}`)
    }
    expect(complaints).toEqual([])
  })
})

describe('the language', () => {
  it('is changed where one is, on every screen at once, and stays so', async () => {
    const { page, complaints } = await signedIn(all)
    // The check that finds nothing in French finds plenty in English.
    expect((await englishOn(page)).length).toBeGreaterThan(8)
    await page.getByRole('button', { name: 'Demo Owner' }).click()
    await page.getByText('Français', { exact: true }).click()
    await link(page, 'nav.calendar').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    for (const name of ['today', 'inbox', 'calendar', 'knowledge', 'accounts', 'activity', 'operations']) {
      await link(page, `nav.${name}`).click()
      await heading(page, `nav.${name}`).waitFor()
      await page.waitForLoadState('networkidle')
      await isFrench(page, name)
    }
    await page.reload()
    await heading(page, 'nav.operations').waitFor()
    await isFrench(page, 'after a reload')
    expect(complaints).toEqual([])
  })
})

describe('a phone in French, whose words are longer', () => {
  it('has every control within reach', async () => {
    const { page, complaints } = await signedIn(all, { viewport: { width: 390, height: 844 } })
    await page.evaluate(`localStorage.setItem('chorus-language', 'fr')`)
    // One conversation that the machine answers, and one that a colleague holds, which has a button more.
    for (const name of ['Ben Okafor', 'Thomas Laurent']) {
      await page.goto(`${all.webUrl}/inbox`)
      await page.getByTestId('conversation-row').filter({ hasText: name }).click()
      await page.getByTestId('archive').waitFor()
      await expectSound(page, name)
    }
    const places = [
      '',
      'inbox',
      'calendar',
      'calendar?view=month',
      'knowledge',
      'accounts',
      'activity',
      'operations',
    ]
    for (const path of [
      ...places,
      'settings/members',
      'settings/answers',
      'settings/rules',
      'settings/notifications',
      'settings/keys',
      'settings/webhooks',
      'settings/audit',
    ]) {
      await page.goto(`${all.webUrl}/${path}`)
      await page.waitForLoadState('networkidle')
      await expectSound(page, path)
    }
    expect(complaints).toEqual([])
  })
})
