import { chatActs, chatEndpoints } from '../api/routes/assistant.ts'
import type { Domain } from '../domain.ts'

export const assistant: Domain = { endpoints: chatEndpoints, raw: [chatActs] }
