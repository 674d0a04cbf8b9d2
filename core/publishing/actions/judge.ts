import { accountsById } from '#core/accounts/queries.ts'
import {
  allowingNsfw,
  type ContentRefusal,
  disclosing,
  lineOn,
  REFUSALS,
  refusedContent,
  withDisclosure,
} from '#core/characters/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type FieldError, invalid } from '#core/lib/kernel/errors.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import { rulesFor } from '#core/lib/platform/own-limits.ts'
import { type MediumRow, mediaByIds } from '#core/media/queries.ts'
import { type Problem, textProblem } from '../rules/attempts.ts'
import { type Adapted, contentOn } from '../rules/variants.ts'
import { mediumProblem } from './media.ts'

export const idsOf = (shown: readonly { mediaId: string }[]) => shown.map(({ mediaId }) => mediaId)

interface Draft extends Adapted {
  /** Media that the post shows already: they may have left the library since. */
  known?: readonly MediumRow[] | undefined
}

/** An account that a post goes to, with why its platform would refuse the post. */
export interface Judged {
  accountId: string
  name: string
  path: string
  rules: Posts['rules']
  /** The post's text as it is published there. */
  text: string
  /** The line that it ends with there, since a character publishes it; null for none. */
  disclosure: string | null
  problems: readonly Problem[]
}

/**
 * Judges a post on each account, by its platform's own rules: what it says and shows there.
 * @throws AppError invalid_input for an account or medium that is not there, and for a platform on which nothing is published
 */
export async function judgeTargets(
  ctx: Ctx,
  draft: Draft,
  accountIds: readonly string[],
  /** The field that a refusal names: one for all accounts, or one for each. Default: the account's place in `accountIds`. */
  path?: string | readonly string[],
): Promise<Judged[]> {
  const places = accountIds.map((accountId, index) => ({
    accountId,
    path: (typeof path === 'string' ? path : path?.[index]) ?? `accountIds.${index}`,
  }))
  const isAdapted = ({ accountId }: Place) => draft.variants[accountId] !== undefined
  const alike = places.filter((place) => !isAdapted(place))
  const asks: Ask[] = [
    ...(alike.length > 0 ? [{ ...draft, field: 'media', places: alike }] : []),
    ...places.filter(isAdapted).map(({ accountId }) => {
      const path = `variants.${accountId}`
      const { known } = draft
      return { ...contentOn(draft, accountId), known, field: `${path}.media`, places: [{ accountId, path }] }
    }),
  ]
  const answers = await judgeAll(ctx, asks)
  const errors = answers.flatMap((answer) => answer.errors)
  if (errors.length > 0) throw refusedFor(errors)
  const byAccount = new Map(answers.flatMap(({ judged }) => judged.map((one) => [one.accountId, one])))
  return accountIds.flatMap((accountId) => byAccount.get(accountId) ?? [])
}

interface Place {
  accountId: string
  /** The field that a refusal names. */
  path: string
}

/** A text and media to be judged on the accounts where a post says and shows them. */
export interface Ask extends Omit<Draft, 'variants'> {
  /** The field of its media. */
  field: string
  places: readonly Place[]
}

/** Judges several texts and media, each on its accounts, in one trip to the database. `errors`: what is not there. */
export async function judgeAll(
  ctx: Ctx,
  asks: readonly Ask[],
): Promise<{ judged: Judged[]; errors: FieldError[] }[]> {
  if (asks.length === 0) return []
  const { workspaceId } = ctx
  const idsAt = ({ places }: Ask) => places.map(({ accountId }) => accountId)
  const accountIds = [...new Set(asks.flatMap(idsAt))]
  const allowing = allowingNsfw(ctx.platforms)
  const [accounts, characters, ...refused] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId, ids: accountIds }),
    disclosing(db, { workspaceId, accountIds }),
    ...asks.map((ask) =>
      refusedContent(db, {
        ...{ workspaceId, allowing, text: ask.text },
        ...{ accountIds: idsAt(ask), mediaIds: idsOf(ask.media) },
      }),
    ),
  ])
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return Promise.all(
    asks.map(async (ask, n) => {
      const shown = await shownIn(ctx, ask)
      const errors: FieldError[] = []
      const judged = ask.places.flatMap(({ accountId, path }) => {
        const account = byId.get(accountId)
        const found = account && account.status !== 'revoked' ? account : undefined
        const posts = found && ctx.connector(found.platform).posts
        if (!found || !posts) {
          const message = found
            ? `Nothing can be published to ${found.name} (${found.platform}).`
            : 'There is no such account in this workspace.'
          errors.push({ path, message })
          return []
        }
        const target = { name: found.name, rules: rulesFor(posts.rules, found.limits) }
        const disclosure = lineOn(characters, accountId)
        const text = withDisclosure(ask.text, disclosure)
        const refusal = refused[n]?.rows.find((row) => row.account_id === accountId)?.refusal
        const problems = [
          textProblem(text, target),
          mediumProblem(shown, text, target),
          refusal ? contentProblem(refusal, target) : null,
        ].filter((problem) => problem !== null)
        return [{ accountId, name: found.name, path, rules: target.rules, text, disclosure, problems }]
      })
      return { judged, errors }
    }),
  )
}

/** Reads the media of a post in their order: those that it shows already, and those that it adds from the library. */
async function shownIn(ctx: Ctx, { media: chosen, known = [], field }: Ask): Promise<MediumRow[]> {
  const mediaIds = idsOf(chosen)
  const added = mediaIds.filter((id) => !known.some((row) => row.id === id))
  const pathOf = (index: number) => `${field}.${mediaIds.indexOf(added[index] ?? '')}.mediaId`
  const found = await mediaByIds(ctx, added, pathOf)
  return mediaIds.flatMap((id) => [...known, ...found].find((row) => row.id === id) ?? [])
}

const contentProblem = (refusal: ContentRefusal, { name }: { name: string }): Problem => ({
  code: refusal,
  message: `${name}: ${REFUSALS[refusal].reason} ${REFUSALS[refusal].advice}`,
})

/** Refuses a post that the platform of one of its accounts would refuse. @throws AppError invalid_input, each fault at its field */
export async function checkTargets(...given: Parameters<typeof judgeTargets>): Promise<void> {
  const judged = await judgeTargets(...given)
  const errors = judged.flatMap(({ path, problems }) => problems.map(({ message }) => ({ path, message })))
  if (errors.length > 0) throw refusedFor(errors)
}

export const refusedFor = (errors: readonly FieldError[]) =>
  invalid(errors.map(({ message }) => message).join(' '), [...errors])
