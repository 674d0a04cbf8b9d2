import * as z from 'zod'
import type { Account, World } from '../emulator.ts'
import { type Answer, parseJson } from '../lib/http.ts'
import { badRequest, ok, refuse, tooManyRequests } from './answers.ts'
import { type Bot, type Bots, type Chat, channelChat, privateChat } from './bots.ts'
import type { Counter } from './counter.ts'
import type { Floods } from './floods.ts'
import { type Entity, parseHtml } from './html.ts'

const TEXT_MAX = 4096

export interface Desk {
  world: World
  bots: Bots
  floods: Floods
  messages: Counter
}

export type Method = (desk: Desk, bot: Bot, parameters: Record<string, unknown>) => Answer

/** Where a bot may write: one of its channels, or a person who has written to it. */
interface Place {
  chat: Chat
  account: Account
}

export const methods: Record<string, Method> = {
  getme: (_desk, bot) =>
    ok({
      ...botUser(bot),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    }),
  getchat: (desk, bot, { chat_id: id }) => {
    const place = find(desk, bot, id)
    return place ? ok(place.chat) : badRequest('chat not found')
  },
  getchatmember: (desk, bot, { chat_id: id, user_id: user }) => {
    if (find(desk, bot, id)?.chat.type !== 'channel') return badRequest('chat not found')
    if (Number(user) !== bot.id) return badRequest('user not found')
    return ok({
      status: 'administrator',
      user: botUser(bot),
      can_post_messages: true,
      can_delete_messages: true,
    })
  },
  sendmessage: sendMessage,
  deletemessage: (desk, bot, { chat_id: id, message_id: message }) => {
    const place = find(desk, bot, id)
    if (!place) return badRequest('chat not found')
    const { journal, chats } = desk.world
    const account = place.account.externalId
    const sent = journal.sent.filter(
      (one) => one.platform === 'telegram' && one.account === account && one.id === String(message),
    )
    if (sent.length === 0) return badRequest('message to delete not found')
    journal.withdraw('telegram', account, String(message))
    chats.remove('telegram', account, String(place.chat.id), String(message))
    return ok(true)
  },
  setwebhook: setWebhook,
  deletewebhook: ({ bots }, bot, { drop_pending_updates: drop }) => {
    bots.setWebhook(bot, null)
    if (isTrue(drop)) bot.updates.clear()
    return ok(true)
  },
  getwebhookinfo: (_desk, bot) => {
    const error = bot.updates.lastError
    return ok({
      url: bot.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: bot.updates.pendingCount,
      ...(error ? { last_error_date: error.date, last_error_message: error.message } : {}),
      ...(bot.webhook ? { max_connections: 40 } : {}),
      ...(bot.webhook?.allowedUpdates ? { allowed_updates: bot.webhook.allowedUpdates } : {}),
    })
  },
}

function sendMessage(desk: Desk, bot: Bot, parameters: Record<string, unknown>): Answer {
  const { chat_id: id, text, parse_mode: mode, reply_parameters: reply } = parameters
  if (id === undefined || id === '') return badRequest('chat_id is empty')
  const place = find(desk, bot, id)
  if (!place) return badRequest('chat not found')
  if (typeof text !== 'string' || text.trim() === '') return badRequest('message text is empty')
  const parsed = parse(text, mode)
  if ('error' in parsed) return badRequest(parsed.error)
  if (parsed.text === '') return badRequest('message text is empty')
  if (parsed.text.length > TEXT_MAX) return badRequest('message is too long')
  const { world, floods } = desk
  const retryAfter = floods.admit(bot, place.chat, world.now().getTime())
  if (retryAfter > 0) return tooManyRequests(retryAfter)
  return ok(deliver(desk, bot, place, parsed, replyTarget(reply)))
}

function deliver(
  desk: Desk,
  bot: Bot,
  place: Place,
  parsed: { text: string; entities: Entity[] },
  parent: number | null,
) {
  const { world, messages } = desk
  const { chat, account } = place
  const at = world.now()
  const id = messages.next()
  const { text, entities } = parsed
  const isChannel = chat.type === 'channel'
  world.journal.publish({
    platform: 'telegram',
    account: account.externalId,
    kind: isChannel ? 'post' : 'message',
    id: String(id),
    ...(isChannel ? {} : { to: String(chat.id) }),
    ...(parent === null ? {} : { parent: String(parent) }),
    text,
    media: [],
    at: at.toISOString(),
  })
  if (chat.type === 'private') {
    const contact = { id: String(chat.id), name: [chat.first_name, chat.last_name].filter(Boolean).join(' ') }
    const message = {
      id: String(id),
      from: 'business',
      text,
      at: at.toISOString(),
      status: 'sent',
      error: null,
    } as const
    world.chats.add('telegram', account.externalId, contact, message)
  }
  return {
    message_id: id,
    ...(isChannel ? { sender_chat: chat } : { from: botUser(bot) }),
    chat,
    date: Math.floor(at.getTime() / 1000),
    text,
    ...(entities.length > 0 ? { entities } : {}),
  }
}

