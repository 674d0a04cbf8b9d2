import * as z from 'zod'
import { replayTriage, tryTriage } from '#core/inbox/actions/triage.ts'
import {
  changeTriageRule,
  createTriageRule,
  deleteTriageRule,
  getTriageRule,
  listTriageRules,
  orderTriageRules,
} from '#core/inbox/actions/triage-rules.ts'
import {
  changeTriageRuleSchema,
  createTriageRuleSchema,
  orderTriageRulesSchema,
  replayedTriageSchema,
  replayTriageSchema,
  triageRuleListQuerySchema,
  triageRuleSchema,
  triageRulesSchema,
  triedTriageSchema,
  tryTriageSchema,
} from '#core/inbox/schemas/triage-rules.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Inbox'
const params = z.object({ id: idSchema })

export const triageRuleEndpoints = [
  inWorkspace({
    method: 'get',
    path: '/v1/triage-rules',
    tag,
    summary: 'List the rules that decide on messages before the assistant, in their order',
    needs: 'see',
    query: triageRuleListQuerySchema,
    answers: triageRulesSchema,
    run: (ctx, { query }) => listTriageRules(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: '/v1/triage-rules/{id}',
    tag,
    summary: 'Get a rule',
    needs: 'see',
    params,
    answers: triageRuleSchema,
    run: (ctx, { params: { id } }) => getTriageRule(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/triage-rules',
    tag,
    summary: 'Add a rule: it applies from the next message on',
    needs: 'manage',
    body: createTriageRuleSchema,
    answers: triageRuleSchema,
    status: 201,
    run: (ctx, { body }) => createTriageRule(ctx, body),
    again: { of: 'triage_rule', read: getTriageRule },
  }),
  inWorkspace({
    method: 'patch',
    path: '/v1/triage-rules/{id}',
    tag,
    summary: 'Change a rule, switch it, or move it',
    needs: 'manage',
    params,
    body: changeTriageRuleSchema,
    answers: triageRuleSchema,
    run: (ctx, { params: { id }, body }) => changeTriageRule(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: '/v1/triage-rules/{id}',
    tag,
    summary: 'Delete a rule',
    needs: 'manage',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteTriageRule(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/triage-rules/order',
    tag,
    summary: 'Put all rules into an order; refused when one was added or deleted meanwhile',
    needs: 'manage',
    body: orderTriageRulesSchema,
    answers: triageRulesSchema,
    run: (ctx, { body }) => orderTriageRules(ctx, body.ids),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/triage-rules/try',
    tag,
    summary: 'Try a message against the rules, saved or not; nothing is stored, no model is asked',
    needs: 'answer',
    body: tryTriageSchema,
    answers: triedTriageSchema,
    run: (ctx, { body }) => tryTriage(ctx, body),
  }),
  inWorkspace({
    method: 'post',
    path: '/v1/triage-rules/replay',
    tag,
    summary: 'Show what the latest real messages would have become by rules, saved or not; nothing is stored',
    needs: 'manage',
    body: replayTriageSchema,
    answers: replayedTriageSchema,
    run: (ctx, { body }) => replayTriage(ctx, body),
  }),
]
