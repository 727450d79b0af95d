import type { Charter, Words } from './charter.ts'

export type Lack = 'no-rules' | 'no-title' | 'no-rule-title' | 'no-explanation'

/** What is missing before anybody can be held to it, with the rule where it is one's. */
export function lacksOf({ title, rules }: Charter): { lack: Lack; rule?: string }[] {
  const silent = (one: Words) => !one.fr && !one.en
  return [
    ...(silent(title) ? [{ lack: 'no-title' as const }] : []),
    ...(rules.length === 0 ? [{ lack: 'no-rules' as const }] : []),
    ...rules.flatMap((rule) => [
      ...(silent(rule.title) ? [{ lack: 'no-rule-title' as const, rule: rule.id }] : []),
      ...(silent(rule.explanation) ? [{ lack: 'no-explanation' as const, rule: rule.id }] : []),
    ]),
  ]
}
