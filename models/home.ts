/**
 * Keeps hashes of the words of posts that the models of sentiment were made with, by which a workspace's corrections are
 * told from talk in general: `node models/home.ts`. Reads ../shared/data, writes models/home-<lang>.bin.
 */
import { writeFileSync } from 'node:fs'
import { encodeHome, wordsOf } from '../src/interpret/delta/index.ts'
import { tokenize } from '../src/interpret/token.ts'
import { csv, demand, unescaped } from './data.ts'

/** The rest is left for measuring (`bench/corrections.ts`). */
export const KEPT = 1200

if (import.meta.main) {
  for (const [lang, name] of [
    ['fr', 'french'],
    ['en', 'english'],
  ] as const) {
    demand([`umsab-sentiment/${name}_train.csv`])
    const rows = csv(`umsab-sentiment/${name}_train.csv`).slice(0, KEPT)
    const bytes = encodeHome(rows.map(({ text = '' }) => wordsOf(tokenize(unescaped(text)))))
    writeFileSync(new URL(`home-${lang}.bin`, import.meta.url), bytes)
    console.log(`home-${lang}: ${rows.length} texts, ${Math.round(bytes.length / 1024)} kB`)
  }
}
