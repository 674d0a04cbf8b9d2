import {
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Asked, Rule } from '#core/inbox/rules/triage/match.ts'
import type { When } from '#core/inbox/schemas/triage-rules.ts'
import type { DecisionKind, Triage } from '#core/inbox/schemas.ts'
import { id, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { aiDecisions, conversationMessages } from './inbox.ts'
import { tenantReference, workspaceId } from './tenant.ts'

/** The rules of a workspace that decide on messages before a model is asked, in the order of their positions. */
export const triageRules = pgTable(
  'triage_rules',
  {
    id: id(),
    workspaceId: workspaceId(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    enabled: boolean('enabled').notNull(),
    when: jsonb('conditions').$type<When>().notNull(),
    decision: text('decision').$type<DecisionKind>().notNull(),
    /** Who gets what is escalated; null for whoever comes. */
    assignTo: uuid('assign_to').references(() => users.id, { onDelete: 'set null' }),
    /** Labels that the conversation gets. */
    labelIds: uuid('label_ids').array().notNull().default([]),
    ...timestamps(),
  },
  (t) => [
    // Deferrable in the migration, which drizzle cannot say: rules that move on pass each other's places.
    unique('triage_rules_position').on(t.workspaceId, t.position),
  ],
)

/** What a rule saw when it matched, and the rule itself: it may be changed or deleted since. */
export interface MatchSnapshot {
  rule: Rule
  about: Asked
}

/** Which rule matched which message, written with the decision. */
export const aiTriageRulesAdvanced = pgTable(
  'ai_triage_rules_advanced',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** The last message of those that were decided on together. */
    messageId: uuid('message_id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    /** Of a rule that may be deleted since. */
    ruleId: uuid('rule_id').notNull(),
    triage: text('triage').$type<Triage>().notNull(),
    confidence: numeric('confidence', { precision: 4, scale: 3, mode: 'number' }).notNull(),
    reason: text('reason').notNull(),
    snapshot: jsonb('snapshot_json').$type<MatchSnapshot>().notNull(),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex('ai_triage_rules_advanced_decision').on(t.workspaceId, t.decisionId),
    index('ai_triage_rules_advanced_message').on(t.workspaceId, t.messageId),
    index('ai_triage_rules_advanced_rule').on(t.workspaceId, t.ruleId, t.createdAt),
    tenantReference(
      'ai_triage_rules_advanced_of_message',
      [t.workspaceId, t.messageId],
      conversationMessages,
    ),
    tenantReference('ai_triage_rules_advanced_of_decision', [t.workspaceId, t.decisionId], aiDecisions),
  ],
)
