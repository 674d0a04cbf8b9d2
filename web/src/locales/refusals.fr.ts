import refusals from './refusals.fr.json'

/** French translations of refusals, and of the words with which platforms ask for an account (`connect.fr.json` of their folders). */
const ofPlatforms = import.meta.glob<Record<string, string>>('../../../connectors/*/connect.fr.json', {
  eager: true,
  import: 'default',
})

export const refused: Readonly<Record<string, string>> = Object.assign(
  {},
  refusals,
  ...Object.values(ofPlatforms),
)
