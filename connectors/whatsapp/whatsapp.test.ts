import { connectorContract } from '../contract.ts'
import { whatsapp } from './index.ts'

connectorContract('WhatsApp', {
  platform: 'whatsapp',
  prefix: '/graph',
  make: (http) => whatsapp({ http, now: () => new Date() }),
  account: { id: 'a', externalId: '106540352242999', credentials: { accessToken: 'EAAcontract-token' } },
  send: async (connector, account, text) => {
    const send = connector.message
    if (!send) throw new Error('WhatsApp sends messages.')
    return send(account, '16505551234', { text }, { id: 'ours', fence: 1, startedAt: new Date() })
  },
  revoked: {
    status: 401,
    body: { error: { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 } },
  },
  permanent: {
    status: 400,
    body: {
      error: {
        message: '(#131026) Undeliverable',
        code: 131026,
        error_data: { details: 'Not on WhatsApp.' },
      },
    },
  },
  serverError: 'unknown',
  // With a code that could be tried again, had it come as a refusal.
  serverErrorBody: {
    error: { message: '(#131000) Something went wrong', type: 'OAuthException', code: 131000 },
  },
})
