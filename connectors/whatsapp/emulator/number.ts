import type { Account } from '#local/emulators/emulator.ts'
import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { invalidParameter } from '../../meta/emulator/answers.ts'
import { displayNumber } from './wire.ts'

const FIELDS = ['id', 'display_phone_number', 'verified_name', 'quality_rating', 'code_verification_status']

/** Returns a number's id and the fields that were asked for. */
export function readNumber(account: Account, { query }: Call): Answer {
  const number: Record<string, string> = {
    id: account.externalId,
    display_phone_number: displayNumber(account),
    verified_name: account.name,
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
  }
  const asked =
    query
      .get('fields')
      ?.split(',')
      .map((field) => field.trim())
      .filter(Boolean) ?? FIELDS
  const strange = asked.find((field) => !FIELDS.includes(field))
  if (strange) {
    return invalidParameter(`Tried accessing nonexisting field (${strange})`)
  }
  return {
    status: 200,
    body: Object.fromEntries([...new Set([...asked, 'id'])].map((field) => [field, number[field]])),
  }
}
