import { conflict, type FieldError, invalid } from '#core/lib/kernel/errors.ts'
import type { Connector, Credentials, Tokens } from '#core/lib/platform/connector.ts'
import type { Field, Manifest } from '#core/lib/platform/manifest.ts'
import type { ConnectAccount } from './schemas.ts'

/** Returns the fields of all forms to connect an account; a person fills in one of the forms. */
const fieldsOf = ({ connect }: Manifest): readonly Field[] =>
  connect.flatMap((flow) => (flow.kind === 'fields' ? flow.fields : []))

/** Returns when a token is to be renewed, and when the person has to agree anew; null for never. */
export function tokenTimes(
  tokens: Pick<Tokens, 'refreshAheadMs'> | undefined,
  { refreshToken, expiresAt, grantEndsAt }: Credentials,
): { tokenRefreshAt: Date | null; grantEndsAt: Date | null } {
  const isRenewed = tokens !== undefined && refreshToken !== undefined && expiresAt !== undefined
  return {
    tokenRefreshAt: isRenewed ? new Date(Date.parse(expiresAt) - tokens.refreshAheadMs) : null,
    grantEndsAt: grantEndsAt === undefined ? null : new Date(grantEndsAt),
  }
}

/** Operators are warned of the end of an API's version from this many days before it. */
const WARNED_DAYS = 60
/** The days before the end on which they are mailed. */
const MAILED_ON: readonly number[] = [WARNED_DAYS, 30, 14, 7, 3, 1, 0]

type Ends = Pick<NonNullable<Manifest['apiVersion']>, 'endsOn'>

/** Counts the days to the end of an API's version, in UTC; negative once it has ended. */
const daysLeft = ({ endsOn }: Ends, now: Date): number =>
  Math.round((Date.parse(endsOn) - Date.parse(now.toISOString().slice(0, 10))) / (24 * 3_600_000))

export const endsSoon = (version: Ends, now: Date): boolean => daysLeft(version, now) <= WARNED_DAYS

/** Returns how many days are left, on a day on which operators are mailed of it; null on others. */
export function mailedDays(version: Ends, now: Date): number | null {
  const days = daysLeft(version, now)
  return MAILED_ON.includes(days) ? days : null
}

/** Returns the path of a field in the body that connects an account. */
export const pathOf = ({ in: where, key }: Pick<Field, 'in' | 'key'>): string =>
  where === 'externalId' ? where : `credentials.${key}`

/** Returns the path of the field that is refused when the platform does not take the credentials. */
export function secretOf(manifest: Manifest): string {
  const field = fieldsOf(manifest).find(({ secret }) => secret)
  return field ? pathOf(field) : 'credentials'
}

/** Returns what flows by a page ask for beforehand. */
const askedOf = ({ connect }: Manifest): readonly Field[] =>
  connect.flatMap((flow) => (flow.kind === 'fields' ? [] : (flow.fields ?? [])))

/** Returns the part of the credentials that stays when an account is connected anew: everything that is no secret. */
export const keptOf = (manifest: Manifest, credentials: ConnectAccount['credentials']) =>
  Object.fromEntries(
    [...fieldsOf(manifest), ...askedOf(manifest)].flatMap(({ in: where, key, secret }) => {
      const value = credentials[key]
      return where === 'credentials' && !secret && value !== undefined ? [[key, value]] : []
    }),
  )

/** @throws AppError platform_not_set_up, with what an operator has to do */
export function checkSetUp({ manifest, missing }: Pick<Connector, 'manifest' | 'missing'>): void {
  if (missing.length === 0) return
  const todo = missing.map(({ key, how }) => `${key}: ${how}`).join(' ')
  throw conflict(
    'platform_not_set_up',
    `${manifest.name} is not set up on this installation. Its operator has to give it ${todo}`,
  )
}

/** @throws AppError invalid_input for a form that is not of the platform, each fault at its field */
export function checkForm(
  manifest: Manifest,
  { externalId, credentials }: Pick<ConnectAccount, 'externalId' | 'credentials'>,
): void {
  if (!manifest.connect.some(({ kind }) => kind === 'fields'))
    throw invalid(`Accounts of ${manifest.name} are connected on a page of its own.`, [
      { path: 'platform', message: `Accounts of ${manifest.name} are connected on a page of its own.` },
    ])
  checkFields(manifest, fieldsOf(manifest), { externalId, credentials })
}

/** @throws AppError invalid_input for what a flow by a page does not ask for beforehand, each fault at its field */
export const checkAsked = (manifest: Manifest, credentials: Credentials): void =>
  checkFields(manifest, askedOf(manifest), { externalId: '', credentials })

function checkFields(
  manifest: Manifest,
  fields: readonly Field[],
  { externalId, credentials }: { externalId: string; credentials: Credentials },
): void {
  const known = new Set(fields.filter((field) => field.in === 'credentials').map(({ key }) => key))
  const strange = Object.keys(credentials)
    .filter((key) => !known.has(key))
    .map((key) => ({
      path: `credentials.${key}`,
      message: `Accounts of ${manifest.name} have nothing of the kind. Leave it out.`,
    }))
  const wrong = fields.flatMap((field): FieldError[] => {
    const value = field.in === 'externalId' ? externalId : credentials[field.key]
    if (value === undefined)
      return field.optional
        ? []
        : [{ path: pathOf(field), message: `${field.label} is missing.`, code: 'required' }]
    const { pattern, choices } = field
    if (choices && !choices.some((choice) => choice.value === value)) {
      const values = choices.map((choice) => choice.value).join(', ')
      return [{ path: pathOf(field), message: `${field.label} is one of: ${values}.` }]
    }
    return pattern && !new RegExp(`^(?:${pattern.regex})$`).test(value)
      ? [{ path: pathOf(field), message: pattern.problem }]
      : []
  })
  const problems = [...strange, ...wrong]
  if (problems.length > 0) throw invalid(problems.map(({ message }) => message).join(' '), problems)
}
