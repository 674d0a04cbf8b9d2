import type { Connector } from '#core/lib/connector.ts'
import type { Ctx } from '#core/lib/context.ts'
import type { AccountCapabilities, PlatformInfo } from '../schemas.ts'
import { accountOf } from './templates.ts'

/** Every platform that Chorus speaks to, also those that this installation is not set up for. */
export const listPlatforms = ({ platforms }: Ctx): { items: PlatformInfo[] } => ({
  items: platforms.map(infoOf),
})

/** What an account's platform takes, for a screen that says so before anything is sent. */
export async function getCapabilities(ctx: Ctx, id: string): Promise<AccountCapabilities> {
  const { platform } = await accountOf(ctx, id)
  return limitsOf(ctx.connector(platform))
}

function infoOf(connector: Connector): PlatformInfo {
  const { manifest, missing, publish, message, templates } = connector
  const { id, name, icon, connect } = manifest
  return {
    id,
    name,
    icon,
    connect: connect.map(({ kind, fields }) => ({
      kind,
      fields: fields.map(({ pattern: _, optional = false, ...field }) => ({ ...field, optional })),
    })),
    parts: [
      ...(message ? ['messages' as const] : []),
      ...(publish ? ['posts' as const] : []),
      ...(templates ? ['templates' as const] : []),
    ],
    limits: limitsOf(connector),
    missing: missing.map((secret) => ({ ...secret })),
  }
}

function limitsOf({ capabilities }: Connector): AccountCapabilities {
  const { media = [], carousel, caption, templates = false, text } = capabilities
  return {
    text,
    caption: caption ?? null,
    media: media.map((rule) => ({ ...rule, formats: [...rule.formats] })),
    carousel: carousel
      ? { ...carousel, together: carousel.together?.map((kinds) => [...kinds]) ?? null }
      : null,
    templates,
  }
}
