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
    summary: 'What calls for one and is unseen, and how much of each list is unread',
    needs: 'see',
    answers: attentionSchema,
    run: (ctx, _input, caller) => attention(ctx, personOf(caller).user.id),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/notification-settings',
    tag,
    summary: 'What one wants to be told in the workspace, and how',
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
