import words from './server.fr.json'

export { words }
