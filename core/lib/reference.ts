/** Without letters and digits that are mistaken for each other when read out (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What a person is told to name, such as `ERR-7K2Q9D`: it stands in the log beside what went wrong. */
export function newReference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6))
  return `ERR-${Array.from(bytes, (byte) => ALPHABET[byte % 32]).join('')}`
}
