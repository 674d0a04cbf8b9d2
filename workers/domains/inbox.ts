import { letGo } from '#core/inbox/actions/let-go.ts'
import { sweepMedia } from '#core/inbox/actions/media.ts'
import { sweepConversations } from '#core/inbox/actions/threads.ts'
import { wakeSnoozed } from '#core/inbox/actions/views.ts'
import { inboxJobs } from '#core/inbox/jobs.ts'
import { inboxWorkers } from '#core/inbox/workers.ts'
import { conversationObject } from '#objects/stubs.ts'
import { cannedReplyEndpoints } from '../api/routes/canned-replies.ts'
import { customerEndpoints } from '../api/routes/customers.ts'
import { inboxEndpoints } from '../api/routes/inbox.ts'
import { labelEndpoints } from '../api/routes/labels.ts'
import { macroEndpoints } from '../api/routes/macros.ts'
import { noteEndpoints } from '../api/routes/notes.ts'
import { triageRuleEndpoints } from '../api/routes/triage-rules.ts'
import { viewEndpoints } from '../api/routes/views.ts'
import { media } from '../consumers/media.ts'
import { type Domain, delivered } from '../domain.ts'

export const inbox: Domain = {
  endpoints: [
    // Before the conversations, whose ids would take its place.
    ...viewEndpoints,
    ...inboxEndpoints,
    ...triageRuleEndpoints,
    ...labelEndpoints,
    ...noteEndpoints,
    ...cannedReplyEndpoints,
    ...macroEndpoints,
    ...customerEndpoints,
  ],
  workers: inboxWorkers,
  jobs: delivered(inboxJobs, {
    'conversation.poke': {
      call: (env, { conversationId, reason }, workspaceId) =>
        conversationObject(env, workspaceId, conversationId).poke({ workspaceId, conversationId, reason }),
      // Wake-up calls of one conversation for one reason count as one, whenever each was made.
      same: ({ conversationId, reason }) => [conversationId, reason],
    },
    'answering.ended': {
      call: (_env, { actor }, workspaceId, ctx) => letGo(ctx.workspace(workspaceId), actor),
    },
    'media.fetch': { queue: 'media' },
  }),
  queues: { media: { jobs: 'MEDIA', consume: media } },
  sweeps: [
    { name: 'conversations', run: sweepConversations },
    { name: 'snoozed', run: wakeSnoozed },
    { name: 'media', worker: 'media', run: sweepMedia },
  ],
}
