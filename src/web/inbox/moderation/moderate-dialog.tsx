import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActMark, ModerationCase, Sanction } from '../../../server/api.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { QuickDialog } from '../../kit/quick-dialog.tsx'
import { caseQuery } from '../../moderation/act/queries.ts'
import { useAct } from '../../moderation/act/use-act.ts'
import { markOf } from './fold.ts'

interface Props {
  activityId: string
  onClose(): void
}

/** By which rule, for which words, what the author is told: all of it before anything is done. */
export function ModerateDialog({ activityId, onClose }: Props) {
  const { t } = useTranslation('moderation')
  const query = useQuery(caseQuery(activityId))
  return (
    <QuickDialog label={t('dialog.title')} titled onClose={onClose}>
      <Loaded query={query}>
        {(one) =>
          one.charter === null ? (
            <div className="stack">
              <p>{t('dialog.no_charter')}</p>
              <p>
                <Link to="/moderation/charter">{t('dialog.to_charter')}</Link>
              </p>
            </div>
          ) : (
            <Form one={one} onClose={onClose} />
          )
        }
      </Loaded>
    </QuickDialog>
  )
}

function useOrder(one: ModerationCase) {
  const offered = one.kinds.filter(({ kind }) => one.rules.some(({ sanctions }) => sanctions.includes(kind)))
  const [wantedKind, setKind] = useState<Sanction>('hide')
  const way = offered.find(({ kind }) => kind === wantedKind) ?? offered[0]
  const rules = one.rules.filter(({ sanctions }) => way && sanctions.includes(way.kind))
  const [wantedRule, setRule] = useState('')
  const rule = rules.find(({ id }) => id === wantedRule) ?? rules[0]
  const usual = (way && rule?.notices[way.kind]) ?? ''
  const [written, setWritten] = useState<string>()
  return { offered, way, setKind, rules, rule, setRule, notice: written ?? usual, setWritten }
}

function Form({ one, onClose }: { one: ModerationCase; onClose(): void }) {
  const { t } = useTranslation('moderation')
  const order = useOrder(one)
  const { offered, way, rules, rule, notice } = order
  const said = one.text ?? one.title ?? ''
  const [mark, setMark] = useState<ActMark>({
    in: one.text === null ? 'title' : 'text',
    start: 0,
    end: said.length,
  })
  const work = useAct(onClose)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!way || !rule) return
    const told = one.notice.account ? { notice } : {}
    const body = { activityId: one.activityId, kind: way.kind, ruleId: rule.id, mark, ...told }
    work.mutate({ path: '', body })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <NativeSelect
        label={t('dialog.kind')}
        value={way?.kind ?? ''}
        data={offered.map(({ kind }) => ({ value: kind, label: t(`kind.${kind}`) }))}
        onChange={(event) => order.setKind(event.currentTarget.value as Sanction)}
        data-autofocus
      />
      <NativeSelect
        label={t('dialog.rule')}
        value={rule?.id ?? ''}
        data={rules.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(event) => order.setRule(event.currentTarget.value)}
      />
      <Textarea
        label={t('dialog.mark')}
        description={t('dialog.mark_help')}
        readOnly
        autosize
        minRows={2}
        maxRows={8}
        value={said}
        onSelect={(event) => {
          const { selectionStart, selectionEnd } = event.currentTarget
          setMark({ ...mark, ...markOf(said, selectionStart, selectionEnd) })
        }}
      />
      <p>
        {t('dialog.marked')} <mark>{said.slice(mark.start, mark.end)}</mark>
      </p>
      {one.notice.account ? (
        <Textarea
          label={t('dialog.notice')}
          description={t(one.notice.inPublic ? 'dialog.notice_public' : 'dialog.notice_private', {
            account: one.notice.account,
          })}
          lang={one.notice.lang}
          autosize
          minRows={3}
          maxLength={5000}
          value={notice}
          onChange={(event) => order.setWritten(event.currentTarget.value)}
        />
      ) : (
        <p>{t('dialog.notice_none')}</p>
      )}
      {way && (
        <p className="notice">
          {way.kind === 'blur'
            ? t('dialog.blurs')
            : t(`dialog.scope.${way.scope}`, { account: way.account ?? '' })}{' '}
          {way.critical && t(`critical.${way.critical}`)}
        </p>
      )}
      <ProblemNotice error={work.error} />
      <div className="buttons">
        <Button type="submit" loading={work.isPending} disabled={!way || !rule || said === ''}>
          {t(way?.critical ? 'dialog.propose' : 'dialog.do')}
        </Button>
      </div>
    </form>
  )
}
