import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueItem, QueueRule } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { QuickDialog } from '../../kit/quick-dialog.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { rulesQuery } from './queries.ts'
import classes from './queue.module.css'
import type { Choice } from './use-queue.ts'

interface Props {
  item: QueueItem
  onJudge(choice: Choice): void
  onClose(): void
}

function Rules({ rules, item, onJudge }: { rules: QueueRule[] } & Pick<Props, 'item' | 'onJudge'>) {
  const { t } = useTranslation('queue')
  const { locale } = useFormat()
  const [ruleId, setRuleId] = useState(item.rule?.id ?? rules[0]?.id ?? '')
  const sanctions = rules.find(({ id }) => id === ruleId)?.sanctions ?? []
  const [wanted, setWanted] = useState<string>(item.rule?.sanction ?? '')
  const sanction = sanctions.find((one) => one === wanted) ?? sanctions[0]
  return (
    <form
      className={classes.rules}
      onSubmit={(event) => {
        event.preventDefault()
        if (sanction) onJudge({ ruleId, sanction })
      }}
    >
      <NativeSelect
        label={t('dialog.rule')}
        value={ruleId}
        data={rules.map(({ id, title }) => ({ value: id, label: wordsIn(title, locale) }))}
        onChange={(event) => setRuleId(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        label={t('dialog.sanction')}
        description={t('dialog.told')}
        value={sanction ?? ''}
        data={sanctions.map((value) => ({ value, label: t(`sanction.${value}`) }))}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <div className="buttons">
        <Button type="submit">{t('dialog.act')}</Button>
      </div>
    </form>
  )
}

/** Another rule than the one that is proposed, or another of what it allows. */
export function RuleDialog({ item, onJudge, onClose }: Props) {
  const { t } = useTranslation('queue')
  const query = useQuery(rulesQuery)
  return (
    <QuickDialog label={t('dialog.title')} titled onClose={onClose}>
      <Loaded query={query}>
        {(rules) =>
          rules && rules.length > 0 ? (
            <Rules rules={rules} item={item} onJudge={onJudge} />
          ) : (
            <p className={classes.rules}>{t('no_charter')}</p>
          )
        }
      </Loaded>
    </QuickDialog>
  )
}
