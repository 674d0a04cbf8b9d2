import type { Outcome } from '#core/lib/platform/connector.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Rule =
  | { means: 'retry' }
  | { means: 'reauth' }
  /** `seconds` to wait. The limit concerns one contact (`action`), the number (`account`), or all numbers under the app (`credential`). */
  | { means: 'limited'; seconds: number; scope: 'credential' | 'account' | 'action' }
  | { means: 'rejected'; advice: string }

const retry: Rule = { means: 'retry' }
const reauth: Rule = { means: 'reauth' }
const limited = (seconds: number, scope: 'credential' | 'account' | 'action' = 'account'): Rule => ({
  means: 'limited',
  seconds,
  scope,
})
const rejected = (advice: string): Rule => ({ means: 'rejected', advice })

/** Source: WhatsApp Cloud API error codes, as tabled in the contract. Codes with the same meaning share a row. */
const TABLE: readonly [codes: readonly number[], rule: Rule][] = [
  [[1, 2, 131000, 131016, 133004, 131057], retry],
  [[4, 80007, 80008], limited(5 * MINUTE, 'credential')],
  [[130429], limited(10)],
  [[131056], limited(6, 'action')],
  [[131048, 368], limited(HOUR)],
  [[131049, 130472], limited(DAY, 'action')],
  [[0, 190, 3, 10, 131005], reauth],

  [[131047], rejected('More than 24 hours have passed since the contact wrote: send an approved template.')],
  [[131026], rejected('This contact cannot be reached on WhatsApp: use another channel.')],
  [[131030], rejected('Add the number to the test numbers of the app, or use a live number.')],
  [[131050], rejected('The contact has stopped marketing messages: send none until they ask for them.')],
  [[131021], rejected('A number cannot write to itself: choose another recipient.')],

  [[33], rejected('The number is gone or belongs to another business: connect it again.')],
  [[100, 131008, 131009], rejected('A value of the message is missing or not allowed: correct it.')],
  [[131051], rejected('WhatsApp does not take this type of message: send text or one of its media.')],
  [[131052], rejected('WhatsApp could not fetch what the contact sent: ask them to send it again.')],
  [[131053], rejected('WhatsApp could not take the medium: check its format and size, or convert it.')],
  [[131060], rejected('WhatsApp cannot show this message at the moment: ask the contact to send it again.')],
  [[132000, 132012], rejected('The values do not fit the placeholders of the template: compare them.')],
  [[132001], rejected('There is no approved template of this name in this language: choose another.')],
  [[132005], rejected('The template is too long once filled in: shorten the values.')],
  [[132007], rejected('The text breaks WhatsApp’s rules for its format: correct the values.')],
  [[132015], rejected('The template is paused for its quality: choose another, or edit it.')],
  [[132016], rejected('The template has been disabled for its quality: make a new one.')],
  [
    [132068, 132069],
    rejected('The flow of the template is blocked or throttled: look at it in WhatsApp Manager.'),
  ],

  [[131031], rejected('The business account is locked: look at it in Meta Business Suite.')],
  [[131042], rejected('Settle the payment of the business account.')],
  [[131037], rejected('The number’s display name is not approved yet: look at it in WhatsApp Manager.')],
  [[130497], rejected('WhatsApp does not let this business write to people of that country.')],
  [[133010], rejected('Register the number with the Cloud API first.')],
  [[133016], rejected('The number was registered too often: leave it alone for some days.')],
]

/** The contact has stopped the business's marketing on WhatsApp. */
export const OPTED_OUT = 131050

const RULES = new Map(TABLE.flatMap(([codes, rule]) => codes.map((code) => [code, rule] as const)))
const UNKNOWN = rejected('Correct it before sending again.')

/** Missing permissions are a whole range of codes. */
const ruleOf = (code: number): Rule => (code >= 200 && code <= 299 ? reauth : (RULES.get(code) ?? UNKNOWN))

/**
 * Maps an error of the send call to an outcome, by `error.code` alone (the texts change; the HTTP status is 400 even
 * for limits).
 */
export function toOutcome(code: number, reason: string, now: Date): Outcome {
  const rule = ruleOf(code)
  switch (rule.means) {
    case 'limited':
      return { kind: 'limited', until: new Date(now.getTime() + rule.seconds * 1000), scope: rule.scope }
    case 'rejected':
      return {
        kind: 'rejected',
        code: String(code),
        reason,
        advice: rule.advice,
        ...(code === OPTED_OUT ? { optedOut: true } : {}),
      }
    default:
      return { kind: rule.means, reason }
  }
}

/** Returns advice on a failure told by a receipt; undefined when nothing needs to be done. */
export function adviceFor(code: number): string | undefined {
  const rule = ruleOf(code)
  return rule.means === 'rejected' && rule !== UNKNOWN ? rule.advice : ADVICE_LATER[code]
}

/** Advice on messages that were accepted and failed later, which are not tried again automatically. */
const ADVICE_LATER: Record<number, string> = {
  131049: 'WhatsApp limits what people get from businesses: wait a day before sending it again.',
  130472: 'The contact is part of an experiment of WhatsApp: wait a day before sending it again.',
  131048: 'Too many people have reported the number: send less, and only what is wanted.',
}
