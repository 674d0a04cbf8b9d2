import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSoundIn, LIGHT } from './sound.ts'
import { englishOn, inFrench } from './words.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const PARKING = ['Is there parking nearby?', 'Where can I park my car?', 'Is parking free near you?']
const GIFTS = [
  'Gift vouchers available?',
  'Can I buy a gift card online?',
  'Is there a gift card I can print?',
]
/** The knowledge answers this one. */
const ANSWERED = 'Do you sell gift cards?'

it('questions that nothing answers are grouped; one is answered as a FAQ, one becomes a draft of a post', async () => {
  for (const [n, text] of [ANSWERED, ...PARKING, ...GIFTS].entries())
    await all.emulators.inbound({
      platform: 'whatsapp',
      account: all.number,
      from: { id: `33699${Date.now() % 100_000}${n}`, name: `Guest ${n}` },
      text,
    })
  // The assistant has left six of them to people.
  await expect
    .poll(
      async () => {
        const { items } = await all.api.get<{
          items: { lastMessage: { text: string | null } | null; status: string }[]
        }>('/v1/conversations?status=escalated&limit=100')
        return [...PARKING, ...GIFTS].filter((text) =>
          items.some(({ lastMessage }) => lastMessage?.text === text),
        ).length
      },
      { timeout: 180_000, interval: 500 },
    )
    .toBe(6)

  const { page, complaints } = await signedIn(all, {}, '/themes')
  await page.getByText('Not grouped yet').waitFor()
  await page.getByRole('button', { name: 'Group now' }).click()
  await page.locator('[data-testid="run"][data-status="done"]').waitFor()
  const parking = page.getByTestId('theme').filter({ hasText: 'park' })
  const gifts = page.getByTestId('theme').filter({ hasText: 'gift' })
  await gifts.waitFor()
  await expectSoundIn([LIGHT, DARK_PHONE], page, 'themes')

  await parking.click()
  await page.getByTestId('theme-item').filter({ hasText: 'Where can I park my car?' }).waitFor()
  await page.getByRole('button', { name: 'Answer as FAQ' }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill('Where can I park?')
  await page.getByRole('textbox', { name: 'Answer' }).fill('Behind the house, for free.')
  await page.getByRole('button', { name: 'Add to FAQs' }).click()
  await page.getByTestId('act').filter({ hasText: 'FAQ' }).waitFor()
  const faqs = await all.api.get<{ items: { question: string; answer: string }[] }>(
    '/v1/knowledge/faqs?search=park',
  )
  expect(faqs.items).toMatchObject([{ question: 'Where can I park?', answer: 'Behind the house, for free.' }])
  await page.keyboard.press('Escape')
  await page.locator('[data-testid="theme"][data-status="answered"]', { hasText: 'park' }).waitFor()

  await gifts.click()
  await page.getByRole('button', { name: 'Write a post' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('Yes, there are gift cards: ask at the counter.')
  await page.getByRole('button', { name: 'Make a draft' }).click()
  await page.getByTestId('act').filter({ hasText: 'Post' }).waitFor()
  const drafts = await all.api.get<{ items: { text: string }[] }>(
    '/v1/scheduled-posts?status=draft&limit=100',
  )
  expect(drafts.items.map(({ text }) => text)).toContain('Yes, there are gift cards: ask at the counter.')

  // What somebody wrote leads to the conversation.
  await page.getByTestId('theme-item').filter({ hasText: 'Can I buy a gift card online?' }).click()
  await page
    .locator('[data-testid="message"][data-direction="inbound"]', {
      hasText: 'Can I buy a gift card online?',
    })
    .waitFor()
  expect(complaints).toEqual([])
})

it('all of it is said in French', async () => {
  const { page, complaints } = await signedIn(all, { locale: 'fr-FR' }, '/themes?tab=posts')
  await page.getByRole('heading', { name: inFrench('clusters.title'), level: 1 }).waitFor()
  await page.getByTestId('run').waitFor()
  expect(await englishOn(page)).toEqual([])
  expect(complaints).toEqual([])
})
