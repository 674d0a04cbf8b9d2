import { afterEach, describe, expect, it } from 'vitest'
import { ANA, type Kit, NUMBER, NUMBER_TOKEN, startKit, text, until } from '#local/emulators/test-kit.ts'
import { WABA_ID } from './wire.ts'

const BEARER = { authorization: `Bearer ${NUMBER_TOKEN}` }
let kit: Kit
afterEach(() => kit.stop())

const code = ({ body }: { body: unknown }) => (body as { error: { code: number } }).error.code
const template = (name: string, components?: object[], language = 'en_US') =>
  kit.graph({
    messaging_product: 'whatsapp',
    to: ANA.id,
    type: 'template',
    template: { name, language: { code: language }, ...(components ? { components } : {}) },
  })
const create = (more: Record<string, unknown> = {}) =>
  kit.call(
    'POST',
    `/graph/v23.0/${WABA_ID}/message_templates`,
    {
      name: 'order_update',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hi {{first_name}}, order {{number}} is on its way.' }],
      ...more,
    },
    BEARER,
  )
const list = (query = '') =>
  kit.call('GET', `/graph/v23.0/${WABA_ID}/message_templates${query}`, undefined, BEARER)
const approved = async () => {
  await create()
  await kit.control('POST', '/review', { platform: 'whatsapp', name: 'order_update', status: 'APPROVED' })
}
const named = (values: Record<string, string>) => [
  {
    type: 'body',
    parameters: Object.entries(values).map(([parameter_name, value]) => ({
      type: 'text',
      text: value,
      parameter_name,
    })),
  },
]

describe('a template', () => {
  it('is pending, then approved, of which the app is told with an integer id and a hyphen', async () => {
    kit = await startKit()
    const { id } = (await create()).body as { id: string }
    expect(code(await template('order_update'))).toBe(132001)
    const told = await until(() => kit.received.at(0))
    expect(told.json).toMatchObject({
      entry: [
        {
          time: expect.any(Number),
          changes: [
            {
              field: 'message_template_status_update',
              value: {
                event: 'APPROVED',
                message_template_id: Number(id),
                message_template_language: 'en-US',
              },
            },
          ],
        },
      ],
    })
  })

  it('is filled in by names, or refused where they do not fit', async () => {
    kit = await startKit()
    await approved()
    expect((await template('order_update', named({ first_name: 'Ana', number: '7' }))).status).toBe(200)
    expect((await kit.control('GET', '/sent')).body).toMatchObject([
      { text: 'Hi Ana, order 7 is on its way.' },
    ])
    expect(code(await template('order_update', named({ first_name: 'Ana' })))).toBe(132000)
    expect(code(await template('order_update', named({ first_name: 'Ana', size: '7' })))).toBe(132012)
    expect(code(await template('order_update', named({ first_name: 'x'.repeat(1024), number: '7' })))).toBe(
      132005,
    )
    expect(code(await template('order_update', [], 'fr'))).toBe(132001)
  })

  it('that begins with a picture is shown with the one that is sent, and refused without', async () => {
    kit = await startKit()
    await create({
      components: [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'Hi {{1}}' },
        { type: 'FOOTER', text: 'Write STOP to hear no more.' },
      ],
    })
    await kit.control('POST', '/review', { platform: 'whatsapp', name: 'order_update', status: 'APPROVED' })
    const body = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }
    const header = (parameter: object) => ({ type: 'header', parameters: [parameter] })
    expect(code(await template('order_update', [body]))).toBe(132000)
    expect(code(await template('order_update', [header({ type: 'text', text: 'x' }), body]))).toBe(132012)
    const unknown = header({ type: 'image', image: { id: '404' } })
    expect(code(await template('order_update', [unknown, body]))).toBe(131009)
    const link = header({ type: 'image', image: { link: 'https://example.org/a.png' } })
    expect((await template('order_update', [link, body])).status).toBe(200)
    expect((await kit.control('GET', '/sent')).body).toMatchObject([
      {
        text: 'Hi Ana\n\nWrite STOP to hear no more.',
        media: [{ kind: 'image', url: 'https://example.org/a.png' }],
      },
    ])
  })

  it.each([
    ['PAUSED', 132015],
    ['DISABLED', 132016],
    ['REJECTED', 132001],
  ])('that is %s is refused with %i', async (status, expected) => {
    kit = await startKit()
    await kit.control('POST', '/review', { platform: 'whatsapp', name: 'hello_world', status })
    expect(code(await template('hello_world'))).toBe(expected)
  })

  it('that is held back is accepted, shown to nobody, and told of when a test says so', async () => {
    kit = await startKit()
    const held = { platform: 'whatsapp', name: 'hello_world', messageStatus: 'held_for_quality_assessment' }
    await kit.control('POST', '/review', held)
    const { body } = await template('hello_world')
    expect(body).toMatchObject({ messages: [{ message_status: 'held_for_quality_assessment' }] })
    const { id } = (body as { messages: [{ id: string }] }).messages[0]
    expect((await kit.control('GET', '/sent')).body).toEqual([])
    const asked = { platform: 'whatsapp', id, statuses: ['sent', 'delivered'], together: true }
    expect((await kit.control('POST', '/statuses', asked)).body).toEqual({ deliveredStatuses: [200] })
    const json = kit.received[0]?.json as { entry: { changes: { value: { statuses: object[] } }[] }[] }
    expect(json.entry[0]?.changes[0]?.value.statuses).toMatchObject([
      { status: 'sent', pricing: { billable: true, category: 'utility' } },
      { status: 'delivered' },
    ])
  })

  it('is listed page by page, with why it was refused only where asked for', async () => {
    kit = await startKit()
    await create()
    const first = (await list('?limit=1')).body as { data: object[]; paging: { cursors: { after: string } } }
    expect(first).toMatchObject({
      data: [{ name: 'hello_world' }],
      paging: { next: expect.stringContaining('after=') },
    })
    expect(first.data[0]).not.toHaveProperty('rejected_reason')
    const second = (await list(`?limit=1&fields=name,rejected_reason&after=${first.paging.cursors.after}`))
      .body
    expect(second).toMatchObject({ data: [{ name: 'order_update', rejected_reason: 'NONE' }] })
    expect((second as { paging: object }).paging).not.toHaveProperty('next')
    await kit.call('DELETE', `/graph/v23.0/${WABA_ID}/message_templates?name=order_update`, undefined, BEARER)
    expect((await list()).body).toMatchObject({ data: [{ name: 'hello_world' }] })
  })
})

