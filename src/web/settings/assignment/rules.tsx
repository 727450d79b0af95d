import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssignmentRules, AssignmentTeam } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { RuleHead } from '../rule-head.tsx'
import classes from './assignment.module.css'
import { GiveFields } from './give-fields.tsx'
import { rulesQuery } from './queries.ts'
import { bodyOf, type EditedRule, edited, isWhole, moved, newRule } from './rule.ts'
import { TrialBox } from './trial.tsx'
import { WhenFields } from './when-fields.tsx'
import { useWhenWords } from './when-words.ts'

interface LineProps {
  rule: EditedRule
  place: number
  count: number
  team: AssignmentTeam
  onChange(change: Partial<EditedRule>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

function RuleLine({ rule, place, count, team, onChange, onMove, onRemove }: LineProps) {
  const { t } = useTranslation('assignment')
  const name = rule.name.trim() || t('rules.unnamed')
  const words = useWhenWords()
  return (
    <li className={classes.rule} data-off={!rule.enabled || undefined}>
      <RuleHead
        {...{ name: rule.name, enabled: rule.enabled, place, count, onChange, onMove, onRemove }}
        words={{
          name: t('rules.name'),
          enabled: t('rules.enabled', { name }),
          up: t('rules.up', { name }),
          down: t('rules.down', { name }),
          remove: t('rules.remove', { name }),
        }}
      />
      <details className={classes.part}>
        <summary>{words(rule.when)}</summary>
        <div className={classes.fields}>
          <WhenFields when={rule.when} onChange={(some) => onChange({ when: { ...rule.when, ...some } })} />
        </div>
      </details>
      <div className={classes.fields}>
        <GiveFields give={rule.give} team={team} onChange={(give) => onChange({ give })} />
      </div>
    </li>
  )
}

function useRules(kept: AssignmentRules) {
  const { t } = useTranslation('assignment')
  const client = useQueryClient()
  const [rules, setRules] = useState(() => edited(kept.rules))
  const save = useMutation({
    mutationFn: () =>
      api.put<AssignmentRules>('/assignment/rules', { version: kept.version, rules: rules.map(bodyOf) }),
    onSuccess(saved) {
      client.setQueryData(rulesQuery.queryKey, saved)
      setRules(edited(saved.rules))
      sayDone(t('rules.saved'))
    },
  })
  const change = (key: string, some: Partial<EditedRule>) =>
    setRules((all) => all.map((rule) => (rule.key === key ? { ...rule, ...some } : rule)))
  return { rules, setRules, save, change }
}

/** The rules in their order, tried on what came in before they are saved. */
export function Rules({ kept, team }: { kept: AssignmentRules; team: AssignmentTeam }) {
  const { t } = useTranslation('assignment')
  const { rules, setRules, save, change } = useRules(kept)
  const whole = rules.every(isWhole)
  return (
    <section className="sheet stack" aria-labelledby="rules">
      <h2 id="rules">{t('rules.title')}</h2>
      <p className="hush">{t('rules.lead')}</p>
      {rules.length === 0 && <p>{t('rules.none')}</p>}
      <ol className={classes.rules}>
        {rules.map((rule, place) => (
          <RuleLine
            key={rule.key}
            rule={rule}
            place={place}
            count={rules.length}
            team={team}
            onChange={(some) => change(rule.key, some)}
            onMove={(by) => setRules((all) => moved(all, rule.key, by))}
            onRemove={() => setRules((all) => all.filter((one) => one.key !== rule.key))}
          />
        ))}
      </ol>
      <TrialBox rules={rules} whole={whole} />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button
          variant="default"
          onClick={() => setRules((all) => [...all, newRule(crypto.randomUUID(), '')])}
        >
          {t('rules.add')}
        </Button>
        <Button loading={save.isPending} disabled={!whole} onClick={() => save.mutate()}>
          {t('rules.save')}
        </Button>
      </div>
    </section>
  )
}
