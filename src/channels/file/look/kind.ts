import { invalid } from '../../../../lib/errors/index.ts'
import { isJson } from '../json/json.ts'
import type { Format } from '../row.ts'
import type { EncodingGuess } from '../text/encoding.ts'

const SIGNATURES: [string, string][] = [
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['47494638', 'GIF'],
  ['1f8b', 'GZIP'],
  ['526172211a', 'RAR'],
  ['377abcaf271c', '7-Zip'],
  ['28b52ffd', 'Zstandard'],
  ['7f454c46', 'ELF'],
  ['4d5a9000', 'EXE'],
]

/**
 * What a file is, by its content and never by its name.
 * @throws Problem `import_empty`, `import_xls` (the old Excel, or a workbook with a password), `import_format`
 */
export function formatOf(head: Uint8Array, encoding: EncodingGuess): Format {
  if (head.length === 0) throw invalid('import_empty')
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex')
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'xlsx'
  if (hex === 'd0cf11e0a1b11ae1') throw invalid('import_xls')
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature))
  if (known) throw invalid('import_format', { kind: known[1] })
  const text = new TextDecoder(encoding.encoding).decode(head)
  if (text.trim() === '') throw invalid('import_empty')
  if (looksBinary(text)) throw invalid('import_format', { kind: '?' })
  if (/^\s*(<!doctype html|<html|<\?xml)/i.test(text)) throw invalid('import_format', { kind: 'HTML' })
  return isJson(text) ? 'jsonl' : 'csv'
}

/** Text has no control characters but those that lay it out. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 4096)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0
  return odd > sample.length / 50
}
