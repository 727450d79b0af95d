import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const STEPS = [
  ['-u', '-f', 'line', 'eng-spa'],
  ['-u', '-f', 'line', 'es-fr'],
]

/**
 * English lines in the French of Debian's `apertium` by way of Spanish: poor sentences, but the words that matter. Needs
 * the packages apertium, apertium-eng-spa and apertium-fr-es, for training only.
 */
export function translated(texts: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'veillee-translate-'))
  try {
    // Files, for it opens what it reads by name and can open no pipe of ours.
    let from = join(folder, 'en')
    writeFileSync(from, `${texts.map(plain).join('\n')}\n`)
    for (const step of STEPS) {
      const to = join(folder, step.at(-1) ?? '')
      const { status } = spawnSync('apertium', [...step, from, to])
      if (status !== 0) {
        process.stderr.write('Training needs Debian’s apertium, apertium-eng-spa and apertium-fr-es.\n')
        process.exit(2)
      }
      from = to
    }
    return readFileSync(from, 'utf8').split('\n').slice(0, texts.length)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Without what the translator takes for its own marks. */
function plain(text: string): string {
  const bare = text
    .replace(/https?:\/\/\S+|@\w+|#/g, ' ')
    .replace(/&amp;/g, 'and')
    .replace(/[’‘]/g, "'")
    .replace(/[^\x20-\x7e\u00a0-\u024f]/g, ' ')
    .replace(/[[\]{}^$\\/<>~*_|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return bare.slice(0, 300) || '.'
}
