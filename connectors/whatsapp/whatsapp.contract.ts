import { describe, expect, it } from 'vitest'
import type { ConnectedAccountRef, Content, TemplatePage } from '#core/lib/platform/connector.ts'
import { bytesOf, idOf, OURS, type Stage } from '../contract/stage.ts'

const BUSINESS = '102290129340398'
const HELLO = {
  kind: 'template',
  name: 'hello_world',
  language: 'en_US',
  text: 'Welcome',
} as const
const LONG_AGO = '2020-01-01T00:00:00Z'

/** Runs the tests of behaviour that only WhatsApp has. */
export function whatsappBeyond(stage: Stage): void {
  const account: ConnectedAccountRef = {
    ...stage.given,
    credentials: { ...stage.given.credentials, businessId: BUSINESS },
  }
  const review = (verdict: object) =>
    stage.control('POST', '/review', { platform: 'whatsapp', name: 'hello_world', ...verdict })
  const picture = (kind: 'image' | 'sticker' = 'image'): Content => ({
    kind: 'media',
    text: '',
    media: [{ kind, mimeType: kind === 'image' ? 'image/png' : 'image/webp', bytes: bytesOf('a picture') }],
  })
  const pages = async (cursor: string | null): Promise<TemplatePage> => {
    const list = stage.connector().messages?.templates
    if (!list) throw new Error('WhatsApp has templates.')
    return list(account, cursor)
  }
  const sentBody = async (): Promise<Record<string, unknown>> =>
    ((await stage.calls()).at(-1) as { body: Record<string, unknown> }).body

  describe('a template', () => {
    it('is sent outside the window, where text fails later', async () => {
      const { given: id, contact } = stage
      await stage.control('POST', '/contacts', {
        platform: 'whatsapp',
        account: id.externalId,
        ...contact,
        lastInboundAt: LONG_AGO,
      })
      expect(await stage.message({ text: 'Hello?' })).toMatchObject({ kind: 'accepted' })
      expect(await stage.shown()).toEqual([])
      expect(await stage.message(HELLO)).toMatchObject({ kind: 'accepted' })
      expect(await stage.shown()).toMatchObject([
        { text: expect.stringContaining('Welcome and congratulations') },
      ])
    })

    it.each([
      ['PAUSED', '132015'],
      ['DISABLED', '132016'],
      ['REJECTED', '132001'],
    ])('that is %s is refused with %s and advice', async (status, code) => {
      await review({ status })
      expect(await stage.message(HELLO)).toMatchObject({
        kind: 'rejected',
        code,
        advice: expect.stringMatching(/template/),
      })
    })

    it('that does not exist, or with values that do not fit, is refused', async () => {
      expect(await stage.message({ ...HELLO, language: 'fr' })).toMatchObject({ code: '132001' })
      expect(await stage.message({ ...HELLO, body: [{ text: 'Ana' }] })).toMatchObject({ code: '132000' })
    })

    it.each(['held_for_quality_assessment', 'paused'])(
      'that is %s is taken, and it is said',
      async (messageStatus) => {
        await review({ messageStatus })
        expect(await stage.message(HELLO)).toMatchObject({
          kind: 'accepted',
          note: expect.stringContaining('WhatsApp'),
        })
        expect(await stage.shown()).toEqual([])
      },
    )

    it('is filled in by name or by place, with what its buttons carry', async () => {
      await stage.message({
        kind: 'template',
        name: 'order_update',
        language: 'en_US',
        text: 'Order 7: hello Ana',
        header: [{ text: 'Order 7' }],
        body: [{ text: 'Ana', name: 'first_name' }],
        buttons: [
          { index: 0, type: 'quick_reply', value: 'YES' },
          { index: 1, type: 'url', value: 'orders/7' },
        ],
      })
      expect((await sentBody()).template).toEqual({
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: 'Order 7' }] },
          { type: 'body', parameters: [{ type: 'text', text: 'Ana', parameter_name: 'first_name' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'YES' }],
          },
          { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'orders/7' }] },
        ],
      })
    })

    it.each([
      ['header', 60, '😀'.repeat(30)],
      ['body', 1024, 'é'.repeat(1024)],
      ['address', 2000, 'https://northwind.example/'.padEnd(2000, 'x')],
      ['payload', 128, 'x'.repeat(128)],
    ] as const)(
      'whose %s has more than %i characters once it is filled in is refused before it is sent',
      async (part, most, fits) => {
        const before = (await stage.calls()).length
        expect(await stage.message({ ...HELLO, filled: [{ part, text: `${fits}!` }] })).toMatchObject({
          kind: 'rejected',
          code: 'template_length',
          reason: expect.stringContaining(`${most} characters`),
        })
        expect(await stage.calls()).toHaveLength(before)
        expect(await stage.message({ ...HELLO, filled: [{ part, text: fits }] })).toMatchObject({
          kind: 'accepted',
        })
      },
    )

    it('that begins with a file is sent with what was uploaded for it', async () => {
      const media = { kind: 'document', mimeType: 'application/pdf', fileName: 'menu.pdf' } as const
      const content = { ...HELLO, name: 'menu', body: [{ text: 'Ana' }] }
      await stage.message({ ...content, media: { ...media, bytes: bytesOf('%PDF-1.7') } })
      const document = { id: expect.stringMatching(/^\d+$/), filename: 'menu.pdf' }
      expect((await sentBody()).template).toMatchObject({
        components: [
          { type: 'header', parameters: [{ type: 'document', document }] },
          { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
        ],
      })
    })

    it('is not sent when the file that it begins with would be refused', async () => {
      const media = { kind: 'image', mimeType: 'image/gif', bytes: bytesOf('GIF89a') } as const
      const before = (await stage.calls()).length
      expect(await stage.message({ ...HELLO, media })).toMatchObject({
        kind: 'rejected',
        code: 'media_format',
      })
      expect(await stage.calls()).toHaveLength(before)
    })

    it('says what it begins with, and whether it can be sent from here', async () => {
      const listed = async (...components: object[]) => {
        const template = { id: 7, name: 'a', language: 'en', status: 'APPROVED', components }
        await stage.fault({ status: 200, body: { data: [template] } })
        const page = await pages(null)
        return page.kind === 'page' ? page.items[0]?.parts : page
      }
      const body = { type: 'BODY', text: 'Hello' }
      for (const kind of ['image', 'video', 'document'])
        expect(await listed({ type: 'HEADER', format: kind.toUpperCase() }, body)).toMatchObject({
          header: null,
          headerMedia: kind,
          problem: null,
        })
      expect(await listed({ type: 'HEADER', format: 'LOCATION' }, body)).toMatchObject({
        headerMedia: null,
        problem: expect.stringContaining('header of the kind location'),
      })
      expect(await listed({ type: 'HEADER', format: 'TEXT', text: 'Menu' }, body)).toMatchObject({
        header: { text: 'Menu' },
        headerMedia: null,
      })
    })

    it('stands in the list with its state, and why it was refused', async () => {
      await review({ status: 'REJECTED', reason: 'INVALID_FORMAT' })
      expect(await pages(null)).toEqual({
        kind: 'page',
        items: [
          {
            id: expect.stringMatching(/^\d+$/),
            name: 'hello_world',
            language: 'en_US',
            status: 'REJECTED',
            category: 'UTILITY',
            rejectedReason: 'INVALID_FORMAT',
            components: [{ type: 'BODY', text: expect.stringContaining('Welcome') }],
            parts: expect.objectContaining({ header: null, footer: null, problem: null }),
          },
        ],
        nextCursor: null,
      })
      await review({ status: 'APPROVED' })
      expect(await pages(null)).toMatchObject({ items: [{ status: 'APPROVED', rejectedReason: null }] })
    })

    it('is listed page after page, as long as WhatsApp says that there is a next one', async () => {
      const template = { id: 7, name: 'a', language: 'en_US', status: 'PENDING' }
      const cursors = { after: 'QVFI=', before: 'x' }
      const answer = (paging: object) => ({ status: 200, body: { data: [template], paging } })
      await stage.fault(answer({ cursors, next: 'https://graph.facebook.com/next' }))
      expect(await pages(null)).toMatchObject({ items: [{ id: '7', category: null }], nextCursor: 'QVFI=' })
      await stage.fault(answer({ cursors }))
      expect(await pages('QVFI=')).toMatchObject({ nextCursor: null })
      expect((await stage.calls()).at(-1)).toMatchObject({ path: expect.stringContaining('after=QVFI%3D') })
    })

    it('cannot be listed while its business is not known, and a dead token asks to reconnect', async () => {
      const list = stage.connector().messages?.templates
      expect(await list?.(stage.account, null)).toMatchObject({ kind: 'rejected', code: 'no_business' })
      const dead = { ...account, credentials: { accessToken: 'EAAother', businessId: BUSINESS } }
      expect(await list?.(dead, null)).toMatchObject({ kind: 'reauth' })
    })
  })

  describe('a message on WhatsApp', () => {
    it('carries our id in every form, so that a receipt can settle it', async () => {
      const contents: Content[] = [
        { text: 'Hello' },
        HELLO,
        picture(),
        { kind: 'choices', text: 'Which?', choices: [{ id: 'a', title: 'A' }] },
        { kind: 'choices', text: 'Which?', choices: [{ id: 'a', title: 'A' }], list: 'Open' },
      ]
      for (const content of contents) {
        idOf(await stage.message(content))
        expect(await sentBody()).toMatchObject({ biz_opaque_callback_data: OURS })
      }
    })

    it('reports the number that WhatsApp writes to, where it is not the one that was asked for', async () => {
      const answered = (wa_id: string) => ({
        status: 200,
        body: { contacts: [{ input: stage.contact.id, wa_id }], messages: [{ id: 'wamid.1' }] },
      })
      await stage.fault(answered('5511987654321'))
      expect(await stage.message({ text: 'Hello' })).toEqual({
        kind: 'accepted',
        id: 'wamid.1',
        recipient: '5511987654321',
      })
      await stage.fault(answered(stage.contact.id))
      expect(await stage.message({ text: 'Hello' })).toEqual({ kind: 'accepted', id: 'wamid.1' })
    })

    it.each([131000, 130429, 131047, 190, 999999])(
      'that met a server error may have been sent, whatever the code (%i)',
      async (code) => {
        await stage.fault({ status: 503, body: { error: { message: 'Try later', code } } })
        expect(await stage.message({ text: 'Hello' })).toMatchObject({ kind: 'unknown' })
      },
    )

    it('whose medium could not be given over was surely not sent', async () => {
      await stage.fault({ status: 503, body: '<html>' }, '/media')
      expect(await stage.message(picture())).toMatchObject({ kind: 'retry' })
      await stage.fault('timeout-after', '/media')
      expect(await stage.message(picture())).toMatchObject({ kind: 'retry' })
      expect(await stage.shown()).toEqual([])
    })

    it('whose medium WhatsApp refuses says so', async () => {
      const large = { kind: 'sticker', mimeType: 'image/webp', bytes: new Uint8Array(200 * 1024) } as const
      expect(await stage.message({ kind: 'media', text: '', media: [large] })).toMatchObject({
        kind: 'rejected',
        code: '131053',
      })
    })

    it('to somebody who hides the phone is addressed by their user id', async () => {
      const to = 'US.13491208655302741918'
      const intent = { id: 'ours', fence: 1, startedAt: new Date() }
      expect(await stage.connector().messages?.send(account, to, { text: 'Hello' }, intent)).toMatchObject({
        kind: 'accepted',
      })
      expect(await sentBody()).toMatchObject({ recipient: to })
      expect(await sentBody()).not.toHaveProperty('to')
    })
  })

  describe('a file on WhatsApp', () => {
    const receive = async () => {
      const [update] = await stage.does({
        media: [{ kind: 'image', mimeType: 'image/png', content: 'a picture' }],
      })
      if (update?.payload.kind !== 'message' || !update.payload.media) throw new Error('No medium.')
      return update.payload.media
    }
    const download = async (media: { id: string; sha256?: string | undefined }) =>
      stage.connector().messages?.download?.(account, media, 1024)
    const dead = { status: 404, body: 'Not Found' }

    it('whose address has died is asked for again, once', async () => {
      const media = await receive()
      await stage.fault(dead, 'lookaside')
      expect(await download(media)).toMatchObject({ kind: 'downloaded' })
      await stage.fault(dead, 'lookaside')
      await stage.fault({ ...dead, status: 401 }, 'lookaside')
      expect(await download(media)).toMatchObject({ kind: 'retry' })
    })

    it('that is not what was announced is not taken', async () => {
      const { id } = await receive()
      const other = Buffer.from(new Uint8Array(32)).toString('base64')
      expect(await download({ id, sha256: other })).toMatchObject({
        kind: 'retry',
        reason: expect.stringContaining('announced'),
      })
    })

    it('is not fetched from an address elsewhere, with the token least of all', async () => {
      const elsewhere = { url: 'https://lookaside.fbsbx.com.evil.example/1', mime_type: 'image/png' }
      await stage.fault({ status: 200, body: elsewhere })
      expect(await download({ id: '1' })).toMatchObject({
        kind: 'retry',
        reason: expect.stringContaining('not one of its own'),
      })
    })
  })

  describe('a number', () => {
    it('of a known business subscribes the app to it, and is not connected when that fails', async () => {
      const webhook = { url: 'http://localhost:1/hook', secret: null }
      expect(await stage.connector().connect(account, webhook)).toMatchObject({ kind: 'connected' })
      expect((await stage.calls()).at(-1)).toMatchObject({
        path: expect.stringContaining(`${BUSINESS}/subscribed_apps`),
      })
      await stage.fault(
        { status: 400, body: { error: { code: 200, message: 'No permission' } } },
        'subscribed_apps',
      )
      expect(await stage.connector().connect(account, webhook)).toMatchObject({ kind: 'reauth' })
    })
  })
}
