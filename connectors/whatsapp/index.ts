import type { Connector, Outcome } from '#core/lib/connector.ts'
import { type Http, parseAnswer, unansweredWrite } from '../http.ts'
import { toOutcome, toUpdates } from './mapper.ts'
import { GRAPH_VERSION, wireFailure, wireNumber, wireSent } from './wire.ts'

/** The customer-service window: free text goes out this long after the contact last wrote. */
const WINDOW_MS = 24 * 3_600_000

/** WhatsApp Business Platform, Cloud API. */
export function whatsapp({ http, now }: { http: Http; now: () => Date }): Connector {
  /** An answer that is not in the platform's own form tells nothing. */
  const failure = (answer: { status: number; body: unknown }): Outcome => {
    const error = parseAnswer(wireFailure, answer)?.error
    if (!error)
      return { kind: 'unknown', reason: `WhatsApp answered ${answer.status} in a form we do not know.` }
    const reason = `WhatsApp ${error.code}: ${error.error_data?.details ?? error.message}`
    return toOutcome(error.code, reason, now())
  }

  return {
    platform: 'whatsapp',
    capabilities: {
      text: { maxLength: 4096, count: 'utf16' },
      windowMs: WINDOW_MS,
      readBack: false,
      visibilityDelayMs: 0,
      quotas: {
        publish: [],
        // 80 a second per number; one in 6 seconds to the same user, of which up to 45 may be borrowed from the future.
        message: (to) => [
          { key: 'messages', limit: 80, windowMs: 1_000 },
          { key: `to:${to}`, limit: 10, windowMs: 60_000 },
        ],
      },
    },
    webhook: { source: 'meta', perAccount: false, updates: toUpdates },

    async connect({ externalId, credentials }) {
      const path = `/${GRAPH_VERSION}/${encodeURIComponent(externalId)}?fields=id,display_phone_number,verified_name`
      const answer = await http({ method: 'GET', path, token: credentials.accessToken })
      if (answer.kind !== 'answer') return { kind: 'retry', reason: answer.reason }
      const number = answer.status === 200 ? parseAnswer(wireNumber, answer) : null
      if (number)
        return { kind: 'connected', name: number.verified_name ?? number.display_phone_number ?? number.id }
      const outcome = failure(answer)
      if (outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
      return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'WhatsApp asks to wait.' }
    },

    async message({ externalId, credentials }, to, { text }, intent) {
      const answer = await http({
        method: 'POST',
        path: `/${GRAPH_VERSION}/${encodeURIComponent(externalId)}/messages`,
        token: credentials.accessToken,
        json: {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          ...addressed(to),
          type: 'text',
          text: { body: text, preview_url: false },
          biz_opaque_callback_data: intent.id,
        },
      })
      if (answer.kind !== 'answer') return unansweredWrite(answer)
      const sent = answer.status === 200 ? parseAnswer(wireSent, answer) : null
      if (sent) return { kind: 'accepted', id: sent.messages[0].id }
      const outcome = failure(answer)
      // A send that met a server error may have been done, whatever code came with it.
      if (answer.status >= 500 && outcome.kind === 'retry') return { kind: 'unknown', reason: outcome.reason }
      return outcome
    },
  }
}

/**
 * UNVERIFIED: a contact without a phone is addressed by `recipient` (their business-scoped user id, `CC.…`) instead of
 * `to`. Known from providers' documentation only; the one place to correct.
 */
const addressed = (to: string) => (/^[A-Z]{2}\./.test(to) ? { recipient: to } : { to })
