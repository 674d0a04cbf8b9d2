import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawn, ENCRYPTED, pdf } from '#readers/sample-files.ts'
import { type Everything, type Look, openWorkspace, signedIn } from './running.ts'
import { DARK, DARK_PHONE, expectSound, expectSoundIn, LIGHT_PHONE } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const SENTENCE = 'Lost parcels are searched for by the depot within nine days.'
const NEXT_YEAR = 'Lost parcels are searched for by the depot within four days.'
const file = (name: string, bytes: Uint8Array, mimeType = 'application/pdf') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
})
const page = (text: string) =>
  drawn([
    { text: 'Depot rules', y: 780, size: 20 },
    { text, y: 700 },
  ])

async function knowledge(look: Look = {}, path = '/knowledge') {
  const visit = await signedIn(all, look, path)
  await visit.page.getByRole('heading', { name: 'Knowledge' }).first().waitFor()
  return visit
}

const rowOf = (on: Page, title: string) => on.getByTestId('document-row').filter({ hasText: title })

async function add(on: Page, ...files: ReturnType<typeof file>[]) {
  await on.getByRole('button', { name: 'Add document' }).first().click()
  await on.getByTestId('file-input').setInputFiles(files)
}

describe('knowledge', () => {
  it('a PDF is indexed before one’s eyes, found by a question, shown with its passage marked, and replaced in place', async () => {
    const { page: on, complaints } = await knowledge()
    await add(on, file('Depot.pdf', pdf([page(SENTENCE)], { deflated: true })))
    const row = rowOf(on, 'Depot')
    await expect.poll(() => row.getAttribute('data-status')).toBe('indexed')
    await on.getByTestId('ask').fill('who searches for lost parcels?')
    await on.keyboard.press('Enter')
    const passage = on.getByTestId('passage').filter({ hasText: SENTENCE })
    await passage.waitFor()
    expect(await passage.locator('mark').allTextContents()).toEqual(['Lost', 'parcels', 'searched'])
    await passage.getByRole('button', { name: 'Show in document' }).click()
    const marked = on.getByTestId('marked')
    await marked.waitFor()
    expect(await marked.textContent()).toContain(SENTENCE)
    await expectSound(on, 'a document with a passage')
    await on.keyboard.press('Escape')
    await marked.waitFor({ state: 'detached' })
    await on.getByRole('button', { name: 'Edit Depot' }).click()
    const dialog = on.getByRole('dialog')
    await dialog.getByTestId('file-input').setInputFiles([file('Depot-2.pdf', pdf([page(NEXT_YEAR)]))])
    await dialog.getByText('Depot.pdf → Depot-2.pdf').waitFor()
    await expectSound(on, 'a document that is replaced')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await row.filter({ hasText: 'Depot-2.pdf' }).waitFor()
    await expect.poll(() => row.getAttribute('data-status')).toBe('indexed')
    await on.getByRole('button', { name: 'Ask', exact: true }).click()
    await on.getByTestId('passage').filter({ hasText: NEXT_YEAR }).waitFor()
    expect(await passage.count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('a file that cannot be read says why, is found among the failed, and may be tried again', async () => {
    const { page: on } = await knowledge()
    await add(
      on,
      file('Locked.pdf', pdf([page('x')], { trailer: ENCRYPTED })),
      file('Photo.pdf', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)),
    )
    await rowOf(on, 'Locked').filter({ hasText: 'protected by a password' }).waitFor()
    await rowOf(on, 'Photo').filter({ hasText: 'This is a picture' }).waitFor()
    await on.getByLabel('State').selectOption('failed')
    await rowOf(on, 'Depot').waitFor({ state: 'detached' })
    await expectSound(on, 'failed documents')
    await on.getByLabel('State').selectOption('')
    await rowOf(on, 'Locked').getByRole('button', { name: 'Try again' }).click()
    await rowOf(on, 'Locked').filter({ hasText: 'protected by a password' }).waitFor()
    await on.getByLabel('Search titles and addresses').fill('no such thing')
    await on.getByText('No document fits').waitFor()
  })

  it('an FAQ written with the keyboard alone is found by the question that follows', async () => {
    const { page: on } = await knowledge({}, '/knowledge?tab=faqs')
    const add = on.getByRole('button', { name: 'Add FAQ' }).first()
    await add.focus()
    await on.keyboard.press('Enter')
    await on.getByRole('dialog').getByLabel('Question').fill('Do you sharpen scissors?')
    await on.keyboard.press('Tab')
    await on.keyboard.type('Yes, on Fridays, for 6 euros.')
    await on.getByRole('dialog').getByRole('button', { name: 'Add FAQ' }).press('Enter')
    await on.getByTestId('faq-row').filter({ hasText: 'sharpen scissors' }).waitFor()
    await on.getByTestId('ask').fill('sharpening scissors')
    await on.keyboard.press('Enter')
    const first = on.getByTestId('passage').first()
    await first.filter({ hasText: 'for 6 euros' }).waitFor()
    expect(await first.getAttribute('data-kind')).toBe('faq')
    await expectSound(on, 'FAQs')
  })

  it('has nothing serious that axe finds, and does not scroll sideways, on a phone and in the dark', async () => {
    const { page: on } = await knowledge()
    for (const path of ['/knowledge', '/knowledge?tab=faqs']) {
      await on.goto(all.webUrl + path)
      await on.getByTestId('ask').fill('lost parcels')
      await on.keyboard.press('Enter')
      await on.getByTestId('passage').first().waitFor()
      await expectSoundIn([LIGHT_PHONE, DARK, DARK_PHONE], on, path)
    }
  })
})
