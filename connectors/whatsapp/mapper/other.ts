import type { Update } from '#core/inbox/schemas.ts'
import { wireTimed } from '../wire/webhook.ts'

/** What we do not act on, kept as it came. */
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

/** Tells deliveries of the same content apart from others, for what has no id of its own (FNV-1a, 64 bits). */
export function fingerprint(value: unknown): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(JSON.stringify(value))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16)
}

/** The object without what is undefined: what a platform did not say is not there, rather than there and empty. */
export const said = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
