/**
 * Precision and recall of the four elements of courtesy, on replies of shops, a bank and airlines that were labelled
 * before the rules were read, and on cases written by another hand; how far two readings of the labeller agree.
 * `node bench/courtesy.ts`; with `--show`, what is wrong in the half that rules may be mended by.
 */
import { existsSync, readFileSync } from 'node:fs'
import { kappaOf, precisionOf, recallOf, tallyOf } from '../models/courtesy/measure.ts'
import { isKeptBack, SETS, sample } from '../models/courtesy/replies.ts'
import { ASIDE, type Aside } from '../src/interpret/courtesy/fixtures/aside.ts'
import { courtesyOf, ELEMENTS } from '../src/interpret/courtesy/index.ts'

type Element = (typeof ELEMENTS)[number]
interface Case {
  text: string
  asked: string
  lang: string
  has: Set<Element>
  sober: boolean | undefined
  hash: string
}

const LETTERS: Record<string, Element> = { g: 'greeting', f: 'farewell', t: 'thanks', s: 'smile' }

function labels(name: string): Map<string, { has: Element[]; sober?: boolean }> {
  const lines = readFileSync(new URL(`../models/courtesy/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return new Map(lines.map((line) => JSON.parse(line)).map(({ id, ...label }) => [id, label]))
}

function written(lang: 'fr' | 'en'): Case[] {
  return ASIDE[lang].map(({ text, has, asked = '', sober = false }: Aside) => ({
    text,
    asked,
    lang,
    sober,
    hash: '',
    has: new Set([...has].flatMap((letter) => LETTERS[letter] ?? [])),
  }))
}

function drawn(): Case[] {
  const first = labels('labels.jsonl')
  return sample().flatMap(({ hash, text, asked, stratum }) => {
    const label = first.get(hash)
    if (!label) return []
    const lang = stratum.endsWith('en') ? 'en' : 'fr'
    return [{ text, asked, lang, hash, sober: label.sober, has: new Set(label.has) }]
  })
}

const share = (part: number | undefined) => (part === undefined ? '    –' : part.toFixed(3))

function told(name: string, cases: Case[]): void {
  console.log(`\n${name}: ${cases.length} replies`)
  const read = cases.map((one) => ({
    one,
    said: courtesyOf({ text: one.text, lang: one.lang, message: one.asked }),
  }))
  for (const element of ELEMENTS) {
    const tally = tallyOf(
      read.map(({ one, said }) => ({ truth: one.has.has(element), said: said.present[element] })),
    )
    console.log(
      `  ${element.padEnd(9)} precision ${share(precisionOf(tally))} recall ${share(recallOf(tally))}  (${tally.hit} found, ${tally.extra} too many, ${tally.missed} missed)`,
    )
  }
  const asked = read.filter(({ one }) => one.sober !== undefined && one.asked)
  if (asked.length === 0) return
  const tally = tallyOf(
    asked.map(({ one, said }) => ({ truth: one.sober === true, said: said.manner === 'sober' })),
  )
  console.log(
    `  ${'sober'.padEnd(9)} precision ${share(precisionOf(tally))} recall ${share(recallOf(tally))}  (of ${asked.length} that answer something)`,
  )
}

function show(cases: Case[]): void {
  for (const { text, has, lang, asked, sober } of cases) {
    const { present, manner } = courtesyOf({ text, lang, message: asked })
    const wrong = ELEMENTS.filter((one) => present[one] !== has.has(one)).map(
      (one) => `${present[one] ? '+' : '-'}${one}`,
    )
    if (asked && sober !== undefined && sober !== (manner === 'sober'))
      wrong.push(sober ? '-sober' : '+sober')
    if (wrong.length > 0)
      console.log(
        `${wrong.join(' ')} | ${text.replaceAll('\n', ' / ')}${wrong.some((w) => w.endsWith('sober')) ? ` | ${asked.slice(0, 200)}` : ''}`,
      )
  }
}

told('written by another hand, French', written('fr'))
told('written by another hand, English', written('en'))
if (SETS.some((name) => !existsSync(new URL(`../../shared/data/${name}`, import.meta.url)))) {
  console.log('\nskipped: the replies of shops, for want of ../shared/data')
} else {
  const all = drawn()
  const seen = all.filter(({ hash }) => !isKeptBack(hash))
  const kept = all.filter(({ hash }) => isKeptBack(hash))
  for (const lang of ['fr', 'en']) {
    told(
      `half that rules are mended by, ${lang}`,
      seen.filter((one) => one.lang === lang),
    )
    told(
      `half kept back, ${lang}`,
      kept.filter((one) => one.lang === lang),
    )
  }
  told('half kept back, both', kept)
  const second = labels('second.jsonl')
  console.log('\ntwo readings of the labeller')
  for (const element of ELEMENTS) {
    const both = all.filter(({ hash }) => second.has(hash))
    const tally = tallyOf(
      both.map(({ hash, has }) => ({
        truth: has.has(element),
        said: second.get(hash)?.has.includes(element) ?? false,
      })),
    )
    console.log(`  ${element.padEnd(9)} kappa ${kappaOf(tally).toFixed(3)} on ${both.length}`)
  }
  if (process.argv.includes('--show')) show(seen)
}
