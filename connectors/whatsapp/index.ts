import type { Content, Media } from '#core/lib/platform/connector.ts'
import type { PlatformFolder } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { failedHarmlessly, graph } from './client.ts'
import { manifest } from './manifest.ts'
import { checkMedia, download, upload } from './media.ts'
import { messageRules } from './rules.ts'
import { bodyOf, send } from './send.ts'
import { source } from './source.ts'
import { checkTemplate, listTemplates } from './templates.ts'
import { wireNumber, wireSuccess } from './wire/answers.ts'

/** WhatsApp Business Platform, Cloud API. */
export const whatsapp: PlatformFolder = {
  manifest,
  source,
  parts: ({ http, now }) => ({
    credentialOf: ({ credentials }) => `meta/${credentials.businessId ?? credentials.accessToken}`,

    async connect(account) {
      const client = graph(http, account)
      const { externalId, credentials } = account
      const fields = 'id,display_phone_number,verified_name'
      const answer = await client.get(`${encodeURIComponent(externalId)}?fields=${fields}`)
      const number =
        answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireNumber, answer) : null
      if (!number) return refused(failedHarmlessly(answer, now()))
      // Without this subscription the app gets no webhooks of the business's numbers.
      if (credentials.businessId !== undefined) {
        const path = `${encodeURIComponent(credentials.businessId)}/subscribed_apps`
        const subscribed = await client.post(path, { json: {} })
        const done =
          subscribed.kind === 'answer' && subscribed.status === 200 && parseAnswer(wireSuccess, subscribed)
        if (!done) return refused(failedHarmlessly(subscribed, now()))
      }
      return { kind: 'connected', name: number.verified_name ?? number.display_phone_number ?? number.id }
    },

    messages: {
      rules: messageRules,
      async send(account, to, content, intent) {
        const tooLong = content.kind === 'template' ? checkTemplate(content.filled ?? []) : null
        if (tooLong) return tooLong
        const client = graph(http, account)
        const how = { intent, replyTo: content.replyTo, now: now() }
        const media = filesOf(content)
        const [medium] = media
        if (!medium) return send(client, account, to, bodyOf(content, null), how)
        const problem = checkMedia(media, content.kind === 'media' ? content.text : '')
        if (problem) return problem
        const uploaded = await upload(client, account, medium, now())
        if (uploaded.kind !== 'uploaded') return uploaded
        return send(client, account, to, bodyOf(content, uploaded.id), { ...how, now: now() })
      },

      download: (account, media, maxBytes) => download(graph(http, account), media, maxBytes, now()),
      templates: (account, cursor) => listTemplates(graph(http, account), account, cursor, now()),
    },
  }),
}

/** Lists the files to upload before the message is sent. */
function filesOf(content: Content): readonly Media[] {
  if (content.kind === 'media') return content.media
  return content.kind === 'template' && content.media ? [content.media] : []
}

const refused = (outcome: ReturnType<typeof failedHarmlessly>) =>
  outcome.kind === 'limited' ? { kind: 'retry' as const, reason: 'WhatsApp asks to wait.' } : outcome
