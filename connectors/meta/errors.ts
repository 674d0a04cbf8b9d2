import * as z from 'zod'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { withUsage } from './usage.ts'

export type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** Meaning of an error for a call. `unknown`: it may have been done all the same. */
export type Rule =
  | { means: 'retry' | 'reauth' | 'unknown' }
  | { means: 'limited'; waitMs: number; scope: 'credential' | 'account' }
  | { means: 'rejected'; advice: string }

export const retry: Rule = { means: 'retry' }
export const reauth: Rule = { means: 'reauth' }
export const limited = (waitMs: number, scope: 'credential' | 'account' = 'account'): Rule => ({
  means: 'limited',
  waitMs,
  scope,
})
export const rejected = (advice: string): Rule => ({ means: 'rejected', advice })

/** Codes with the same meaning share a row. */
export type RuleTable = readonly (readonly [codes: readonly number[], rule: Rule])[]

export const wireFailure = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
})

interface Tables {
  /** The platform's name, for reasons that people read. */
  name: string
  /** By the subcode, which is more exact than the code. */
  bySubcode: RuleTable
  byCode: RuleTable
  /** Meaning of an error that Meta says will pass. */
  transient: Rule
}

/** Makes of the tables of one of Meta's platforms the functions that read its refusals. Missing permissions (200 to 299) ask for a person. */
export function graphErrors({ name, bySubcode, byCode, transient }: Tables) {
  const [subcodes, codes] = [mapOf(bySubcode), mapOf(byCode)]

  function ruleOf(code: number, subcode: number | undefined, isTransient: boolean): Rule {
    const known = subcode === undefined ? undefined : subcodes.get(subcode)
    if (known) return known
    if (code >= 200 && code <= 299) return reauth
    return codes.get(code) ?? (isTransient ? transient : rejected('Correct it before sending again.'))
  }

  /** Returns the outcome of a write that did not succeed. A server's own error is unknown, whatever its code. */
  function failedWrite(answer: HttpAnswer, now: Date): Outcome {
    if (answer.kind !== 'answer') return unansweredWrite(answer)
    const { status, headers } = answer
    const error = status >= 400 ? parseAnswer(wireFailure, answer)?.error : undefined
    if (!error) return { kind: 'unknown', reason: `${name} answered ${status} in a form we do not know.` }
    const { code, error_subcode: subcode, message, error_user_msg, is_transient = false } = error
    const reason = `${name} ${subcode ?? code}: ${error_user_msg ?? message}`
    if (status >= 500) return { kind: 'unknown', reason }
    const rule = ruleOf(code, subcode, is_transient)
    return withUsage(outcomeOf(rule, String(subcode ?? code), reason, now), headers, now)
  }

  return {
    failedWrite,
    /** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
    failedHarmlessly: (answer: HttpAnswer, now: Date): Refusal => harmless(failedWrite(answer, now)),
    /** Returns the refusal that a subcode in the platform's words means; `otherwise` is the advice on one that is not known. */
    refusedBy: (subcode: number, reason: string, otherwise: string, now: Date): Refusal =>
      harmless(outcomeOf(subcodes.get(subcode) ?? rejected(otherwise), String(subcode), reason, now)),
  }

  function harmless(outcome: Outcome): Refusal {
    if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
    return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : `${name} could not do it.` }
  }
}

const mapOf = (table: RuleTable) =>
  new Map(table.flatMap(([codes, rule]) => codes.map((code) => [code, rule] as const)))

function outcomeOf(rule: Rule, code: string, reason: string, now: Date): Outcome {
  switch (rule.means) {
    case 'limited':
      return { kind: 'limited', until: new Date(now.getTime() + rule.waitMs), scope: rule.scope }
    case 'rejected':
      return { kind: 'rejected', code, reason, advice: rule.advice }
    default:
      return { kind: rule.means, reason }
  }
}
