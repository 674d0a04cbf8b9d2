import type { Update } from '#core/inbox/schemas.ts'
import { wireTimed } from '../wire/webhook.ts'

/** Makes an update that is kept as received and not acted on. */
export const other = (
  type: string,
  externalAccountId: string | null,
  dedupeKey: string,
  raw: unknown,
  occurredAt: Date | null = timeOf(raw),
): Update => ({
  type,
  platform: 'whatsapp',
  externalAccountId,
  dedupeKey,
  occurredAt,
  payload: { kind: 'other', raw },
})

function timeOf(raw: unknown): Date | null {
  const timed = wireTimed.safeParse(raw)
  return timed.success ? fromUnix(timed.data.timestamp) : null
}

export const fromUnix = (seconds: string | number) => new Date(Number(seconds) * 1000)

/** Hashes content that has no id of its own, so that a repeated delivery is recognised (FNV-1a, 64 bits). */
export function fingerprint(value: unknown): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(JSON.stringify(value))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16)
}

/** Removes undefined fields, so that a field that the platform did not send is absent rather than empty. */
export const said = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
