import type { GateAddress } from '#core/lib/kernel/context.ts'
import type { Reservation } from '#core/lib/platform/quota.ts'
import { accountGate } from '#objects/stubs.ts'

export { AccountGate } from '#objects/account-gate.ts'

/** The account gate alone behind a door, for the bench: the stubs and the object are those of the product. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== 'POST') return new Response('ok')
    const gate = accountGate(env)
    const { at, requests } = (await request.json()) as { at: GateAddress; requests: Reservation[] }
    return Response.json(await gate.reserve(at, requests))
  },
}
