import type { Answer } from '../lib/http.ts'

export const refuse = (statusCode: number, name: string, message: string): Answer => ({
  status: statusCode,
  body: { statusCode, name, message },
})

export const missingField = (field: string) =>
  refuse(422, 'missing_required_field', `Missing \`${field}\` field.`)

export const invalidField = (field: string, why: string) =>
  refuse(422, 'validation_error', `Invalid \`${field}\` field. ${why}`)

export const tooManyRequests = (seconds: number) =>
  refuse(429, 'rate_limit_exceeded', `Too many requests. Try again in ${seconds} seconds.`)
