import type { Answer } from '#local/emulators/lib/http.ts'
import { badRequest, ok, refuse } from './answers.ts'
import { answerCallback, chatAction, deleteMessage, edit, setReaction } from './change.ts'
import { botUser, find, type Method } from './desk.ts'
import { deleteWebhook, getWebhookInfo, setWebhook } from './hooks.ts'
import { sendMediaGroup, sendMedium, sendMessage } from './send.ts'

/** Methods by their names in lower case, since the platform ignores case. */
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
  getfile: ({ files }, bot, { file_id: id }) => files.locate(bot.token, id),
  sendmessage: sendMessage,
  sendphoto: sendMedium('photo'),
  sendvideo: sendMedium('video'),
  sendaudio: sendMedium('audio'),
  sendvoice: sendMedium('voice'),
  senddocument: sendMedium('document'),
  sendsticker: sendMedium('sticker'),
  sendmediagroup: sendMediaGroup,
  sendchataction: chatAction,
  setmessagereaction: setReaction,
  editmessagetext: edit('text'),
  editmessagecaption: edit('caption'),
  deletemessage: deleteMessage,
  answercallbackquery: answerCallback,
  setwebhook: setWebhook,
  deletewebhook: deleteWebhook,
  getwebhookinfo: getWebhookInfo,
}

export const unknownMethod = (name: string): Answer =>
  NOT_EMULATED.has(name.toLowerCase())
    ? badRequest(`the method ${name} is not emulated here`)
    : refuse(404, 'Not Found')

const NOT_EMULATED = new Set(
  'sendpoll sendlocation sendanimation getupdates forwardmessage copymessage pinchatmessage getchatadministrators'.split(
    ' ',
  ),
)
