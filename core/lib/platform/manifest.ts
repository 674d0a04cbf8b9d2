/**
 * The description of a platform as data: settings, dialogs, checks and the API are derived from it. Its texts are English;
 * their French is beside it, in `words.fr.json`.
 */
export interface Manifest {
  /** Its id in rows and addresses; also the name of its folder. */
  id: string
  name: string
  /** The path of an icon (SVG, `d`), drawn as a line on a grid of 20 × 20. */
  icon: string
  vars: {
    /** The address of its API; absent where there is none. */
    apiUrl?: UrlVar
    /** The address of its sign-in pages, where it differs from that of its API. */
    signInUrl?: UrlVar
    /** The address at which it gives tokens, where that is not the one of its sign-in pages. */
    tokenUrl?: UrlVar
    /** Secrets that an operator gives the installation. While one is missing, the platform is not set up. */
    secrets: readonly SecretVar[]
  }
  /** The version of its API that calls ask for, where it has them, and the day on which the platform ends it (ISO 8601 date). */
  apiVersion?: { name: string; endsOn: string }
  /** Why the team's accounts may not engage with posts there by a machine, where the platform forbids it. */
  engagementRefused?: string
  /** The ways to connect an account. */
  connect: readonly [Flow, ...Flow[]]
}

export interface SecretVar {
  key: string
  /** How an operator finds or creates it. */
  how: string
}

/** An address: the variable that overrides it, and the default. */
export interface UrlVar {
  key: string
  default: string
}

/** A way to connect an account. Dialog, API and emulators are drawn from it. */
export type Flow = FieldsFlow | PageFlow

/** A form that a person fills in. */
export interface FieldsFlow {
  kind: 'fields'
  fields: readonly Field[]
}

/**
 * A page elsewhere, on which a person agrees. `redirect`: the platform's own page (OAuth 2, code flow), which sends the person
 * back with a code. `hosted`: the page of a service in between, which reports by itself when the account is connected.
 */
export interface PageFlow {
  kind: 'redirect' | 'hosted'
  /** Says what is asked for on that page. */
  hint: string
  /** What a person says before they go there, such as the address of their server. Each is one of `credentials`, and no secret. */
  fields?: readonly Field[]
}

export interface Field {
  /** Its place in the request that connects an account: `externalId`, or a key of `credentials`. */
  in: 'externalId' | 'credentials'
  key: string
  label: string
  hint: string
  /** If true, it is hidden while it is typed, and asked for again when the account is reconnected. */
  secret: boolean
  optional?: boolean
  /** The values to choose from, where it is no free text; the first is meant where none is given. */
  choices?: readonly { value: string; label: string }[]
  /** A regular expression that the whole value must match, and the message shown if it does not. */
  pattern?: { regex: string; problem: string }
}

/** Variables and secrets of the installation that belong to platforms, by name. */
export type Settings = Readonly<Record<string, string | undefined>>

/** Lists the addresses of a platform, each of which a variable overrides. */
export const urlsOf = ({ apiUrl, signInUrl, tokenUrl }: Manifest['vars']): readonly UrlVar[] =>
  [apiUrl, signInUrl, tokenUrl].filter((one) => one !== undefined)

/** Lists the secrets that an operator still has to provide. */
export const missingSecrets = ({ vars }: Pick<Manifest, 'vars'>, settings: Settings): readonly SecretVar[] =>
  vars.secrets.filter(({ key }) => !settings[key])
