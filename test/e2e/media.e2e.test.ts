import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { png } from '#core/media/sample-files.ts'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { violationsOf } from './sound.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const open = (page: Page, name: string) =>
  page.getByTestId('conversation-row').filter({ hasText: name }).click()

/** Makes a contact whose window has closed. */
async function late(contact: { id: string; name: string }) {
  const seconds = Math.floor(Date.now() / 1000) - 26 * 3600
  await all.emulators.meet({
    platform: 'whatsapp',
    account: all.number,
    ...contact,
    lastInboundAt: new Date(seconds * 1000).toISOString(),
  })
  const message = {
    from: contact.id,
    id: `wamid.late-${contact.id}`,
    timestamp: String(seconds),
    type: 'text',
    text: { body: 'Call me?' },
  }
  const value = {
    metadata: { phone_number_id: all.number },
    contacts: [{ profile: { name: contact.name }, wa_id: contact.id }],
    messages: [message],
  }
  await all.emulators.inbound({
    platform: 'whatsapp',
    account: all.number,
    from: contact,
    raw: {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
    },
  })
  return contact
}
// The head of the component library's dialog is a second banner for axe.
const inDialog = (page: Page) =>
  violationsOf(page, '[role="dialog"]', { 'landmark-no-duplicate-banner': { enabled: false } })

describe('in a conversation', () => {
  it('a contact’s photo is seen, and an agent’s picture is on the contact’s phone', async () => {
    const { page, complaints } = await signedIn(all)
    const contact = { id: '33677000201', name: 'Nora Photo' }
    const base64 = Buffer.from(png(320, 200)).toString('base64')
    await all.emulators.inbound({
      platform: 'whatsapp',
      account: all.number,
      from: contact,
      text: 'Is this yours?',
      media: [{ kind: 'image', mimeType: 'image/png', base64 }],
    })
    await open(page, contact.name)
    const picture = page.getByTestId('medium-image').locator('img')
    await picture.waitFor()
    // The picture is drawn, not only present: its own width is known once the bytes have come.
    await expect
      .poll(() => picture.evaluate((node) => (node as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(320)
    await page.getByTestId('medium-image').click()
    await page.getByTestId('lightbox-image').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('lightbox-image').waitFor({ state: 'detached' })

    const file = (name: string, bytes: Uint8Array, mimeType: string) => ({
      name,
      mimeType,
      buffer: Buffer.from(bytes),
    })
    const gif = Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')
    await page.getByTestId('attach-input').setInputFiles(file('moving.gif', gif, 'image/gif'))
    await page.getByRole('alert').filter({ hasText: 'does not show this format' }).waitFor()
    await expect.poll(() => page.getByTestId('send').isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Remove moving.gif' }).click()
    await page.getByTestId('attach-input').setInputFiles(file('ours.png', png(90, 60), 'image/png'))
    await page.getByTestId('composer').fill('Ours looks like this')
    await expect.poll(() => page.getByTestId('send').isEnabled()).toBe(true)
    expect(await violationsOf(page)).toEqual([])
    await page.getByTestId('send').click()
    const answer = page.locator('[data-testid="message"][data-author="person"][data-status="sent"]')
    await answer.getByTestId('medium-image').waitFor()
    const shown = (await all.emulators.sent('whatsapp')).filter(({ to }) => to === contact.id)
    expect(shown).toMatchObject([
      { text: 'Ours looks like this', media: [{ kind: 'image', sizeBytes: png(90, 60).byteLength }] },
    ])
    expect(complaints).toEqual([])
  })

  it('whose window has closed an approved template is sent, as it was seen', async () => {
    const { page, complaints } = await signedIn(all)
    const contact = await late({ id: '33677000202', name: 'Lena Late' })
    await open(page, contact.name)
    await page.getByTestId('window-closed').waitFor()
    expect(await page.getByTestId('composer').count()).toBe(0)
    await page.getByTestId('templates').click()
    const preview = page.getByTestId('template-preview')
    await preview.waitFor()
    const words = (await preview.textContent()) ?? ''
    expect(words).toContain('Welcome and congratulations')
    expect(await inDialog(page)).toEqual([])
    await page.getByTestId('template-send').click()
    await page
      .locator('[data-testid="message"][data-author="person"][data-status="sent"]', { hasText: words })
      .waitFor()
    const shown = (await all.emulators.sent('whatsapp')).filter(({ to }) => to === contact.id)
    expect(shown.map(({ text }) => text)).toEqual([words])
    expect(complaints).toEqual([])
  })
  it('whose window has closed is sent a template with the picture that it begins with', async () => {
    const { page, complaints } = await signedIn(all)
    const contact = await late({ id: '33677000203', name: 'Rosa Roast' })
    await open(page, contact.name)
    await page.getByTestId('templates').click()
    await page.getByTestId('template-select').click()
    await page.getByRole('option', { name: 'new_roast · en' }).click()
    await page.getByLabel('{{1}}').fill('Rosa')
    await page.getByLabel('{{2}}').fill('Sidamo')
    const send = page.getByTestId('template-send')
    expect(await send.isDisabled()).toBe(true)
    const pdf = { name: 'menu.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') }
    await page.getByTestId('template-file').setInputFiles(pdf)
    await page.getByRole('alert').filter({ hasText: 'no picture' }).waitFor()
    expect(await send.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Remove menu.pdf' }).click()
    const gif = Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')
    await page
      .getByTestId('template-file')
      .setInputFiles({ name: 'a.gif', mimeType: 'image/gif', buffer: gif })
    await page.getByRole('alert').filter({ hasText: 'does not show this format' }).waitFor()
    expect(await page.getByTestId('template-preview').locator('img').count()).toBe(0)
    await page.getByRole('button', { name: 'Remove a.gif' }).click()
    const picture = { name: 'roast.png', mimeType: 'image/png', buffer: Buffer.from(png(120, 80)) }
    await page.getByTestId('template-file').setInputFiles(picture)
    await expect.poll(() => send.isEnabled()).toBe(true)
    expect(await page.getByTestId('template-preview').locator('img').count()).toBe(1)
    expect(await inDialog(page)).toEqual([])
    await send.click()
    const sent = page.locator('[data-testid="message"][data-author="person"][data-status="sent"]')
    await sent.getByTestId('medium-image').waitFor()
    const shown = (await all.emulators.sent('whatsapp')).filter(({ to }) => to === contact.id)
    expect(shown).toMatchObject([
      {
        text: expect.stringMatching(/^Hello Rosa, the Sidamo has just/),
        media: [{ kind: 'image', sizeBytes: png(120, 80).byteLength }],
      },
    ])
    expect(complaints).toEqual([])
  })
})
