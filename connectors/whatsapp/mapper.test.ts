import { expect } from 'vitest'
import { mapperContract } from '../mapper-contract.ts'
import { toUpdates } from './mapper.ts'

const NUMBER = '106540352242922'
const SHEENA = {
  userId: 'US.13491208655302741918',
  phone: '16505551234',
  username: 'sheena',
  name: 'Sheena Nelson',
}
/** Our message id, which the later statuses carry. */
const LATER = '0199a1b2-0000-7000-8000-000000000002'
const sender = { from: SHEENA, recipient: '16505551234' }

const message = (messageType: string, text: string | null, more: object = {}) => ({
  type: 'message',
  platform: 'whatsapp',
  externalAccountId: NUMBER,
  occurredAt: new Date(1749416383000),
  payload: { kind: 'message', ...sender, messageType, text, ...more },
})
const receipt = (status: string, seconds: number, more: object = {}) => ({
  type: 'receipt',
  platform: 'whatsapp',
  externalAccountId: NUMBER,
  occurredAt: new Date(seconds * 1000),
  payload: {
    kind: 'receipt',
    status,
    callbackData: '0199a1b2-0000-7000-8000-000000000001',
    error: null,
    ...more,
  },
})
const other = (type: string, externalAccountId: string | null, seconds: number, raw: object) => ({
  type,
  platform: 'whatsapp',
  externalAccountId,
  occurredAt: new Date(seconds * 1000),
  payload: { kind: 'other', raw },
})
const hidden = (userId: string, more: object, text: string) => ({
  payload: { from: { userId, ...more }, recipient: userId, text },
})

