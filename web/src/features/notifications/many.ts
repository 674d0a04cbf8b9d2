/** The API counts up to here: what is more is many. */
const MANY = 100

export const counted = (count: number): string => (count >= MANY ? `${MANY - 1}+` : String(count))
