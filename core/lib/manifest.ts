/**
 * What a platform is, as data: settings, dialogs, checks and the API are drawn from it. Its texts are English; their French stands beside it,
 * in `words.fr.json`.
 */
export interface Manifest {
  /** What rows and addresses call it; also the name of its folder. */
  id: string
  name: string
  /** The path of an icon (SVG, `d`), drawn as a line on a grid of 20 × 20. */
  icon: string
  vars: {
    /** Where its API is: the variable that moves it, and where it is without one. */
    apiUrl: { key: string; default: string }
    /** What an operator gives the installation. While one is missing, the platform is not set up. */
    secrets: readonly SecretVar[]
  }
  /** The ways to connect an account. */
  connect: readonly [Flow, ...Flow[]]
}

export interface SecretVar {
  key: string
  /** Where an operator finds or makes it. */
  how: string
}

/** Somebody fills in a form. */
export interface Flow {
  kind: 'fields'
  fields: readonly Field[]
}

export interface Field {
  /** Where it stands in the body that connects an account: `externalId`, or a key of `credentials`. */
  in: 'externalId' | 'credentials'
  key: string
  label: string
  hint: string
  /** Not shown as it is typed, and asked for again when the account is connected anew. */
  secret: boolean
  optional?: boolean
  /** What all of it must look like, as a regular expression, and what is said of anything else. */
  pattern?: { regex: string; problem: string }
}

/** Variables and secrets of the installation that belong to platforms, by name. */
export type Settings = Readonly<Record<string, string | undefined>>

/** The secrets that an operator has still to give. */
export const missingSecrets = ({ vars }: Pick<Manifest, 'vars'>, settings: Settings): readonly SecretVar[] =>
  vars.secrets.filter(({ key }) => !settings[key])
