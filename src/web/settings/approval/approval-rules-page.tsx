import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalKind, ApprovalRule, ApprovalRules } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { LooseNotice } from '../../approval/loose.tsx'
import { approvalRulesQuery } from '../../approval/queries.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import classes from '../assignment/assignment.module.css'
import { isVacant, isWhole, KINDS, moved, newRule } from './rule.ts'
import { RuleLine } from './rule-line.tsx'
import { useMemberName, useSays } from './says.ts'
import { TrialBox } from './trial.tsx'
import { Vacant } from './vacant.tsx'

/** For who does not set rules: what they say. */
function ReadRules({ kept }: { kept: ApprovalRules }) {
  const { t } = useTranslation('approval-rules')
  const says = useSays()
  const nameOf = useMemberName()
  const on = kept.rules.filter((rule) => rule.enabled)
  return (
    <section className="sheet" aria-labelledby="approval-rules">
      <h2 id="approval-rules">{t('rules.title')}</h2>
      {on.length === 0 ? (
        <p>{t('rules.none')}</p>
      ) : (
        <ol>
          {on.map((rule) => (
            <li key={rule.id}>
              <strong>{rule.name}</strong>: {says(rule)}
              <Vacant rule={rule} approvers={kept.approvers} nameOf={nameOf} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function useRules(kept: ApprovalRules) {
  const { t } = useTranslation('approval-rules')
  const client = useQueryClient()
  const [rules, setRules] = useState(kept.rules)
  const save = useMutation({
    mutationFn: () => api.put<ApprovalRules>('/approval-rules', { revision: kept.revision, rules }),
    onSuccess(saved) {
      client.setQueryData(approvalRulesQuery.queryKey, saved)
      setRules(saved.rules)
      // What a rule held that is off now is said at once.
      void client.invalidateQueries({ queryKey: ['approvals'] })
      const vacant = saved.rules.filter((rule) => rule.enabled && isVacant(rule, saved.approvers)).length
      sayDone(vacant > 0 ? t('rules.saved_vacant', { count: vacant }) : t('rules.saved'))
    },
  })
  const change = (id: string, some: Partial<ApprovalRule>) =>
    setRules((all) => all.map((rule) => (rule.id === id ? { ...rule, ...some } : rule)))
  return { rules, setRules, save, change }
}

function AddRule({ onAdd }: { onAdd(kind: ApprovalKind): void }) {
  const { t } = useTranslation('approval-rules')
  return (
    <NativeSelect
      label={t('rules.add')}
      value=""
      data={[
        { value: '', label: t('rules.choose') },
        ...KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
      ]}
      onChange={(event) => {
        const kind = KINDS.find((one) => one === event.currentTarget.value)
        if (kind) onAdd(kind)
      }}
    />
  )
}

function Rules({ kept }: { kept: ApprovalRules }) {
  const { t } = useTranslation('approval-rules')
  const { rules, setRules, save, change } = useRules(kept)
  const whole = rules.every(isWhole)
  return (
    <section className="sheet stack" aria-labelledby="approval-rules">
      <h2 id="approval-rules">{t('rules.title')}</h2>
      <p className="hush">{t('rules.lead')}</p>
      {rules.length === 0 && <p>{t('rules.none')}</p>}
      <ol className={classes.rules}>
        {rules.map((rule, place) => (
          <RuleLine
            key={rule.id}
            rule={rule}
            place={place}
            count={rules.length}
            approvers={kept.approvers}
            roles={kept.roles}
            onChange={(some) => change(rule.id, some)}
            onMove={(by) => setRules((all) => moved(all, rule.id, by))}
            onRemove={() => setRules((all) => all.filter((one) => one.id !== rule.id))}
          />
        ))}
      </ol>
      <AddRule
        onAdd={(kind) => setRules((all) => [...all, newRule(crypto.randomUUID(), kind, t(`kind.${kind}`))])}
      />
      <TrialBox rules={rules} whole={whole} />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button loading={save.isPending} disabled={!whole} onClick={() => save.mutate()}>
          {t('rules.save')}
        </Button>
      </div>
    </section>
  )
}

/** Which answers wait for approval, whose, and for how long. */
export function ApprovalRulesPage() {
  const { t } = useTranslation('approval-rules')
  const canManage = useCan('team:manage')
  const query = useQuery(approvalRulesQuery)
  return (
    <div className="page page-narrow">
      <PageHeader title={t('settings.title')} lead={t('settings.lead')}>
        <Link to="/approvals">{t('to_queue')}</Link>
      </PageHeader>
      <LooseNotice />
      <Loaded query={query} skeleton={<Rows count={3} height={120} />}>
        {(kept) => (canManage ? <Rules kept={kept} /> : <ReadRules kept={kept} />)}
      </Loaded>
    </div>
  )
}
