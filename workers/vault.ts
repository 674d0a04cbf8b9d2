import { type Keyring, openVault, type Vault } from '#core/lib/secrets/vault.ts'

const vaults = new WeakMap<Keyring, Vault>()

/** Returns the isolate's vault, made once since deriving keys is slow. */
export function vaultOf(ring: Keyring): Vault {
  const known = vaults.get(ring)
  if (known) return known
  const vault = openVault(ring)
  vaults.set(ring, vault)
  return vault
}
