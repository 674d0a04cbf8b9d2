import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import WebSocket from 'ws'
import { type Everything, openWorkspace, signedIn } from './running.ts'
import { DARK_PHONE, expectSound, expectSoundIn, LIGHT } from './sound.ts'
import { englishOn, inFrench } from './words.ts'

let all: Everything
beforeAll(async () => {
  all = await openWorkspace()
})
afterAll(() => all?.stop())

const SOURCE = `The grinder broke on a Saturday, with forty people in the queue. We told them at once; nobody left.
We served filter coffee for three hours. Two of them wrote to us on Monday to say thank you.
Say what is wrong before people notice. It costs a minute, and it is what they remember.`

const draftOf = (url: string) => url.split('/').at(-1) ?? ''

describe('a draft', () => {
  it('goes from a captured post to a published post, on the screen', async () => {
    const { page, complaints } = await signedIn(all, {}, '/bank')
    await page.getByTestId('bank-row').first().click()
    await page.getByRole('link', { name: 'Use as source' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click()

    await page.getByRole('button', { name: 'Propose hooks' }).click()
    const hooks = page.getByTestId('hook')
    await hooks.nth(1).waitFor()
    await hooks.first().getByRole('button', { name: 'Choose' }).click()
    await hooks.first().getByRole('button', { name: 'Chosen' }).waitFor()
    await page.getByRole('button', { name: 'Write the body' }).click()
    const body = page.getByRole('textbox', { name: 'Body' })
    await page.getByText('Written by: Built-in engine').waitFor()
    expect(await body.inputValue()).not.toBe('')
    await page.locator('.account-chip', { hasText: 'Telegram' }).first().click()
    await page.getByTestId('post-preview').waitFor()
    await expectSoundIn([LIGHT, DARK_PHONE], page, 'a draft')

    await page.getByRole('button', { name: 'Mark as ready' }).click()
    await page.getByRole('button', { name: 'Schedule' }).waitFor()
    const draft = await all.api.get<{ text: string; accountIds: string[] }>(
      `/v1/drafts/${draftOf(page.url())}`,
    )
    await page.getByLabel('Publish at').fill(inAMinute())
    await page.getByRole('button', { name: 'Schedule' }).click()
    await page.getByRole('link', { name: 'See it in the calendar' }).waitFor()
    // The end of the post comes back by the live feed.
    await page.locator('.screen-description', { hasText: 'Published' }).waitFor({ timeout: 180_000 })
    const sent = await all.emulators.sent('telegram')
    expect(sent.some(({ kind, text }) => kind === 'post' && text === draft.text)).toBe(true)

    await page.getByRole('link', { name: 'All drafts' }).click()
    await page.getByTestId('column-published').locator('.draft-card').first().waitFor()
    expect(complaints).toEqual([])
  })

  it('keeps the words of two who write at once, and shows each who else is there', async () => {
    const { id } = await all.api.post<{ id: string }>('/v1/drafts', {
      source: { type: 'text', text: SOURCE },
      language: 'en',
    })
    const { hooks } = await all.api.post<{ hooks: { id: string }[] }>(`/v1/drafts/${id}/hooks`, {})
    await all.api.post(`/v1/drafts/${id}/hooks/${hooks[0]?.id}/select`, {})
    await all.api.patch(`/v1/drafts/${id}`, { body: 'We told them at once. Nobody left.' })
    const { page, complaints } = await signedIn(all, {}, `/drafts/${id}`)
    const body = page.getByRole('textbox', { name: 'Body' })
    const stored = async () => (await all.api.get<{ body: string }>(`/v1/drafts/${id}`)).body
    await body.waitFor()

    const other = new WebSocket(`${inject('stack').apiUrl.replace('http', 'ws')}/v1/live?at=draft:${id}`, {
      headers: { authorization: `Bearer ${all.demo.apiKey}` },
    })
    await page.getByTestId('also-here').waitFor()
    await expectSound(page, 'a draft that somebody else has open')
    other.close()
    await page.getByTestId('also-here').waitFor({ state: 'detached' })

    // Somebody else saves before what the page saves arrives.
    let first: string | null = null
    await page.route(`**/v1/drafts/${id}`, async (route) => {
      const theirs = route.request().method() === 'PATCH' ? first : null
      first = theirs === null ? first : null
      if (theirs !== null) await all.api.patch(`/v1/drafts/${id}`, { body: theirs })
      await route.continue()
    })
    const overtaken = async (typed: string, theirs: string) => {
      first = theirs
      await body.fill(typed)
      await page.getByText('Saving…').waitFor()
    }
    await overtaken('We told them all at once. Nobody left.', 'We told them at once. Nobody left the queue.')
    await page.getByText('Saved.').waitFor()
    expect(await stored()).toBe('We told them all at once. Nobody left the queue.')

    await overtaken('Mine.', 'Theirs.')
    const clash = page.getByTestId('clash')
    await clash.waitFor()
    await expectSound(page, 'two texts')
    expect(await stored()).toBe('Theirs.')
    await clash.getByRole('button', { name: 'Keep both' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await stored()).toBe('Theirs.\n\nMine.')
    expect(complaints.filter((one) => !one.includes('409'))).toEqual([])
  })

  it('is said otherwise, offered in two versions and measured against its author, in French on a phone', async () => {
    const { page, complaints } = await signedIn(all, { viewport: { width: 390, height: 844 } }, '/drafts')
    await page.evaluate(`localStorage.setItem('chorus-language', 'fr')`)
    const { items } = await all.api.get<{ items: { id: string; sync: { posts: number } }[] }>(
      '/v1/profiles?limit=100',
    )
    const author = items.toSorted((a, b) => b.sync.posts - a.sync.posts)[0]
    const { id } = await all.api.post<{ id: string }>('/v1/drafts', {
      source: { type: 'text', text: SOURCE },
      language: 'en',
      authorId: author?.id,
    })
    const { hooks } = await all.api.post<{ hooks: { id: string }[] }>(`/v1/drafts/${id}/hooks`, {})
    await all.api.post(`/v1/drafts/${id}/hooks/${hooks[0]?.id}/select`, {})
    await all.api.post(`/v1/drafts/${id}/body`, {})
    await page.goto(`${all.webUrl}/drafts/${id}`)
    const body = page.getByRole('textbox', { name: inFrench('draft.body') })
    await body.waitFor()
    const before = await body.inputValue()
    await page.getByRole('button', { name: inFrench('draft.rewriting.title') }).click()
    await page.getByRole('button', { name: inFrench('draft.rewriting.way.shorter'), exact: true }).click()
    await page.getByRole('button', { name: inFrench('draft.rewriting.take') }).click()
    await page.getByText(inFrench('draft.saved')).waitFor()
    expect((await body.inputValue()).length).toBeLessThan(before.length)
    await page.getByRole('button', { name: inFrench('draft.rewriting.way.bolder') }).click()
    await page.getByText('Le moteur hors ligne sait raccourcir').waitFor()
    await page.getByRole('button', { name: inFrench('draft.rewriting.leave') }).click()

    await page.getByRole('button', { name: inFrench('draft.alternatives') }).click()
    const two = page.getByTestId('alternatives')
    await two
      .getByRole('button', { name: inFrench('draft.takeThis') })
      .nth(1)
      .click()
    await two.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /Est-ce que cela sonne/ }).click()
    await page.getByTestId('closeness').getByRole('listitem').first().waitFor()
    await expectSound(page, 'a draft on a phone')
    expect(await englishOn(page)).toEqual([])

    await page.goto(`${all.webUrl}/profiles?style=${author?.id}`)
    const style = page.getByTestId('profile-style')
    await style.getByRole('button', { name: inFrench('bank.style.analyse') }).click()
    await style.getByText(inFrench('bank.style.figure.wordsPerSentence')).waitFor()
    await style.getByRole('textbox').fill('Phrases courtes. Jamais de point d’exclamation.')
    await style.getByRole('button', { name: inFrench('bank.style.save') }).click()
    await style.getByRole('button', { name: inFrench('bank.style.undo') }).waitFor()
    await expectSound(page, 'a style')
    expect(complaints).toEqual([])
  })

  it('is written for several people at once: cost before, progress, and each of them, in both languages', async () => {
    const { page, complaints } = await signedIn(all, {}, '/drafts')
    await page.getByRole('link', { name: 'Several at once' }).click()
    await page.getByText('No batches yet').waitFor()
    await page.getByRole('button', { name: 'New batch' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'What do you call it?' }).fill('The broken grinder')
    await dialog.getByRole('textbox', { name: 'What are they to be written from?' }).fill(SOURCE)
    const authors = dialog.getByRole('group', { name: 'For whom' }).getByRole('checkbox')
    await authors.nth(0).check()
    await authors.nth(1).check()
    await dialog.getByText('2 drafts').waitFor()
    await expectSound(page, 'a new batch')
    await dialog.getByRole('button', { name: 'Begin' }).click()
    const batch = page.getByTestId('batch')
    await batch.getByText('2 of 2 written').waitFor()
    expect(await batch.getByTestId('batch-draft').count()).toBe(2)
    await page.evaluate(`localStorage.setItem('chorus-language', 'fr')`)
    await page.reload()
    await batch.getByText('2 écrits sur 2').waitFor()
    await expectSoundIn([LIGHT, DARK_PHONE], page, 'a batch')
    expect(await englishOn(page)).toEqual([])
    await batch.getByRole('link').first().click()
    await page.getByRole('textbox', { name: inFrench('draft.body') }).waitFor()
    expect(complaints).toEqual([])
  })
})

/** The next full minute but one on the viewer's clock, as a field takes it. */
function inAMinute(): string {
  const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60_000)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
