import ours from './server.fr.json'

/** What the server says in English and how it is said in French: its own words, and those in the folders of the platforms. */
const ofPlatforms = import.meta.glob<Record<string, string>>('../../../connectors/*/words.fr.json', {
  eager: true,
  import: 'default',
})

export const words: Readonly<Record<string, string>> = Object.assign({}, ours, ...Object.values(ofPlatforms))
