import { describe, expect, it } from 'vitest'
import { classify } from '#ai/offline/classify.ts'
import { HOOKS, TOPICS } from '#ai/offline/classify-golden.ts'
import { STARTERS } from '#core/taxonomy/rules/starter.ts'

/** Returns the share of examples that get their label, and those that do not. */
function judged(
  kind: 'topic' | 'hook_type',
  entries: readonly { name: string; description: string }[],
  examples: readonly (readonly [label: string, text: string])[],
) {
  const idOf = (n: number) => `0190d3c8-7a10-7c3e-9b1f-${String(n).padStart(12, '0')}`
  const options = entries.map(({ name, description }, n) => ({ id: idOf(n), name, description }))
  const { labels } = classify({
    kind,
    options,
    posts: examples.map(([, text], n) => ({ id: idOf(1000 + n), text })),
  })
  const wrong = examples.flatMap(([label, text], n) => {
    const given = options.find(({ id }) => id === labels[n]?.optionId)?.name ?? 'none'
    return given === label ? [] : [`${text} → ${given}, not ${label}`]
  })
  return { share: 1 - wrong.length / examples.length, wrong }
}

describe.each(['en', 'fr'] as const)('the offline engine, on posts in %s', (language) => {
  const { groups, hookTypes } = STARTERS[language]
  const topics = groups.flatMap((group) =>
    group.topics.map(({ name, embeddingDescription }) => ({ name, description: embeddingDescription })),
  )

  it('finds the topic of at least 70 %', () => {
    const { share, wrong } = judged('topic', topics, TOPICS[language])
    console.info(`Topics, ${language}: ${Math.round(share * 100)} % of ${TOPICS[language].length}`, wrong)
    expect(share).toBeGreaterThanOrEqual(0.7)
  })

  it('finds the type of hook of at least 70 %', () => {
    const { share, wrong } = judged('hook_type', hookTypes, HOOKS[language])
    console.info(`Hooks, ${language}: ${Math.round(share * 100)} % of ${HOOKS[language].length}`, wrong)
    expect(share).toBeGreaterThanOrEqual(0.7)
  })
})
