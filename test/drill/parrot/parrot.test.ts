import { connectorContract } from '#connectors/contract.ts'
import * as emulator from './emulator/index.ts'
import { parrot } from './index.ts'

const refusal = (status: number, error: string) => ({ status, body: { error } })

connectorContract('Parrot', {
  folder: parrot,
  emulator,
  account: { id: 'a', externalId: 'perch-1', credentials: { accessToken: 'seed-of-the-contract' } },
  tells: [],
  revoked: refusal(401, 'seed'),
  permanent: refusal(400, 'refused'),
  serverError: 'unknown',
  serverErrorBody: { error: 'ill' },
  errors: [
    ['a wrong seed asks to reconnect', refusal(401, 'seed'), 'reauth'],
    ['what it will not say is refused', refusal(400, 'refused'), 'rejected'],
    ['an ill bird may have said it', refusal(500, 'ill'), 'unknown'],
  ],
})
