import type { Platform } from '#core/lib/kernel/schemas.ts'

/** An author's address: where their page is, if it was given, and what the platform calls them. */
export interface Handle {
  handle: string
  url: string | null
}

const ADDRESS = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,}\/.*)$/u

/**
 * Reads a handle as people give it: `@ada`, `ada`, or the address of a page, whose last part is the handle
 * (`https://www.example.com/in/ada/?x=1` → `ada`).
 */
export function readHandle(given: string): Handle {
  const trimmed = given.trim()
  const url = ADDRESS.test(trimmed)
    ? URL.parse(trimmed.includes('://') ? trimmed : `https://${trimmed}`)
    : null
  if (!url) return { handle: trimmed.replace(/^@+/, ''), url: null }
  const parts = url.pathname.split('/').filter(Boolean)
  const last = decoded(parts.at(-1) ?? url.host)
  return { handle: last.replace(/^@+/, ''), url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}

/** Decodes a part of a path; a malformed one stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}

/** Returns the platform whose id is a part of a host's name (`www.example.com`), among these; null when none is. */
export function platformOfHost(host: string, platforms: readonly Platform[]): Platform | null {
  const labels = host.toLowerCase().split('.')
  return platforms.find((id) => labels.slice(0, -1).includes(id)) ?? null
}
