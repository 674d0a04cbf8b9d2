/** A call that an emulator received. `status` is null as long as it is not answered. */
export interface CallEntry {
  at: string
  platform: string
  method: string
  path: string
  body: unknown
  status: number | null
}

/** A sent message or post as an outsider sees it on the platform. */
export interface Sent {
  platform: string
  account: string
  kind: 'message' | 'post' | 'comment' | 'reaction'
  id: string
  to?: string
  parent?: string
  text: string
  media: { kind: string; url: string }[]
  at: string
}

/** A webhook that an emulator tried to deliver. */
export interface DeliveryEntry {
  at: string
  platform: string
  url: string
  status: number | null
  error: string | null
}

export interface Contact {
  id: string
  name: string
}

/** A message in a chat. The contact's go sending → accepted | refused → read; ours go sent → delivered → read, or failed. */
export interface ChatMessage {
  id: string
  from: 'contact' | 'business'
  text: string
  at: string
  status: 'sending' | 'accepted' | 'refused' | 'sent' | 'delivered' | 'read' | 'failed'
  error: string | null
}

export interface Chat {
  platform: string
  account: string
  contact: Contact
  messages: ChatMessage[]
}
