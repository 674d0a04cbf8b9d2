import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { telegram } from './index.ts'
import { telegramBeyond } from './telegram.contract.ts'

const TABLE: Partial<Record<Outcome['kind'], readonly [code: number, description: string][]>> = {
  retry: [
    [500, 'Internal Server Error'],
    [502, 'Bad Gateway'],
    [504, 'Gateway Timeout'],
  ],
  reauth: [
    [401, 'Unauthorized'],
    [404, 'Not Found'],
  ],
  limited: [[429, 'Too Many Requests: retry after 35']],
  rejected: [
    [403, 'Forbidden: bot was blocked by the user'],
    [403, 'Forbidden: user is deactivated'],
    [403, 'Forbidden: bot was kicked from the supergroup chat'],
    [403, 'Forbidden: bot is not a member of the channel chat'],
    [403, "Forbidden: bot can't initiate conversation with a user"],
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
    [400, 'Bad Request: need administrator rights in the channel chat'],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN'],
    [400, 'Bad Request: chat not found'],
    [400, 'Bad Request: message is too long'],
    [400, "Bad Request: can't parse entities: Unsupported start tag"],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified'],
    [400, 'Bad Request: failed to get HTTP URL content'],
    [400, 'Bad Request: WEBPAGE_CURL_FAILED'],
    [400, 'Bad Request: message to edit not found'],
    [409, 'Conflict: terminated by other getUpdates request'],
    [413, 'Request Entity Too Large'],
  ],
}

const errors = Object.entries(TABLE).flatMap(([means, rows]) =>
  rows.map(([code, description]) => {
    const parameters = code === 429 ? { parameters: { retry_after: 35 } } : {}
    const body = { ok: false, error_code: code, description, ...parameters }
    return [
      `${code} ${description} means ${means}`,
      { status: code, body },
      means as Outcome['kind'],
    ] as const
  }),
)

connectorContract('Telegram', {
  folder: telegram,
  tells: ['reply', 'reaction', 'choice', 'place', 'album'],
  account: { id: 'a', externalId: '-1001234567899', credentials: { accessToken: '123456:contract-token' } },
  revoked: { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } },
  permanent: {
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was kicked from the channel chat' },
  },
  // By the contract Telegram's own 500 is tried again.
  serverError: 'retry',
  serverErrorBody: { ok: false, error_code: 500, description: 'Internal Server Error' },
  errors,
  beyond: telegramBeyond,
})
