import { connectorContract } from '../contract.ts'
import { telegram } from './index.ts'

connectorContract('Telegram', {
  platform: 'telegram',
  prefix: '/telegram',
  make: (http) => telegram({ http, now: () => new Date() }),
  account: { id: 'a', externalId: '-1001234567899', credentials: { accessToken: '123456:contract-token' } },
  send: async (connector, account, text) => {
    const { publish } = connector
    if (!publish) throw new Error('Telegram publishes to channels.')
    return publish(account, { text }, { id: 'ours', fence: 1, startedAt: new Date() })
  },
  revoked: { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } },
  permanent: {
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was kicked from the channel chat' },
  },
  // By the contract a 500 of Telegram's own is to be tried again.
  serverError: 'retry',
  serverErrorBody: { ok: false, error_code: 500, description: 'Internal Server Error' },
})
