/** Actions in the audit log, by object, as the API names them. An action missing here is shown under that name. */
export const ACTIONS = {
  workspace: [
    'workspace.create',
    'workspace.rename',
    'workspace.timezone',
    'workspace.pause',
    'workspace.resume',
  ],
  member: ['member.change_role', 'member.remove', 'member.leave'],
  invitation: ['invitation.create', 'invitation.resend', 'invitation.revoke', 'invitation.accept'],
  api_key: ['api_key.create', 'api_key.revoke'],
  account: ['account.connect', 'account.reconnect', 'account.disconnect', 'account.expire'],
  conversation: ['conversation.hold', 'conversation.release', 'conversation.change'],
  escalation: ['escalation.open', 'escalation.change'],
  message: ['message.send'],
  post: ['post.schedule', 'post.update', 'post.cancel', 'post.resolve'],
  knowledge: ['knowledge.create', 'knowledge.update', 'knowledge.delete'],
  webhook_event: ['webhook_event.replay'],
  ai_settings: ['ai_settings.change', 'ai_settings.ignore_such'],
  decision: ['decision.judge', 'decision.unjudge'],
  triage_rule: ['triage_rule.create', 'triage_rule.change', 'triage_rule.delete', 'triage_rule.order'],
  label: ['label.create', 'label.change', 'label.delete'],
  note: ['note.create', 'note.change', 'note.delete'],
  canned_reply: ['canned_reply.create', 'canned_reply.change', 'canned_reply.delete'],
  saved_filter: ['saved_filter.create', 'saved_filter.change', 'saved_filter.delete'],
  comment: ['comment.reply', 'comment.like', 'comment.hide', 'comment.private_reply', 'comment.close'],
  monitored_post: ['monitored_post.add', 'monitored_post.switch'],
  monitoring_rule: ['monitoring_rule.create', 'monitoring_rule.change', 'monitoring_rule.delete'],
  macro: ['macro.create', 'macro.change', 'macro.delete'],
  customer: ['customer.change', 'customer.merge', 'customer.split'],
  webhook_endpoint: [
    'webhook_endpoint.create',
    'webhook_endpoint.update',
    'webhook_endpoint.rotate_secret',
    'webhook_endpoint.test',
    'webhook_endpoint.replay',
    'webhook_endpoint.switch_off',
    'webhook_endpoint.delete',
  ],
  faq: ['faq.create', 'faq.update', 'faq.delete', 'faq.import'],
  media: ['media.add', 'media.delete'],
  connection: ['connection.begin'],
  draft: ['draft.create', 'draft.update', 'draft.schedule', 'draft.delete'],
  company_page: ['company_page.create', 'company_page.change', 'company_page.delete'],
  company_post_rule: ['company_post_rule.create', 'company_post_rule.change', 'company_post_rule.delete'],
  character: [
    'character.create',
    'character.update',
    'character.set_accounts',
    'character.set_personality',
    'character.set_appearance',
    'character.remember',
    'character.correct_memory',
    'character.forget',
    'character.delete',
    'character.restore',
  ],
  profile: ['profile.create', 'profile.update', 'profile.sync', 'profile.delete'],
  project: [
    'project.create',
    'project.update',
    'project.import',
    'project.run',
    'project.post_leave_out',
    'project.post_put_back',
    'project.post_correct',
    'project.delete',
  ],
  batch: ['batch.create', 'batch.cancel', 'batch.retry'],
  signal: ['signal.settle'],
  muted_author: ['muted_author.create', 'muted_author.delete'],
  bank_post: ['bank_post.label', 'bank_post.retry', 'bank_post.delete'],
} as const

export type AuditObject = keyof typeof ACTIONS
export type AuditAction = (typeof ACTIONS)[AuditObject][number]

export const OBJECTS = Object.keys(ACTIONS) as AuditObject[]

const KNOWN: ReadonlySet<string> = new Set(Object.values(ACTIONS).flat())

export const isAction = (action: string): action is AuditAction => KNOWN.has(action)
