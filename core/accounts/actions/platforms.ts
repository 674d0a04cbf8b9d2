import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Connector, ContentRules } from '#core/lib/platform/connector.ts'
import type { Field } from '#core/lib/platform/manifest.ts'
import { type OwnLimits, rulesFor } from '#core/lib/platform/own-limits.ts'
import { endsSoon } from '../rules.ts'
import type { AccountCapabilities, AccountRules, PlatformInfo } from '../schemas.ts'
import { accountOf } from './templates.ts'

/** Lists every platform that Chorus supports, also those that this installation is not set up for. */
export const listPlatforms = ({ platforms, now }: Ctx): { items: PlatformInfo[] } => ({
  items: platforms.map((connector) => infoOf(connector, now())),
})

/** Returns the limits of an account, for screens that show them before anything is sent. */
export async function getCapabilities(ctx: Ctx, id: string): Promise<AccountCapabilities> {
  const { platform, limits } = await accountOf(ctx, id)
  return limitsOf(ctx.connector(platform), limits)
}

function infoOf(connector: Connector, now: Date): PlatformInfo {
  const { manifest, missing } = connector
  const { id, name, icon, connect, apiVersion = null } = manifest
  return {
    id,
    name,
    icon,
    connect: connect.map((flow) =>
      flow.kind === 'fields'
        ? { kind: flow.kind, fields: shown(flow.fields) }
        : { kind: flow.kind, hint: flow.hint, fields: shown(flow.fields ?? []) },
    ),
    parts: PARTS.filter((part) => connector[part] !== undefined),
    limits: limitsOf(connector),
    apiVersion: apiVersion && { ...apiVersion, endsSoon: endsSoon(apiVersion, now) },
    missing: missing.map((secret) => ({ ...secret })),
  }
}

const shown = (fields: readonly Field[]) =>
  fields.map(({ pattern: _, optional = false, choices, ...field }) => ({
    ...field,
    optional,
    choices: choices?.map((choice) => ({ ...choice })) ?? null,
  }))

const PARTS = ['messages', 'posts', 'comments', 'actions', 'listen', 'tokens'] as const

const limitsOf = ({ messages, posts }: Connector, own: OwnLimits = {}): AccountCapabilities => ({
  messages: messages
    ? {
        ...rulesOf(messages.rules),
        templates: messages.templates !== undefined,
        template: messages.rules.template ?? null,
      }
    : null,
  posts: posts ? rulesOf(rulesFor(posts.rules, own)) : null,
})

const rulesOf = ({ media = [], carousel, caption, text }: ContentRules): AccountRules => ({
  text,
  caption: caption ?? null,
  media: media.map((rule) => ({ ...rule, formats: [...rule.formats] })),
  carousel: carousel
    ? { ...carousel, together: carousel.together?.map((kinds) => [...kinds]) ?? null }
    : null,
})
