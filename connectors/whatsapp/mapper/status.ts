import type { Receipt, Update } from '#core/inbox/schemas.ts'
import { adviceFor, OPTED_OUT } from '../errors.ts'
import { type WireStatus, wireStatus } from '../wire/webhook.ts'
import { fingerprint, fromUnix, other, said } from './other.ts'

/** Receipts by the platform's status; `played` is for a voice note that was listened to. */
const RECEIPTS: Record<string, Receipt['status']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

/** Maps a status. A message has each status once: the same status again is a repetition. */
export function statusUpdate(raw: unknown, account: string): Update {
  const parsed = wireStatus.safeParse(raw)
  if (!parsed.success) return other('status', account, `status:${fingerprint(raw)}`, raw)
  const status = parsed.data
  const dedupeKey = `status:${status.id}:${status.status}`
  const known = Object.hasOwn(RECEIPTS, status.status) ? RECEIPTS[status.status] : undefined
  // `deleted`, `warning` and future statuses change nothing here.
  if (known === undefined) return other(`status.${status.status}`, account, dedupeKey, raw)
  return {
    type: 'receipt',
    platform: 'whatsapp',
    externalAccountId: account,
    dedupeKey,
    occurredAt: fromUnix(status.timestamp),
    payload: {
      kind: 'receipt',
      platformMessageId: status.id,
      callbackData: status.biz_opaque_callback_data ?? null,
      status: known,
      error: known === 'failed' ? errorText(status) : null,
      ...(known === 'failed' ? failure(status) : {}),
      ...(status.status === 'played' ? { played: true } : {}),
      ...about(status),
    },
  }
}

function errorText({ errors }: WireStatus): string {
  const error = errors?.[0]
  if (!error) return 'WhatsApp could not deliver it and gave no reason.'
  return `WhatsApp ${error.code}: ${error.error_data?.details ?? error.message ?? error.title ?? 'no details'}`
}

function failure({ errors }: WireStatus): Pick<Receipt, 'errorCode' | 'advice' | 'optedOut'> {
  const code = errors?.[0]?.code
  return code === undefined
    ? {}
    : said({
        errorCode: String(code),
        advice: adviceFor(code),
        optedOut: code === OPTED_OUT ? true : undefined,
      })
}

function about({ recipient_id, recipient_user_id, pricing }: WireStatus): Partial<Receipt> {
  const recipient = said({ phone: recipient_id, userId: recipient_user_id })
  return said({
    recipient: Object.keys(recipient).length > 0 ? recipient : undefined,
    pricing:
      pricing &&
      said({
        billable: pricing.billable,
        model: pricing.pricing_model,
        category: pricing.category,
        type: pricing.type,
      }),
  })
}
