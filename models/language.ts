/**
 * Packs the table of languages in Latin letters of the package `eld` into models/language.bin. Needs it beside:
 * `npm install --no-save eld@2.1.0`, then `node models/language.ts [small|medium|large]`.
 */
import { writeFileSync } from 'node:fs'
import { encodePieces } from '../src/interpret/language/pieces.ts'

const LATIN =
  'ca cs da de en es et eu fi fr hr hu is it lt lv ms nl no pl pt ro sk sl sq sv tl tr vi yo az'.split(' ')

interface Table {
  languages: Record<string, string>
  ngrams: Record<string, Record<string, number>>
}

async function read(size: string): Promise<{ table: Table; dictionary: string[] }> {
  const folder = process.env.ELD ?? new URL('../node_modules/eld', import.meta.url).href
  try {
    const [{ ngramsData }, { dictionary }] = await Promise.all([
      import(`${folder}/src/ngrams/${size}.js`),
      import(`${folder}/src/dictionary.js`),
    ])
    return { table: ngramsData, dictionary }
  } catch {
    process.stderr.write('The package eld is absent: npm install --no-save eld@2.1.0\n')
    process.exit(2)
  }
}

const size = process.argv[2] ?? 'small'
const { table, dictionary } = await read(size)
/** The package writes a byte as a letter of its own. */
const byteOf = new Map<string, number>([[' ', 0x20]])
dictionary.forEach((letter, byte) => {
  if (letter !== ' ') byteOf.set(letter, byte)
})
const rows = Object.entries(table.ngrams).flatMap(([piece, scores]) => {
  const says = Object.entries(scores).flatMap(([id, score]): [number, number][] => {
    const language = LATIN.indexOf(table.languages[id] ?? '')
    return language < 0 ? [] : [[language, score]]
  })
  return says.length === 0
    ? []
    : [{ piece: Uint8Array.from(piece, (letter) => byteOf.get(letter) ?? 0x20), says }]
})
const bytes = encodePieces(LATIN, rows)
writeFileSync(new URL('language.bin', import.meta.url), bytes)
process.stdout.write(`${size}: ${rows.length} pieces, ${Math.round(bytes.length / 1024)} kB\n`)
