import type {
  BothWords,
  Service,
  ServiceProposal,
  ServiceSettings,
  ServiceTool,
} from '../../../server/api.ts'

/** A service as it is being set. */
export interface Value extends ServiceSettings {
  /** Of the tool, where it is given anew. */
  token: string
}

/** What a proposal makes of a service, in the language of the workspace; its addresses are still to be given. */
export function fromProposal({ name, reasons, fields, timing }: ServiceProposal, locale: 'fr' | 'en'): Value {
  return {
    name: name[locale],
    emails: [],
    manager: null,
    locale,
    reasons,
    fields,
    timing,
    tool: null,
    token: '',
  }
}

/** One without reasons or form, with the plan of another. */
export function blank(proposal: ServiceProposal, locale: 'fr' | 'en', id: string): Value {
  const reasons = [{ id, words: { fr: 'Autre', en: 'Other' } }]
  return { ...fromProposal(proposal, locale), name: '', reasons, fields: [] }
}

export function fromService({ id: _, hasToken: _token, archived: _archived, ...settings }: Service): Value {
  return { ...settings, token: '' }
}

/** Addresses as they are written, one a line or separated by commas. */
export function addressesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))]
}

/** Choices as they are written: one a line, `French | English`; without a bar the same in both. */
export function choicesIn(text: string): BothWords[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([fr, en]) => fr || en)
    .map(([fr = '', en]) => ({ fr, en: en || fr }))
}

export function choiceLines(choices: readonly BothWords[] = []): string {
  return choices.map(({ fr, en }) => (fr === en ? fr : `${fr} | ${en}`)).join('\n')
}

/** With one of them a place further up or down. */
export function shifted<T>(all: readonly T[], index: number, by: 1 | -1): T[] {
  const next = [...all]
  const [one] = next.splice(index, 1)
  if (one !== undefined) next.splice(Math.max(0, index + by), 0, one)
  return next
}

const URLS = { github: 'https://api.github.com', gitlab: 'https://gitlab.com', jira: 'https://' }

/** A tool of another kind begins anew. */
export function toolOf(kind: string | null): ServiceTool | null {
  const words = { project: '', title: '', body: '' }
  if (kind === 'jira') return { kind, url: URLS.jira, user: '', type: 'Task', ...words }
  if (kind === 'github' || kind === 'gitlab') return { kind, url: URLS[kind], ...words }
  return null
}

/** As the API takes it. */
export function bodyOf({ token, ...settings }: Value): object {
  return {
    ...settings,
    manager: settings.manager?.trim() || null,
    ...(token.trim() ? { token: token.trim() } : {}),
  }
}
