import type { Delta, Task } from './delta/index.ts'
import { intentPrint, urgencyPrint } from './intent/index.ts'
import { SENTIMENTS, type Sentiment, type Toxicity, type Understanding } from './reading.ts'
import { sentimentModel } from './sentiment/index.ts'
import { toxicityModel } from './toxicity/index.ts'

const PRINTS: Record<Task, (lang: string) => string | null> = {
  sentiment: (lang) => sentimentModel(lang)?.print ?? null,
  toxicity: (lang) => toxicityModel(lang)?.print ?? null,
  intent: intentPrint,
  urgency: urgencyPrint,
}

/** What gives a verdict, by the very bytes, so that what was learnt beside it is not put on that of another; null: nothing. */
export function madeBy(task: Task, lang: string): string | null {
  return PRINTS[task](lang)
}

/** A reading with other probabilities for one of its verdicts, and the verdict that follows from them. */
export function withVerdict(
  reading: Understanding,
  { task, name }: Pick<Delta, 'task' | 'name'>,
  p: Record<string, number>,
): Understanding {
  const by = `${reading.by}+${name}`
  if (task === 'sentiment') return { ...reading, by, sentiment: likeliest(p), p: sentiments(p) }
  if (task === 'toxicity')
    return { ...reading, by, toxicity: reading.toxicity && scaled(reading.toxicity, p.toxic ?? 0) }
  if (task === 'intent') {
    const label = mostOf(p)
    return { ...reading, by, intent: reading.intent && { ...reading.intent, label, p } }
  }
  const levels: [number, number, number] = [p['0'] ?? 0, p['1'] ?? 0, p['2'] ?? 0]
  return { ...reading, by, urgency: { level: levels.indexOf(Math.max(...levels)), p: levels } }
}

function sentiments(p: Record<string, number>): Record<Sentiment, number> {
  return { positive: p.positive ?? 0, neutral: p.neutral ?? 0, negative: p.negative ?? 0 }
}

export function likeliest(p: Record<string, number>): Sentiment {
  return SENTIMENTS.reduce((best, next) => ((p[next] ?? 0) > (p[best] ?? 0) ? next : best), 'neutral')
}

function mostOf(p: Record<string, number>): string {
  return Object.entries(p).reduce((best, next) => (next[1] > best[1] ? next : best), ['', -1] as [
    string,
    number,
  ])[0]
}

/** The kinds keep their shares of the whole. */
function scaled(toxicity: Toxicity, p: number): Toxicity {
  const { insult, hate, threat, sexual } = toxicity
  const kind = (was: number) => (toxicity.p > 0 ? Math.min(1, was / toxicity.p) * p : 0)
  return {
    ...toxicity,
    p,
    insult: kind(insult),
    hate: kind(hate),
    threat: kind(threat),
    sexual: kind(sexual),
  }
}
