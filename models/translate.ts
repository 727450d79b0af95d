import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const STEPS = { fr: ['eng-spa', 'es-fr'], en: ['fr-es', 'spa-eng'] }
/** Letters of a text that are put into the other language, where nothing is said. */
const LETTERS = 300

/**
 * English lines in French, or French ones in English, as Debian's `apertium` says them by way of Spanish: poor sentences,
 * but the words that matter. Needs the packages apertium, apertium-eng-spa and apertium-fr-es, for training only.
 */
export function translated(texts: string[], to: keyof typeof STEPS = 'fr', letters = LETTERS): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'veillee-translate-'))
  try {
    // Files, for it opens what it reads by name and can open no pipe of ours.
    let from = join(folder, 'asked')
    writeFileSync(from, `${texts.map((text) => plain(text, letters)).join('\n')}\n`)
    for (const pair of STEPS[to]) {
      const said = join(folder, pair)
      const { status } = spawnSync('apertium', ['-u', '-f', 'line', pair, from, said])
      if (status !== 0) {
        process.stderr.write('Training needs Debian’s apertium, apertium-eng-spa and apertium-fr-es.\n')
        process.exit(2)
      }
      from = said
    }
    return readFileSync(from, 'utf8').split('\n').slice(0, texts.length)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Without what the translator takes for its own marks. */
export function plain(text: string, letters: number): string {
  const bare = text
    .replace(/https?:\/\/\S+|@\w+|#/g, ' ')
    .replace(/&amp;/g, 'and')
    .replace(/[’‘]/g, "'")
    .replace(/[^\x20-\x7e\u00a0-\u024f]/g, ' ')
    .replace(/[[\]{}^$\\/<>~*_|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return bare.slice(0, letters) || '.'
}