describe('what else a business sends', () => {
  const interactive = (asked: object) =>
    kit.graph({ messaging_product: 'whatsapp', to: ANA.id, type: 'interactive', interactive: asked })
  const buttons = (count: number, title = 'A') =>
    interactive({
      type: 'button',
      body: { text: 'Which?' },
      action: {
        buttons: Array.from({ length: count }, (_none, index) => ({
          type: 'reply',
          reply: { id: `b${index}`, title },
        })),
      },
    })
  const rows = (count: number) =>
    interactive({
      type: 'list',
      body: { text: 'Which?' },
      action: {
        button: 'Open',
        sections: [
          { rows: Array.from({ length: count }, (_none, index) => ({ id: `r${index}`, title: 'A' })) },
        ],
      },
    })

  it('are three buttons and ten rows, and no more', async () => {
    kit = await startKit()
    expect((await buttons(3)).status).toBe(200)
    expect(code(await buttons(4))).toBe(100)
    expect(code(await buttons(1, 'x'.repeat(21)))).toBe(100)
    expect((await rows(10)).status).toBe(200)
    expect(code(await rows(11))).toBe(100)
    expect((await kit.control('GET', '/state')).body).toMatchObject({
      chats: [{ messages: [{ choices: [{ id: 'b0', title: 'A' }, {}, {}] }, { choices: { length: 10 } }] }],
    })
  })

  it('are reactions, of which nothing is told but that they were sent', async () => {
    kit = await startKit()
    const { id } = (
      await kit.control('POST', '/inbound', {
        platform: 'whatsapp',
        account: NUMBER,
        from: ANA,
        text: 'Hi',
      })
    ).body as { id: string }
    kit.received.length = 0
    const react = (emoji: string, messageId = id) =>
      kit.graph({
        messaging_product: 'whatsapp',
        to: ANA.id,
        type: 'reaction',
        reaction: { message_id: messageId, emoji },
      })
    expect((await react('👍')).status).toBe(200)
    expect((await kit.control('GET', '/state')).body).toMatchObject({
      chats: [{ messages: [{ id, reactions: { business: '👍' } }] }],
    })
    await until(() => kit.statuses().length === 1)
    await kit.graph(text('Hi'))
    await until(() => kit.statuses().length === 3)
    expect(kit.statuses().map(({ status }) => status)).toEqual(['sent', 'sent', 'delivered'])
    expect(code(await react('👍', 'nonsense'))).toBe(100)
  })
})
