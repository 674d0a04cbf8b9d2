/** Actions in the audit log, by object, as the API names them. An action missing here is shown under that name. */
export const ACTIONS = {
  workspace: ['workspace.create', 'workspace.rename', 'workspace.pause', 'workspace.resume'],
  member: ['member.change_role', 'member.remove', 'member.leave'],
  invitation: ['invitation.create', 'invitation.resend', 'invitation.revoke', 'invitation.accept'],
  api_key: ['api_key.create', 'api_key.revoke'],
  account: ['account.connect', 'account.expire'],
  conversation: ['conversation.hold', 'conversation.release'],
  escalation: ['escalation.open', 'escalation.change'],
  message: ['message.send'],
  post: ['post.schedule', 'post.update', 'post.cancel', 'post.resolve'],
  knowledge: ['knowledge.create', 'knowledge.update', 'knowledge.delete'],
  webhook_event: ['webhook_event.replay'],
} as const

export type AuditObject = keyof typeof ACTIONS
export type AuditAction = (typeof ACTIONS)[AuditObject][number]

export const OBJECTS = Object.keys(ACTIONS) as AuditObject[]

const KNOWN: ReadonlySet<string> = new Set(Object.values(ACTIONS).flat())

export const isAction = (action: string): action is AuditAction => KNOWN.has(action)
