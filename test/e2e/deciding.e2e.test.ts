import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

/** Has a contact write, and opens why the assistant decided as it did. */
async function whyOf(name: string, text: string) {
  const from = { id: `3368${String(Date.now()).slice(-7)}`, name }
  await all.emulators.inbound({ platform: 'whatsapp', account: all.number, from, text })
  const visit = await signedIn(all, {}, '/inbox')
  await visit.page.getByTestId('conversation-row').filter({ hasText: name }).click()
  await visit.page.getByTestId('message').filter({ hasText: text }).getByTestId('why').click()
  return visit
}

describe('how the inbox decides', () => {
  it('outside business hours is chosen, tried on real messages before it is saved, and said by the assistant', async () => {
    const { page, complaints } = await signedIn(all, {}, '/settings/answers')
    const hours = page.getByTestId('hours')
    await hours.getByRole('button', { name: 'Set hours' }).click()
    // A minute in three days: whenever this runs, it is outside.
    while ((await hours.getByRole('button', { name: 'Remove these hours' }).count()) > 1)
      await hours.getByRole('button', { name: 'Remove these hours' }).last().click()
    await hours.getByLabel('Day').selectOption(String(((new Date().getUTCDay() + 2) % 7) + 1))
    await hours.getByLabel('From', { exact: true }).fill('03:03')
    await hours.getByLabel('To', { exact: true }).fill('03:04')
    await hours.getByRole('radio', { name: 'say that you are away' }).check()
    await page.getByRole('button', { name: 'Show', exact: true }).first().click()
    await page.getByTestId('replay-sum').waitFor()
    await page.getByRole('cell', { name: 'Outside business hours' }).first().waitFor()
    await hours.getByLabel('What the contact is told').fill('Back {opens}, thank you.')
    await hours.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. It holds').waitFor()
    expect(complaints).toEqual([])

    const inbox = await whyOf('Nora Night', 'Are you open on Sunday?')
    await inbox.page
      .locator('[data-testid="message"][data-author="machine"]', { hasText: /Back \w+day at 03:03/ })
      .waitFor()
    await inbox.page
      .getByRole('complementary', { name: 'Why' })
      .getByText('Outside business hours')
      .first()
      .waitFor()
    expect(inbox.complaints).toEqual([])

    await page.reload()
    await hours.getByRole('radio', { name: 'answer as usual' }).check()
    await hours.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. It holds').waitFor()
    await expectSoundIn([LIGHT, DARK_PHONE], page, '/settings/answers')
  })

  it('is judged, and a better answer becomes a question and answer in one click', async () => {
    const question = 'Do you repair grinders of other makes?'
    const { page, complaints } = await whyOf('Gus Grinder', question)
    await page.getByRole('button', { name: 'A better answer' }).click()
    await page.getByLabel('What should have been answered').fill('We repair grinders of any make.')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByTestId('judged').getByText('A better answer, says Demo Owner.').waitFor()
    await page.getByRole('button', { name: 'Make a question and answer of it' }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.getByLabel('Question').inputValue()).toBe(question)
    await dialog.getByRole('button', { name: 'Add' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.goto(`${all.webUrl}/knowledge?tab=faqs`)
    await page.getByText('We repair grinders of any make.').waitFor()
    expect(complaints).toEqual([])
  })

  it('ignores what is like a message that a person marked, and says like which', async () => {
    const said = 'Warm greetings from the choir of Saint Anne'
    const { page, complaints } = await whyOf('Carla Choir', said)
    await page.getByRole('button', { name: 'Ignore such messages' }).click()
    await page.getByText('Such messages are ignored from now on.').waitFor()
    const again = await whyOf('Cora Choir', 'Warm greetings from the choir of Saint Anne!')
    await again.page
      .getByRole('complementary', { name: 'Why' })
      .getByText(`like the example to ignore “${said}”`)
      .waitFor()
    await again.page.getByRole('link', { name: 'See the examples' }).click()
    const example = again.page.getByTestId('examples').getByRole('textbox')
    await expect.poll(() => example.inputValue()).toBe(said)
    expect([...complaints, ...again.complaints]).toEqual([])
  })
})
