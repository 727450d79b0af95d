import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A package that one would take instead, as its manual says to use it. */
export interface Peer {
  name: string
  read(text: string): unknown
}

const FOLDER = join(tmpdir(), 'veillee-bench-peers')
const WANTED = ['vader-sentiment@1.1.3', 'natural@8.1.1', 'node-nlp@4.27.0']

/** Installs them outside of the project; what the registry does not give is said to be absent. */
export async function peers(): Promise<Peer[]> {
  mkdirSync(FOLDER, { recursive: true })
  const { status } = spawnSync('npm', [
    'install',
    '--prefix',
    FOLDER,
    '--no-audit',
    '--no-fund',
    '--silent',
    ...WANTED,
  ])
  if (status !== 0) console.log('the registry did not give all of', WANTED.join(', '))
  const load = createRequire(join(FOLDER, 'index.js'))
  const found = [vader(load), naturally(load), await nodeNlp(load)]
  return found.filter((peer) => peer !== null)
}

/** The module, or null with a word where it is absent. */
function loaded(load: NodeJS.Require, name: string) {
  try {
    return load(name)
  } catch {
    console.log(`${name}: absent`)
    return null
  }
}

function vader(load: NodeJS.Require): Peer | null {
  const module = loaded(load, 'vader-sentiment')
  if (!module) return null
  const { SentimentIntensityAnalyzer } = module
  return {
    name: 'vader-sentiment (English sentiment by a list)',
    read: (text) => SentimentIntensityAnalyzer.polarity_scores(text),
  }
}

function naturally(load: NodeJS.Require): Peer | null {
  const module = loaded(load, 'natural')
  if (!module) return null
  const words = new module.WordTokenizer()
  const analyzer = new module.SentimentAnalyzer('French', undefined, 'pattern')
  return {
    name: 'natural (French sentiment by a list)',
    read: (text) => analyzer.getSentiment(words.tokenize(text)),
  }
}

async function nodeNlp(load: NodeJS.Require): Promise<Peer | null> {
  const module = loaded(load, 'node-nlp')
  if (!module) return null
  const guess = new module.Language()
  const sentiment = new module.SentimentAnalyzer({ language: 'fr' })
  return {
    name: 'node-nlp (language, sentiment by a list)',
    read: (text) => {
      guess.guessBest(text)
      return sentiment.getSentiment(text, 'fr')
    },
  }
}
