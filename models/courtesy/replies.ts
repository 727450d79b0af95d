import { createHash } from 'node:crypto'
import { csv, jsonl } from '../data.ts'

/** Where a reply was found: how it is written depends on it, so that each is sampled for itself. */
type Stratum =
  | 'chat-opening'
  | 'chat-closing'
  | 'chat-short'
  | 'chat-long'
  | 'review-fr'
  | 'review-en'
  | 'tweet-en'

/** A reply that a shop, a bank or an airline really sent; its text stays in ../shared/data. */
export interface Reply {
  /** First half of the SHA-256 of the text, by which its labels know it. */
  hash: string
  stratum: Stratum
  text: string
  /** What it answers, where the set tells. */
  asked: string
}

interface Dialogue {
  turns: { role: string; text: string }[]
}

/** The sets that the replies come from, beside the repository. */
export const SETS = [
  'french-text/shop_chat_dialogues.jsonl',
  'french-text/trustpilot_bank_train.csv',
  'french-text/trustpilot_bank_dev.csv',
  'us-airline-sentiment/train.csv',
  'us-airline-sentiment/dev.csv',
]

const SIZES: Record<Stratum, number> = {
  'chat-opening': 25,
  'chat-closing': 75,
  'chat-short': 45,
  'chat-long': 90,
  'review-fr': 110,
  'review-en': 10,
  'tweet-en': 80,
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Half of the labels judge and are never looked at while rules are mended: told by the hash alone. */
export function isKeptBack(hash: string): boolean {
  return Number.parseInt(hash.at(-1) ?? '0', 16) % 2 === 1
}

/** Replies to label: of each stratum the first so many by a hash with a seed, so that anyone draws the same. */
export function sample(): Reply[] {
  const drawn = new Map<string, Reply & { rank: string }>()
  for (const found of [...chats(), ...reviews(), ...tweets()]) {
    const hash = hashOf(found.text)
    const form = formOf(found.text)
    if (/\p{L}/u.test(form) && !drawn.has(form)) {
      drawn.set(form, { ...found, hash, rank: hashOf(`veillée 2026 ${hash}`) })
    }
  }
  const ranked = [...drawn.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1))
  return Object.entries(SIZES).flatMap(([stratum, size]) =>
    ranked
      .filter((reply) => reply.stratum === stratum)
      .slice(0, size)
      .map(({ rank: _, ...reply }) => reply),
  )
}

/** A canned answer is one answer: names, addresses and figures are what differs in it. */
function formOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/https?:\S+|_\w+_|[^\p{L}]+/gu, ' ')
    .trim()
}

type Found = Omit<Reply, 'hash'>

function chats(): Found[] {
  return jsonl<Dialogue>('french-text/shop_chat_dialogues.jsonl').flatMap(({ turns }) => {
    const last = turns.findLastIndex((turn) => turn.role === 'agent')
    return turns.flatMap(({ role, text }, i): Found[] => {
      if (role !== 'agent' || !text.trim()) return []
      const stratum =
        i === 0 ? 'chat-opening' : i === last ? 'chat-closing' : text.length < 60 ? 'chat-short' : 'chat-long'
      const before = turns.slice(Math.max(0, i - 3), i).filter((turn) => turn.role === 'customer')
      return [{ stratum, text, asked: before.map((turn) => turn.text).join(' ') }]
    })
  })
}

function reviews(): Found[] {
  return ['train', 'dev'].flatMap((part) =>
    csv(`french-text/trustpilot_bank_${part}.csv`).flatMap((row): Found[] => {
      const { language, reply = '', title = '', text = '' } = row
      if (!reply.trim() || (language !== 'fr' && language !== 'en')) return []
      return [{ stratum: `review-${language}`, text: reply, asked: `${title} ${text}` }]
    }),
  )
}

/** Answers of airlines, as passengers quoted them: “@airline: @passenger …” */
function tweets(): Found[] {
  const quoted =
    /(?:[“"]\s*|RT [“"]?)@(?:jetblue|united|southwestair|americanair|usairways|virginamerica): ?(@\w+ [^”"]{12,})/i
  return ['train', 'dev'].flatMap((part) =>
    csv(`us-airline-sentiment/${part}.csv`).flatMap((row): Found[] => {
      const text = quoted.exec(row.text ?? '')?.[1]?.trim()
      return text ? [{ stratum: 'tweet-en', text, asked: '' }] : []
    }),
  )
}
