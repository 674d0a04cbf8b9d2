import { dataSets } from './data-sets.ts'

// Prints the data sets for `label.py`.
process.stdout.write(JSON.stringify(dataSets()))
