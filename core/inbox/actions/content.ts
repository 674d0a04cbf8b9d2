import type { AccountRow } from '#core/accounts/queries.ts'
import { nsfwAmong } from '#core/characters/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { AppError, conflict, invalid } from '#core/lib/kernel/errors.ts'
import {
  type Content,
  type ContentRules,
  MEDIA_ADVICE,
  type Messages,
  mediaProblem,
  type Template,
} from '#core/lib/platform/connector.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { filledParts, fillTemplate } from '#core/lib/platform/template.ts'
import { loadMedium, type MediumRow, mediaByIds, sentAs } from '#core/media/queries.ts'
import { OUTBOUND_MAX_BYTES } from '../rules/media.ts'
import { templateProblems, wrongFile } from '../rules/template.ts'
import type { MessageDetails, TemplateMessage } from '../schemas.ts'
import type { FileOfMessage } from '../store/outbound.ts'

const MB = 1024 * 1024
const TEMPLATE_PAGES_MAX = 20

/** Returns the platform's message functions. @throws conflict if it has none */
export function messagesOf({ connector }: Pick<Ctx, 'connector'>, platform: string): Messages {
  const { messages } = connector(platform)
  if (messages) return messages
  throw conflict('no_messages', 'No messages can be sent there. Answer by hand.')
}

/** Loads media of the library for one message. @throws invalid with reason and advice if the platform would refuse them */
export async function mediaToSend(
  ctx: Ctx,
  { ids, caption, asDocument }: { ids: readonly string[]; caption: string; asDocument: boolean },
  rules: ContentRules,
): Promise<{ kind: ReturnType<typeof sentAs>; medium: MediumRow }[]> {
  const rows = await mediaByIds(ctx, ids, (index) => `mediaIds.${index}`)
  const media = rows.map((medium) => ({ medium, kind: sentAs(medium, rules.media ?? [], asDocument) }))
  const weighed = media.map(({ kind, medium: { mimeType, sizeBytes } }) => ({
    kind,
    mimeType,
    bytes: { byteLength: sizeBytes },
  }))
  const problem = mediaProblem(weighed, caption, rules)
  if (problem) throw refused(problem.reason, MEDIA_ADVICE[problem.code] ?? '')
  if (ids.length > 0) {
    const [flagged] = await ctx.db.batch((db) => [
      nsfwAmong(db, { workspaceId: ctx.workspaceId, mediaIds: ids }),
    ])
    if (flagged.length > 0)
      throw refused('What is flagged NSFW is not sent in conversations.', 'Take it out of the message.')
  }
  const total = rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (total > OUTBOUND_MAX_BYTES) {
    const reason = `One message takes ${OUTBOUND_MAX_BYTES / MB} MB; this is ${(total / MB).toFixed(1)} MB.`
    throw refused(reason, MEDIA_ADVICE.media_size ?? '')
  }
  return media
}

function refused(reason: string, advice: string) {
  const message = `${reason} ${advice}`.trim()
  return invalid(message, [{ path: 'mediaIds', message }])
}

/**
 * Returns the filled-in text of an account's template, its parts, and the file that it begins with. @throws invalid if there is no such
 * template, it is not approved, or it is filled in wrongly
 */
export async function templateToSend(
  ctx: Ctx,
  account: AccountRow,
  { wanted, mediaIds }: { wanted: TemplateMessage; mediaIds: readonly string[] },
): Promise<{
  text: string
  filled: NonNullable<MessageDetails['filled']>
  media: Awaited<ReturnType<typeof mediaToSend>>
}> {
  const template = await findTemplate(ctx, account, wanted)
  if (!template) {
    const message = `There is no template ${wanted.name} in ${wanted.language}. Choose one of the account’s.`
    throw invalid(message, [{ path: 'template.name', message }])
  }
  const { rules } = messagesOf(ctx, account.platform)
  const problems = templateProblems(template, wanted, { files: mediaIds.length, limits: rules.template })
  if (problems.length > 0) throw invalid(problems.map(({ message }) => message).join(' '), problems)
  const { headerMedia } = template.parts
  const file = { ids: mediaIds, caption: '', asDocument: headerMedia === 'document' }
  const media = await mediaToSend(ctx, file, rules)
  if (headerMedia !== null && media[0]?.kind !== headerMedia) {
    const problem = wrongFile(headerMedia)
    throw invalid(problem.message, [problem])
  }
  const filled = filledParts(template.parts, wanted).map(({ part, text }) => ({ part, text }))
  return { text: fillTemplate(template.parts, wanted), filled, media }
}

async function findTemplate(
  ctx: Ctx,
  account: AccountRow,
  { name, language }: TemplateMessage,
): Promise<Template | undefined> {
  const list = messagesOf(ctx, account.platform).templates
  if (!list) {
    const message = 'This platform has no templates. Send text.'
    throw invalid(message, [{ path: 'template', message }])
  }
  const opened = await openAccount(ctx, account)
  let cursor: string | null = null
  for (let pages = 0; pages < TEMPLATE_PAGES_MAX; pages++) {
    const page = await list(opened, cursor)
    if (page.kind !== 'page') {
      const reason = page.kind === 'limited' ? 'The platform asks to wait.' : page.reason
      const advice = page.kind === 'rejected' ? page.advice : 'Try again in a minute.'
      throw page.kind === 'rejected'
        ? invalid(`${reason} ${advice}`, [{ path: 'template', message: reason }])
        : new AppError('unavailable', 'platform_unavailable', `${reason} ${advice}`)
    }
    const found = page.items.find((one) => one.name === name && one.language === language)
    if (found || page.nextCursor === null) return found
    cursor = page.nextCursor
  }
  return undefined
}

/** Builds the content to send from a stored message. @throws when a file of it cannot be read: then nothing is sent */
export async function contentOf(
  ctx: Ctx,
  message: { text: string | null; details: MessageDetails | null; files: readonly FileOfMessage[] },
): Promise<Content> {
  const text = message.text ?? ''
  const template = message.details?.template
  const media = await Promise.all(
    message.files.map(({ objectName, kind, mimeType, fileName }) =>
      loadMedium(ctx, { objectName: objectName ?? '', kind, mimeType: mimeType ?? '', fileName }),
    ),
  )
  const [first, ...rest] = media
  const filled = message.details?.filled
  if (template)
    return {
      kind: 'template',
      text,
      ...given(template),
      ...(first ? { media: first } : {}),
      ...(filled ? { filled } : {}),
    }
  return first ? { kind: 'media', text, media: [first, ...rest] } : { text }
}

/** Copies a template message without absent or empty optional fields. */
function given({ name, language, header, body, buttons }: TemplateMessage) {
  const values = (list: NonNullable<typeof body>) =>
    list.map(({ text, name: placeholder }) => ({ text, ...(placeholder ? { name: placeholder } : {}) }))
  return {
    name,
    language,
    ...(header?.length ? { header: values(header) } : {}),
    ...(body?.length ? { body: values(body) } : {}),
    ...(buttons?.length ? { buttons } : {}),
  }
}
