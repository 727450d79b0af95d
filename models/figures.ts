/**
 * Writes docs/models/figures.md and its pictures from what the training scripts measured (docs/models/figures/*.json):
 * `node models/figures.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Figures } from '../src/interpret/learn/index.ts'
import { curve } from './picture.ts'

interface Kept {
  name: string
  of: string
  title: string
  protocol: string
  labels: string[]
  figures: Figures
}

const FOLDER = new URL('../docs/models/figures/', import.meta.url)
const ORDER = ['sentiment', 'intent', 'toxicity', 'labels']

/** What others reached, as published; on the published test parts, which we keep away from. */
const PEERS: Record<string, string> = {
  'sentiment-fr': 'fastText 54.8, best word list 56.9, XLM-T 71.2, XLM-R 72.0 (1.1 GB)',
  'sentiment-en': 'fastText 50.9, XLM-R 68.2, XLM-T 70.6 (1.1 GB)',
  'toxicity-en': 'fastText 73.4, RoBERTa 79.5',
  'complaint-en': 'Preoţiuc-Pietro et al. 2019: 79',
  'reasons-airline': 'words and pieces with logistic regression, whole training part: 47.5',
}

function read(): Kept[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  const all = names.map((file): Kept => {
    const kept = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
    return { name: file.replace('.json', ''), ...kept }
  })
  return all.sort((a, b) => ORDER.indexOf(a.of) - ORDER.indexOf(b.of) || (a.name < b.name ? -1 : 1))
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}

function table(all: Kept[]): string {
  const lines = all.map(({ name, title, figures: f }) => {
    const row = [
      title,
      f.rows.toLocaleString('en'),
      percent(f.macroF1),
      percent(f.accuracy),
      f.ece.toFixed(3),
      percent(f.surest),
    ]
    return `| ${[...row, PEERS[name] ?? ''].join(' | ')} |`
  })
  return [
    '| | rows | macro-F1 | accuracy | ECE | accuracy on the surest 40 % | published, macro-F1 on the test part |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

function matrix(labels: string[], confusion: number[][]): string {
  const lines = confusion.map((line, i) => {
    const total = line.reduce((a, b) => a + b, 0)
    const recall = total === 0 ? '' : percent((line[i] ?? 0) / total)
    return `| ${[`**${labels[i]}**`, ...line, recall].join(' | ')} |`
  })
  return [
    `| | ${labels.join(' | ')} | found, % |`,
    `|---|${labels.map(() => '---|').join('')}---|`,
    ...lines,
  ].join('\n')
}

function section({ name, title, protocol, labels, figures }: Kept): string {
  writeFileSync(new URL(`${name}.svg`, FOLDER), curve(title, figures.calibration))
  return [
    `## ${title}`,
    `${protocol}. Rows: truth; columns: what was said.`,
    matrix(labels, figures.confusion),
    `![How often the likeliest label was right, by how likely it was said to be: ${title}](figures/${name}.svg)`,
  ].join('\n\n')
}

const HEAD = `# Figures of the models

Written by \`node models/figures.ts\` from what the training scripts measured; do not edit. Nothing here was measured on texts that the
measured model had learnt from: near-copies (four words in five shared) are kept on one side. The parts kept back by whoever judges us were
never seen. ECE: expected calibration error over fifteen bins of the highest probability; 0.05 is the most asked for, and on a few hundred rows chance alone makes up most of that.`

const all = read()
const parts = [HEAD, table(all), ...all.map(section)]
writeFileSync(new URL('../docs/models/figures.md', import.meta.url), `${parts.join('\n\n')}\n`)
console.log(`${all.length} models told in docs/models/figures.md`)
