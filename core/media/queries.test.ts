import { expect, it } from 'vitest'
import { openVault, parseKeyring } from '#core/lib/secrets/vault.ts'
import { linkTo, openLink } from './queries.ts'

const vaultOf = (byte: number) => openVault(parseKeyring(Buffer.alloc(32, byte).toString('base64')))
const begun = Date.parse('2026-11-21T12:00:00Z')
const at = (ms: number, byte = 1) => ({
  vault: vaultOf(byte),
  publicUrl: 'https://api.example',
  now: () => new Date(begun + ms),
})
const file = { objectName: 'ws/été.jpg', mimeType: 'image/jpeg', sizeBytes: 12 }

/** Makes a link and returns its parts. */
async function parts() {
  const link = await linkTo(at(0), file)
  const [, what = '', proof = ''] = /^https:\/\/api\.example\/files\/([\w-]+)\/([\w.-]+)$/.exec(link) ?? []
  return { what, proof }
}

it('a link opens its own file for an hour, and nothing after that', async () => {
  expect(await openLink(at(3_599_000), await parts())).toEqual(file)
  await expect(openLink(at(3_600_000), await parts())).rejects.toMatchObject({ kind: 'not_found' })
})

it('a link that was altered, or made by another installation, opens nothing', async () => {
  const { what, proof } = await parts()
  const other = Buffer.from(JSON.stringify(['ws/other.jpg', 'image/jpeg', 12, begun * 2])).toString(
    'base64url',
  )
  for (const forged of [
    { what: other, proof },
    { what, proof: `${proof.slice(0, -1)}_` },
    { what, proof: 'x' },
  ])
    await expect(openLink(at(0), forged)).rejects.toMatchObject({ kind: 'not_found' })
  await expect(openLink(at(0, 2), { what, proof })).rejects.toMatchObject({ kind: 'not_found' })
})
