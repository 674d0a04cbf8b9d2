/** Crockford's base 32: leaves out letters that are easily confused with others when read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Makes a reference such as `ERR-7K2Q9D`. The person quotes it; the log has it beside the error. */
export function newReference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6))
  return `ERR-${Array.from(bytes, (byte) => ALPHABET[byte % 32]).join('')}`
}
