import refusals from './refusals.fr.json'

/**
 * French translations of refusals, of what platforms say of calls that failed (`words.fr.json` of their folders), and of the words with which
 * they ask for an account (`connect.fr.json`).
 */
const ofPlatforms = import.meta.glob<Record<string, string>>(
  '../../../connectors/*/{connect,words}.fr.json',
  {
    eager: true,
    import: 'default',
  },
)

export const refused: Readonly<Record<string, string>> = Object.assign(
  {},
  refusals,
  ...Object.values(ofPlatforms),
)
