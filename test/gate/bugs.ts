import type * as quota from '#core/lib/platform/quota.ts'
import type * as book from '#core/lib/platform/quota-book.ts'
import type * as counter from '#core/lib/platform/quota-counter.ts'
import type * as keeper from '#objects/gate-keeper.ts'

/** The modules of the gate in which bugs can be seeded. */
export interface Modules {
  quota: typeof quota
  counter: typeof counter
}

type Classes = { book: typeof book.QuotaBook.prototype; keeper: typeof keeper.GateKeeper.prototype }

/** A mistake that somebody could make: replacements for functions and methods of the gate. */
export interface Bug {
  name: string
  functions?: { [Name in keyof Modules]?: (real: Modules[Name]) => Partial<Modules[Name]> }
  methods?: { [Name in keyof Classes]?: (real: Classes[Name]) => Partial<Classes[Name]> }
}

let active: Bug | undefined
export const seedBug = (bug: Bug | undefined): void => {
  active = bug
}

/** Makes a module whose functions the active bug can replace. */
export function patchable<Name extends keyof Modules>(name: Name, real: Modules[Name]): Modules[Name] {
  const made = Object.entries(real).map(([key, value]) => {
    if (typeof value !== 'function') return [key, value]
    const call = (...given: unknown[]) => {
      const patches: Record<string, unknown> = { ...active?.functions?.[name]?.(real as never) }
      return ((patches[key] ?? value) as (...all: unknown[]) => unknown)(...given)
    }
    return [key, call]
  })
  return Object.fromEntries(made)
}

/** Puts a bug's methods on the classes; returns a function that takes them off again. */
export function patchClasses(bug: Bug, classes: Classes): () => void {
  const undo: (() => void)[] = []
  for (const name of Object.keys(classes) as (keyof Classes)[]) {
    const target = classes[name] as unknown as Record<string, unknown>
    const real = Object.fromEntries(
      Object.getOwnPropertyNames(target).map((key) => [
        key,
        Object.getOwnPropertyDescriptor(target, key)?.value,
      ]),
    )
    const patches =
      (bug.methods?.[name] as ((real: unknown) => Record<string, unknown>) | undefined)?.(real) ?? {}
    for (const [key, patch] of Object.entries(patches)) {
      const was = target[key]
      target[key] = patch
      undo.push(() => {
        target[key] = was
      })
    }
  }
  return () => {
    for (const one of undo) one()
  }
}

const fewer = (limit: number) => limit + 1

/** Mistakes in counting, each of which the harness has to find. */
export const gateBugs: readonly Bug[] = [
  {
    name: 'one too many is let through',
    functions: {
      counter: (real) => ({ roomAt: (on, rule) => real.roomAt(on, { ...rule, limit: fewer(rule.limit) }) }),
    },
  },
  {
    name: 'a window is a tenth shorter than the platform’s',
    functions: {
      counter: (real) => ({
        forgetPassed: (on, now) =>
          real.forgetPassed(on, on.kind === 'fixed' ? now : now + on.rule.windowMs / 10),
      }),
    },
  },
  {
    name: 'a rolling window is counted by the clock',
    functions: {
      counter: (real) => ({
        forgetPassed(on, now) {
          const { windowMs } = on.rule
          const since = Math.floor(now / windowMs) * windowMs
          return real.forgetPassed(on, on.kind === 'sliding' ? since + windowMs - 1 : now)
        },
      }),
    },
  },
  {
    name: 'an album counts as one message',
    functions: {
      quota: (real) => ({ rulesOf: (quotas) => real.rulesOf(quotas).map((rule) => ({ ...rule, cost: 1 })) }),
    },
  },
  {
    name: 'a day begins at midnight in Greenwich',
    functions: {
      quota: (real) => ({
        rulesOf: (quotas) => real.rulesOf(quotas).map(({ zone: _zone, ...rule }) => rule),
      }),
    },
  },
  {
    name: 'the same hashtag is counted each time',
    functions: {
      quota: (real) => ({
        rulesOf: (quotas) =>
          real.rulesOf(quotas).map((rule) => (rule.member ? { ...rule, member: crypto.randomUUID() } : rule)),
      }),
    },
  },
  {
    name: 'the same hashtag begins its days anew',
    functions: {
      counter: (real) => ({
        take(on, id, rule, now) {
          if (on.kind === 'distinct') on.members.delete(rule.member ?? '')
          return real.take(on, id, rule, now)
        },
      }),
    },
  },
  {
    name: 'what is given back is given back twice',
    functions: {
      counter: (real) => ({
        giveBack(on, taken) {
          real.giveBack(on, taken)
          if (on.kind === 'sliding' && on.total >= taken.cost) real.giveBack(on, taken)
        },
      }),
    },
  },
  {
    name: 'giving back is forgotten',
    functions: { counter: () => ({ giveBack: () => undefined }) },
  },
  {
    name: 'giving back takes the place of somebody else',
    methods: {
      book: (real) => ({
        refund(ids, clock) {
          real.refund.call(
            this,
            ids.map((id) => id.slice(0, -1)),
            clock,
          )
        },
      }),
    },
  },
  {
    name: 'a place stays taken here when it is refused there',
    methods: { book: () => ({ release: () => undefined }) },
  },
  {
    name: 'nobody looks after what was asked and never answered',
    methods: { keeper: () => ({ alarm: async () => undefined }) },
  },
  {
    name: 'the same request is counted anew each time it is made',
    methods: {
      book: (real) => ({
        reserve(requests, mode, clock) {
          return real.reserve.call(
            this,
            requests.map((one) => ({ ...one, id: crypto.randomUUID() })),
            mode,
            clock,
          )
        },
      }),
    },
  },
  {
    name: 'not every change is stored',
    methods: {
      book: (real) => {
        let turn = 0
        return {
          changes() {
            const changes = real.changes.call(this)
            return ++turn % 3 === 0 ? { put: {}, remove: [] } : changes
          },
        }
      },
    },
  },
  {
    name: 'all or none takes some',
    methods: {
      book: (real) => ({
        reserve(requests, mode, clock) {
          const answers = real.reserve.call(this, requests, 'each', clock)
          const refused = answers.find((answer) => !answer.ok)
          return mode === 'all' && refused ? answers.map(() => refused) : answers
        },
      }),
    },
  },
]
