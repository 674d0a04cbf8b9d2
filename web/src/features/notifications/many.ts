/** The API counts up to this number; more is shown as “99+”. */
const MANY = 100

export const counted = (count: number): string => (count >= MANY ? `${MANY - 1}+` : String(count))
