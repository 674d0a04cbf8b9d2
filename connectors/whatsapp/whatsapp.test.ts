import type { Outcome } from '#core/lib/platform/connector.ts'
import { connectorContract } from '../contract.ts'
import { whatsapp } from './index.ts'
import { whatsappBeyond } from './whatsapp.contract.ts'

/** Error codes by outcome; all come with HTTP 400, also those of limits. */
const TABLE: Partial<Record<Outcome['kind'], readonly number[]>> = {
  retry: [1, 2, 131000, 131016, 133004, 131057],
  limited: [4, 80007, 80008, 130429, 131056, 131048, 131049, 130472, 368],
  reauth: [0, 190, 3, 10, 200, 299, 131005],
  rejected: [
    131047, 131026, 131030, 131050, 131021, 33, 100, 131008, 131009, 131051, 131052, 131053, 132000, 132001,
    132005, 132007, 132012, 132015, 132016, 132068, 132069, 131031, 131042, 131037, 130497, 133010, 133016,
  ],
}

const errors = Object.entries(TABLE).flatMap(([means, codes]) =>
  codes.map((code) => {
    const error = { message: `(#${code}) Refused`, code, error_data: { details: 'The platform’s words.' } }
    return [`${code} means ${means}`, { status: 400, body: { error } }, means as Outcome['kind']] as const
  }),
)

connectorContract('WhatsApp', {
  folder: whatsapp,
  tells: ['reply', 'reaction', 'choice', 'place', 'album'],
  account: { id: 'a', externalId: '106540352242999', credentials: { accessToken: 'EAAcontract-token' } },
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
  // The code would mean `retry` with a status other than a server error.
  serverErrorBody: {
    error: { message: '(#131000) Something went wrong', type: 'OAuthException', code: 131000 },
  },
  errors,
  beyond: whatsappBeyond,
})
