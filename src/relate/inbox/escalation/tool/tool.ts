import { z } from 'zod'
import { fill } from '../../../../../lib/template/index.ts'

const path = /^[\w.-]+(\/[\w.-]+)+$/
const address = z.url({ protocol: /^https?$/ }).max(500)

/** Where a service keeps what it works on. Its token is sealed beside, never in here. */
export const toolSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('github'),
    url: address.default('https://api.github.com'),
    project: z
      .string()
      .trim()
      .max(200)
      .regex(/^[\w.-]+\/[\w.-]+$/),
    title: z.string().trim().max(300).default(''),
    body: z.string().max(5000).default(''),
  }),
  z.strictObject({
    kind: z.literal('gitlab'),
    url: address.default('https://gitlab.com'),
    project: z.string().trim().max(300).regex(path),
    title: z.string().trim().max(300).default(''),
    body: z.string().max(5000).default(''),
  }),
  z.strictObject({
    kind: z.literal('jira'),
    url: address,
    project: z
      .string()
      .trim()
      .max(50)
      .regex(/^[A-Z][A-Z0-9_]+$/),
    /** Who the token is of, and what is made. */
    user: z.email().max(320),
    type: z.string().trim().min(1).max(100).default('Task'),
    title: z.string().trim().max(300).default(''),
    body: z.string().max(5000).default(''),
  }),
])
export type Tool = z.output<typeof toolSchema>

/** What a template may name, in either language. */
export interface IssueFacts {
  reference: string
  service: string
  reason: string
  question: string
  fields: string
  due: string
  link: string
}

const NAMES: Record<string, keyof IssueFacts> = {
  reference: 'reference',
  référence: 'reference',
  service: 'service',
  reason: 'reason',
  motif: 'reason',
  question: 'question',
  fields: 'fields',
  formulaire: 'fields',
  due: 'due',
  échéance: 'due',
  link: 'link',
  lien: 'link',
}

/** What is made in the tool, in words; `marker` tells it among all others. */
export function issueWords(
  tool: Pick<Tool, 'title' | 'body'>,
  facts: IssueFacts,
  marker: string,
): { title: string; body: string } {
  const value = (name: string) => {
    const key = NAMES[name.toLowerCase()]
    return key && facts[key]
  }
  const title = fill(tool.title || '{{reason}} – {{reference}}', value)
    .replace(/\s+/g, ' ')
    .trim()
  // Values of a template are one line each: what people wrote over several stands after it, as they wrote it.
  const head = tool.body.trim() ? fill(tool.body, value) : ''
  const parts = head ? [head] : [facts.question, facts.fields, facts.due, facts.link]
  return {
    title: cut(title || facts.reference, 250),
    body: `${parts.filter(Boolean).join('\n\n')}\n\n${marker}`,
  }
}

function cut(text: string, most: number): string {
  const signs = [...text]
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text
}

/** One of its own for each escalation, in every issue: by it the issue of a try in doubt is found again. */
export function markerOf(escalationId: string): string {
  return `veillee-${escalationId}`
}
