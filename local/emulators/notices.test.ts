import { afterEach, describe, expect, it } from 'vitest'
import { toUpdates as ofTelegram } from '#connectors/telegram/mapper.ts'
import { toUpdates as ofWhatsapp } from '#connectors/whatsapp/mapper.ts'
import { ANA, CHANNEL, type Kit, NUMBER, startKit, text } from './test-kit.ts'

/*
 * Tests notices that platforms send in a contact's name, from the emulators to the connectors.
 */

let kit: Kit
afterEach(() => kit.stop())

async function told(platform: 'whatsapp' | 'telegram', content: object) {
  kit = await startKit()
  const [account, id] = platform === 'whatsapp' ? [NUMBER, ANA.id] : [CHANNEL, '1111111']
  const { status } = await kit.control('POST', '/inbound', {
    platform,
    account,
    from: { id, name: 'Ana Ruiz' },
    ...content,
  })
  expect(status).toBe(200)
  const json = kit.received.at(-1)?.json
  const [update] = platform === 'whatsapp' ? ofWhatsapp(json) : ofTelegram(json, 'ours')
  return update
}

describe('WhatsApp', () => {
  it.each([
    ['a number that is changed', { newNumber: '12195555358' }, 'number_changed'],
    ['a chat that is opened', { notice: 'request_welcome' }, 'welcome'],
    ['a message that is deleted', { notice: 'revoke', replyTo: 'wamid.1' }, 'revoked'],
    ['a message that is edited', { edits: 'wamid.1', text: 'When?' }, 'edited'],
    ['marketing that is stopped', { preference: 'stop' }, 'marketing_stopped'],
    ['marketing that is taken again', { preference: 'resume' }, 'marketing_resumed'],
  ])('tells of %s, which opens no window', async (_what, content, notice) => {
    expect(await told('whatsapp', content)).toMatchObject({
      type: 'message',
      payload: { messageType: 'system', details: { notice } },
    })
    expect(await kit.graph(text('Hello'))).toMatchObject({ status: 200 })
    const statuses = () => kit.statuses().map(({ status }) => status)
    await expect.poll(statuses).toContain('failed')
  })

  it('tells of a group’s message, which is in no private conversation', async () => {
    expect(await told('whatsapp', { text: 'Who comes?', group: '120363021033254949' })).toMatchObject({
      type: 'message.group',
      payload: { kind: 'other' },
    })
  })

  it('tells what stands behind a template’s button', async () => {
    const button = { payload: 'STOP_PROMOTIONS', text: 'No thanks' }
    expect(await told('whatsapp', { button })).toMatchObject({
      payload: {
        messageType: 'button',
        text: 'No thanks',
        details: { choice: { id: 'STOP_PROMOTIONS', title: 'No thanks' } },
      },
    })
  })
})

describe('Telegram', () => {
  it.each([
    ['/start', { text: '/start' }, 'started'],
    ['/start with a word of a link', { text: '/start ref_42' }, 'started'],
    ['a pinned message', { notice: 'pinned_message' }, 'pinned'],
    ['a timer', { notice: 'message_auto_delete_timer_changed' }, 'timer'],
    ['leave to write', { notice: 'write_access_allowed' }, 'write_access'],
  ])('tells of %s', async (_what, content, notice) => {
    expect(await told('telegram', content)).toMatchObject({
      type: 'message',
      payload: { messageType: 'system', details: { notice } },
    })
  })
})

it('a platform tells only what it knows', async () => {
  kit = await startKit()
  const inbound = { platform: 'whatsapp', account: NUMBER, from: ANA, notice: 'pinned_message' }
  expect(await kit.control('POST', '/inbound', inbound)).toMatchObject({ status: 400 })
})