/** The platform trims what it shows. */
function parse(text: string, mode: unknown): { text: string; entities: Entity[] } | { error: string } {
  if (mode === undefined || mode === '') return { text: text.trim(), entities: [] }
  if (String(mode).toLowerCase() !== 'html') {
    return { error: `unsupported parse_mode (this emulator parses HTML, not ${String(mode)})` }
  }
  const parsed = parseHtml(text.trim())
  return 'error' in parsed ? { error: `can't parse entities: ${parsed.error}` } : parsed
}

function find({ world, bots }: Desk, bot: Bot, id: unknown): Place | undefined {
  const wanted = String(id)
  const channels = bots.channels(bot.token)
  for (const account of channels) {
    const chat = channelChat(account)
    const names = [String(chat.id), chat.username && `@${chat.username}`.toLowerCase()]
    if (names.includes(wanted.toLowerCase())) return { chat, account }
  }
  const first = channels[0]
  if (!first || !/^[1-9]\d{0,15}$/.test(wanted)) return undefined
  const user = bot.users.get(Number(wanted))
  const account = channels.find((one) => one.externalId === user?.account) ?? first
  if (user) return { chat: privateChat(user), account }
  if (world.strangers === 'refused') return undefined
  return { chat: privateChat({ id: Number(wanted), name: `User ${wanted}` }), account }
}

const replySchema = z.looseObject({ message_id: z.coerce.number().int() })

function replyTarget(reply: unknown): number | null {
  const parsed = replySchema.safeParse(fromForm(reply))
  return parsed.success ? parsed.data.message_id : null
}

const webhookSchema = z.looseObject({
  url: z.string().default(''),
  secret_token: z.string().optional(),
  allowed_updates: z.preprocess(fromForm, z.array(z.string()).optional()),
  drop_pending_updates: z.unknown().optional(),
})

function setWebhook({ bots }: Desk, bot: Bot, parameters: Record<string, unknown>): Answer {
  const parsed = webhookSchema.safeParse(parameters)
  if (!parsed.success) return badRequest(`can't parse parameters: ${z.prettifyError(parsed.error)}`)
  const { url, secret_token: secret, allowed_updates: allowed, drop_pending_updates: drop } = parsed.data
  const wrong = url === '' ? null : webhookProblem(url)
  if (wrong) return badRequest(`bad webhook: ${wrong}`)
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    return badRequest('secret token contains unallowed characters')
  }
  if (isTrue(drop)) bot.updates.clear()
  const allowedUpdates = allowed ?? bot.webhook?.allowedUpdates ?? null
  bots.setWebhook(bot, url === '' ? null : { url, secret: secret ?? null, allowedUpdates })
  return ok(true)
}

/** The platform wants HTTPS on its ports; this machine's own addresses are taken as they are. */
function webhookProblem(address: string): string | null {
  if (!URL.canParse(address)) return 'invalid webhook URL specified'
  const { protocol, hostname, port } = new URL(address)
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return null
  if (protocol !== 'https:') return 'An HTTPS URL must be provided for webhook'
  const allowed = ['', '443', '80', '88', '8443'].includes(port)
  return allowed ? null : 'Webhook can be set up only on ports 80, 88, 443 or 8443'
}

/** In forms and queries, objects and arrays are JSON. */
function fromForm(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value
}

const isTrue = (value: unknown) => value === true || value === 'true' || value === 'True' || value === '1'

const botUser = ({ id, username }: Bot) => ({ id, is_bot: true, first_name: 'Chorus', username })

export const unknownMethod = (name: string): Answer =>
  NOT_EMULATED.has(name.toLowerCase())
    ? badRequest(`the method ${name} is not emulated here`)
    : refuse(404, 'Not Found')

const NOT_EMULATED = new Set(
  'sendphoto sendvideo senddocument sendaudio sendvoice sendmediagroup sendpoll sendlocation sendsticker sendanimation sendchataction setmessagereaction editmessagetext editmessagecaption answercallbackquery getfile getupdates forwardmessage copymessage pinchatmessage getchatadministrators'.split(
    ' ',
  ),
)
