import * as z from 'zod'
import { changeRule, createRule, deleteRule, getRule, listRules } from '#core/automation/actions/rules.ts'
import { dryRun, getExecution, listExecutions, runRule } from '#core/automation/actions/view.ts'
import {
  automationExecutionListQuerySchema,
  automationExecutionSchema,
  automationRuleListQuerySchema,
  automationRuleSchema,
  changeAutomationRuleSchema,
  createAutomationRuleSchema,
  dryRunAnswerSchema,
  dryRunSchema,
} from '#core/automation/schemas.ts'
import { idSchema, pageOf } from '#core/lib/kernel/schemas.ts'
import { inWorkspace } from '../endpoint.ts'

const tag = 'Automation'
const params = z.object({ id: idSchema })
const rules = '/v1/automation-rules'
const executions = '/v1/automation-executions'

export const automationEndpoints = [
  inWorkspace({
    method: 'get',
    path: rules,
    tag,
    summary: 'List the rules of characters, the latest first',
    needs: 'see',
    query: automationRuleListQuerySchema,
    answers: pageOf(automationRuleSchema),
    run: (ctx, { query }) => listRules(ctx, query),
  }),
  inWorkspace({
    method: 'post',
    path: rules,
    tag,
    summary: 'Add a rule by which a character posts',
    needs: 'manage',
    body: createAutomationRuleSchema,
    answers: automationRuleSchema,
    status: 201,
    run: (ctx, { body }) => createRule(ctx, body),
    again: { of: 'automation_rule', read: getRule },
  }),
  inWorkspace({
    method: 'get',
    path: `${rules}/{id}`,
    tag,
    summary: 'Get a rule of a character',
    needs: 'see',
    params,
    answers: automationRuleSchema,
    run: (ctx, { params: { id } }) => getRule(ctx, id),
  }),
  inWorkspace({
    method: 'patch',
    path: `${rules}/{id}`,
    tag,
    summary: 'Change a rule from now on, or switch it on or off',
    needs: 'manage',
    params,
    body: changeAutomationRuleSchema,
    answers: automationRuleSchema,
    run: (ctx, { params: { id }, body }) => changeRule(ctx, id, body),
  }),
  inWorkspace({
    method: 'delete',
    path: `${rules}/{id}`,
    tag,
    summary: 'Delete a rule with its executions; its posts stay',
    needs: 'manage',
    params,
    status: 204,
    run: (ctx, { params: { id } }) => deleteRule(ctx, id),
  }),
  inWorkspace({
    method: 'post',
    path: `${rules}/{id}/dry-run`,
    tag,
    summary: 'Say when a rule would post, and why not at its other times',
    needs: 'see',
    params,
    body: dryRunSchema,
    answers: dryRunAnswerSchema,
    run: (ctx, { params: { id }, body }) => dryRun(ctx, id, body),
  }),
  inWorkspace({
    method: 'post',
    path: `${rules}/{id}/run`,
    tag,
    summary: 'Have a rule act now, within its limits',
    needs: 'write',
    params,
    answers: automationExecutionSchema,
    run: (ctx, { params: { id } }) => runRule(ctx, id),
  }),
  inWorkspace({
    method: 'get',
    path: executions,
    tag,
    summary: 'List what rules did or left, those first whose time is latest',
    needs: 'see',
    query: automationExecutionListQuerySchema,
    answers: pageOf(automationExecutionSchema),
    run: (ctx, { query }) => listExecutions(ctx, query),
  }),
  inWorkspace({
    method: 'get',
    path: `${executions}/{id}`,
    tag,
    summary: 'Get one time that a rule acted, step by step',
    needs: 'see',
    params,
    answers: automationExecutionSchema,
    run: (ctx, { params: { id } }) => getExecution(ctx, id),
  }),
]
