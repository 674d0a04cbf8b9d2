import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { ingest } from '#core/operations/actions/ingest.ts'
import { openInbox } from './inbox-stage.ts'
import { serve } from './serve.ts'

const { close, ...handlers } = await openInbox({
  take: (ctx, deliveries) => ingest(ctx, deliveries, { applying: true }),
  record: (ctx, call) => ctx.db.batch((db) => modelCalls.record(db, ctx, [call])),
})
serve(handlers, close)
