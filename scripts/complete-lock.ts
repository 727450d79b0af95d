/**
 * Gives package-lock.json the platform packages that npm left out of it: it drops those it cannot fetch where it runs
 * (npm/cli#4828), and `npm ci` then refuses the lock on every machine. Run it after each `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { missingPackages } from './lock.ts'

const PATH = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(PATH, 'utf8'))
const missing = missingPackages(lock.packages)
const packages = { ...lock.packages, ...missing }
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${Object.keys(missing).length} packages added`)
