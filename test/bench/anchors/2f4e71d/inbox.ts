// @ts-nocheck: the modules of another commit.
import { applyEvents, recordDeliveries } from '#core/operations/actions/ingest.ts'
import { recordModelCall } from '#core/operations/actions/model-calls.ts'
import { appliers } from '#workers/appliers.ts'
import { openInbox } from './inbox-stage.ts'
import { serve } from './serve.ts'

const { close, ...handlers } = await openInbox({
  take: async (ctx, deliveries) => {
    for (const [workspaceId, ids] of await recordDeliveries(ctx, deliveries))
      await applyEvents(ctx.workspace(workspaceId), ids, appliers)
  },
  record: recordModelCall,
})
serve(handlers, close)
