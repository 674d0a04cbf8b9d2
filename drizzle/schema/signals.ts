import { date, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Signal } from '#core/listening/schemas/signals.ts'
import { id, instant, timestamps } from './columns.ts'
import { projects } from './listening.ts'
import { tenantReference, workspaceIdOfParent } from './tenant.ts'

/** What stood out in a project, once for each day, kind and subject. */
export const signals = pgTable(
  'signals',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    kind: text('kind').$type<Signal['kind']>().notNull(),
    /** What it is about: the id of a hashtag or post, an author, or nothing for the project as a whole. */
    subject: text('subject').notNull(),
    label: text('label').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    numbers: jsonb('numbers').$type<Signal['numbers']>().notNull(),
    series: jsonb('series').$type<Signal['series']>().notNull(),
    status: text('status').$type<Signal['status']>().notNull().default('new'),
    /** What was done about it, and what came of it. */
    note: text('note').notNull().default(''),
    acts: jsonb('acts').$type<Signal['acts']>().notNull().default([]),
    settledAt: instant('settled_at'),
    ...timestamps(),
  },
  (t) => [
    unique('signals_once').on(t.workspaceId, t.projectId, t.kind, t.subject, t.day),
    index('signals_recent').on(t.workspaceId, t.projectId, t.createdAt, t.id),
    index('signals_status').on(t.workspaceId, t.projectId, t.status, t.createdAt, t.id),
    tenantReference('signals_project', [t.workspaceId, t.projectId], projects),
  ],
)
