import ours from './server.fr.json'

/** French translations of the server's English sentences: its own, and those in the platforms' folders. */
const ofPlatforms = import.meta.glob<Record<string, string>>('../../../connectors/*/words.fr.json', {
  eager: true,
  import: 'default',
})

export const words: Readonly<Record<string, string>> = Object.assign({}, ours, ...Object.values(ofPlatforms))