mapperContract('WhatsApp', {
  updates: toUpdates,
  accountId: null,
  types: [
    'text',
    'image',
    'video',
    'audio',
    'document',
    'sticker',
    'location',
    'contacts',
    'reaction',
    'button',
    'interactive',
    'order',
    'system',
    'unsupported',
  ],
  fixtures: new URL('./fixtures', import.meta.url),
  expected: {
    text: [message('text', 'Does it come in another color?')],
    'text-reply': [
      message('text', 'Yes, the blue one', {
        replyTo: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3',
        metadata: { context: { id: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3' } },
      }),
    ],
    'text-from-ad': [
      message('text', 'Hi! Can I get more info?', {
        details: { referral: { sourceType: 'ad', sourceId: '120226305854810726', headline: 'Chat with us' } },
      }),
    ],
    forwarded: [message('text', 'Have you seen this?', { details: { forwarded: 'once' } })],
    'forwarded-often': [message('image', null, { details: { forwarded: 'often' } })],
    'several-at-once': [
      message('text', 'First'),
      message('image', null, { media: { kind: 'image' } }),
      message('text', 'Third'),
    ],
    image: [
      message('image', 'Taj Mahal', {
        media: {
          kind: 'image',
          id: '1003383421387256',
          mimeType: 'image/jpeg',
          sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=',
          caption: 'Taj Mahal',
        },
        metadata: { image: { id: '1003383421387256' } },
      }),
    ],
    'media-with-url': [message('image', null, { media: { id: '1003383421387303' } })],
    video: [message('video', 'Watch this', { media: { kind: 'video', caption: 'Watch this' } })],
    sticker: [
      message('sticker', null, { media: { kind: 'sticker' }, metadata: { sticker: { animated: false } } }),
    ],
    'sticker-animated': [message('sticker', null, { metadata: { sticker: { animated: true } } })],
    audio: [message('audio', null, { media: { kind: 'audio', voice: true } })],
    'audio-file': [message('audio', null, { media: { mimeType: 'audio/mpeg', voice: false } })],
    document: [
      message('document', 'The invoice', { media: { fileName: 'invoice.pdf', caption: 'The invoice' } }),
    ],
    location: [
      message('location', 'Main Street Beach\nMain Street Beach, Santa Cruz, CA\n37.483307, -122.148981', {
        details: { place: { latitude: 37.483307, name: 'Main Street Beach' } },
      }),
    ],
    'location-unnamed': [
      message('location', '48.8566, 2.3522', {
        details: { place: { latitude: 48.8566, longitude: 2.3522 } },
      }),
    ],
    contacts: [
      message('contacts', 'Barbara Johnson, +1 (650) 555-9999, Social Tsunami', {
        details: {
          people: [{ name: 'Barbara Johnson', phones: ['+1 (650) 555-9999'], others: ['Social Tsunami'] }],
        },
      }),
    ],
    reaction: [
      message('reaction', '👍', {
        replyTo: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3',
        details: { reaction: { messageId: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3', emoji: '👍' } },
      }),
    ],
    'reaction-removed': [message('reaction', null, { details: { reaction: { emoji: null } } })],
    button: [
      message('button', 'Unsubscribe', {
        replyTo: 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI4',
        details: { choice: { id: 'UNSUBSCRIBE', title: 'Unsubscribe' } },
      }),
    ],
    'interactive-button': [
      message('interactive', 'Cancel', { details: { choice: { id: 'cancel-button', title: 'Cancel' } } }),
    ],
    'interactive-list': [
      message('interactive', 'Priority Mail Express', {
        details: { choice: { id: 'priority_express', title: 'Priority Mail Express' } },
        metadata: { interactive: { list_reply: { description: 'Next Day to 2 Days' } } },
      }),
    ],
    'interactive-flow': [
      message('interactive', 'size: L', {
        details: { choice: { id: 'flow', title: 'Sent', answers: { flow_token: 't1', size: 'L' } } },
      }),
    ],
    order: [
      message('order', 'Love these!\n2 × di9ozbzfi4 (30 USD)', {
        details: {
          order: {
            catalogId: '194836987003835',
            items: [{ productId: 'di9ozbzfi4', quantity: 2, price: 30, currency: 'USD' }],
          },
        },
      }),
    ],
    system: [
      {
        ...message('system', 'User Sheena Nelson changed from 16505551234 to 12195555358', {
          from: { phone: '16505551234' },
          // The next answer goes to the new number.
          recipient: '12195555358',
          details: { notice: 'number_changed', movedTo: '12195555358' },
        }),
        occurredAt: new Date(1750269342000),
      },
    ],
    'system-older-form': [
      message('system', 'Sheena Nelson changed from 16505551234 to 12195555358', {
        recipient: '12195555358',
        details: { notice: 'number_changed', movedTo: '12195555358' },
      }),
    ],
    'system-identity': [
      message('system', 'Sheena Nelson has a new security code', { details: { notice: 'other' } }),
    ],
    'request-welcome': [message('system', null, { details: { notice: 'welcome' } })],
    edit: [
      message('system', null, {
        replyTo: 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzEDITED',
        details: { notice: 'edited' },
      }),
    ],
    revoke: [
      message('system', null, {
        replyTo: 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzREVOKED',
        details: { notice: 'revoked' },
      }),
    ],
    group: [other('message.group', NUMBER, 1749416383, { group_id: '120363021033254949' })],
    'marketing-stopped': [
      message('system', 'User requested to stop marketing messages', {
        from: { phone: '16505551234', name: 'Sheena Nelson' },
        details: { notice: 'marketing_stopped' },
      }),
    ],
    'marketing-resumed': [
      message('system', 'User requested to resume marketing messages', {
        from: { phone: '16505551234', name: 'Sheena Nelson' },
        details: { notice: 'marketing_resumed' },
      }),
    ],
    'preference-unknown': [other('user_preferences', NUMBER, 1749416383, { category: 'surveys' })],
    unsupported: [
      message('unsupported', null, {
        details: { problem: { code: '131051', reason: 'Message type is currently not supported.' } },
        metadata: { unsupported: { type: 'poll' } },
      }),
    ],
    unknown: [message('unsupported', null, { details: { problem: { code: '131051' } } })],
    unavailable: [
      message('unsupported', null, {
        details: { problem: { code: '131060' } },
        metadata: { type: 'unknown' },
      }),
    ],
    'type-of-tomorrow': [message('unsupported', null, { metadata: { type: 'hologram' } })],
    'unknown-fields': [
      message('text', 'Hello', { metadata: { text: { mood: 'calm' }, sentiment: { score: 1 } } }),
    ],
    'part-of-another-shape': [message('image', null, { metadata: { image: 'moved', text: null } })],
    'phones-hidden': [
      hidden('US.1000000000000000002', { username: 'bo', name: 'Bo Lind' }, 'I am Bo'),
      hidden('US.1000000000000000001', { username: 'ana', name: 'Ana Ruiz' }, 'I am Ana'),
      hidden('US.1000000000000000003', {}, 'Nobody told my name'),
    ],
    'statuses-out-of-order': [
      receipt('read', 1750030075),
      receipt('delivered', 1750030074),
      receipt('sent', 1750030073),
      receipt('read', 1750030090),
    ],
    'status-failed': [
      receipt('failed', 1750030073, {
        error:
          'WhatsApp 131047: Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
        errorCode: '131047',
        advice: expect.stringContaining('template'),
      }),
    ],
    'status-failed-after-sent': [
      receipt('sent', 1750030110, {
        callbackData: LATER,
        pricing: { billable: true, model: 'PMP', category: 'utility', type: 'regular' },
        recipient: { phone: '16505551234', userId: 'US.13491208655302741918' },
      }),
      receipt('failed', 1750030111, {
        callbackData: LATER,
        error: expect.stringContaining('WhatsApp 131049'),
        errorCode: '131049',
        advice: expect.stringContaining('day'),
      }),
    ],
    'status-failed-without-reason': [
      receipt('failed', 1750030113, { callbackData: LATER, error: expect.stringContaining('no reason') }),
    ],
    'status-priced-by-conversation': [
      receipt('sent', 1750030112, {
        callbackData: LATER,
        pricing: { billable: false, model: 'CBP', category: 'service' },
        recipient: { userId: 'US.13491208655302741918' },
      }),
    ],
    'status-played': [receipt('read', 1750030100, { callbackData: LATER, played: true })],
    'status-deleted': [other('status.deleted', NUMBER, 1750030101, { status: 'deleted' })],
    'status-unknown': [other('status.warning', NUMBER, 1750030073, { status: 'warning' })],
    'account-update': [other('account_update', null, 1751247600, { event: 'ACCOUNT_VIOLATION' })],
    'two-numbers': [
      message('text', 'To the first'),
      { ...message('text', 'To the second'), externalAccountId: '106540352242923' },
    ],
    'escaped-unicode': [
      message('text', 'Grüße — 你好 👋🏽', { from: { userId: SHEENA.userId, name: 'Zoë Łuczak' } }),
    ],
    'value-errors': [other('error', NUMBER, 1750030080, { code: 130429 })],
    'template-status': [
      other('message_template_status_update', null, 1751247548, { message_template_id: 1689556908129832 }),
    ],
  },
})
