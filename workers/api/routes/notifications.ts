import { attention } from '#core/notifications/actions/attention.ts'
import { changeNotificationSettings, getNotificationSettings } from '#core/notifications/actions/settings.ts'
import {
  attentionSchema,
  changeNotificationSettingsSchema,
  notificationSettingsSchema,
} from '#core/notifications/schemas.ts'
import { personOf } from '../access.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Notifications'

export const notificationEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/attention',
    tag,
    summary: 'Get the unseen conversations that call for one, and the unread counts of the lists',
    needs: 'see',
    answers: attentionSchema,
    run: (ctx, _input, caller) => attention(ctx, personOf(caller).user.id),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/notification-settings',
    tag,
    summary: 'Get one’s settings of notifications in the workspace',
    needs: 'see',
    answers: notificationSettingsSchema,
    run: (ctx, _input, caller) => getNotificationSettings(ctx, personOf(caller).user.id),
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/notification-settings',
    tag,
    summary: 'Choose what one is told, and how',
    needs: 'see',
    body: changeNotificationSettingsSchema,
    answers: notificationSettingsSchema,
    run: (ctx, { body }, caller) => changeNotificationSettings(ctx, personOf(caller).user.id, body),
  }),
]
