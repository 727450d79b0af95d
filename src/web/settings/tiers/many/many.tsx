import { Button, Checkbox, FileButton, NativeSelect, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CustomerTiers } from '../../../../server/api.ts'
import { IconUpload } from '../../../kit/icons.ts'
import { ProblemNotice } from '../../../kit/problem-notice.tsx'
import { Segmented } from '../../../kit/segmented.tsx'
import { useFormat } from '../../../lib/use-format.ts'
import { Checked } from './checked.tsx'
import { type Brought, isThere } from './file.ts'
import classes from './many.module.css'
import { type TierFileState, useTierFile } from './use-file.ts'

interface Fields {
  tiers: CustomerTiers['tiers']
  brought: Brought
  change(to: Partial<Brought>): void
}

function FileField({ brought, change }: Fields) {
  const { t } = useTranslation('tiers')
  return (
    <>
      <p className="hush small">{t('many.file_help')}</p>
      <div className="buttons-start">
        <FileButton
          onChange={(file) => file && change({ file })}
          accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.json"
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              {t(brought.file ? 'many.other_file' : 'many.choose')}
            </Button>
          )}
        </FileButton>
        {brought.file && <span className={classes.file}>{brought.file.name}</span>}
      </div>
      <Overwrite {...{ brought, change }} />
    </>
  )
}

function Overwrite({ brought, change }: Omit<Fields, 'tiers'>) {
  const { t } = useTranslation('tiers')
  return (
    <Checkbox
      label={t('many.overwrite')}
      description={t('many.overwrite_help')}
      checked={brought.overwrite}
      onChange={(event) => change({ overwrite: event.currentTarget.checked })}
    />
  )
}

function ListField({ tiers, brought, change }: Fields) {
  const { t } = useTranslation('tiers')
  return (
    <>
      <Textarea
        label={t('many.list')}
        description={t('many.list_help')}
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        value={brought.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('many.tier')}
        value={brought.tier}
        data={[
          { value: '', label: t('many.tier_in_line') },
          ...tiers.map(({ id, name }) => ({ value: id, label: name })),
          { value: 'none', label: t('many.none') },
        ]}
        onChange={(event) => change({ tier: event.currentTarget.value })}
      />
      {brought.tier === '' && <Overwrite {...{ brought, change }} />}
    </>
  )
}

function Done({ take, undo }: Pick<TierFileState, 'take' | 'undo'>) {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  const { data } = take
  if (!data) return null
  return (
    <div className="notice stack" role="status">
      <p>{t('many.taken', { count: data.changed, number: format.number(data.changed) })}</p>
      <div className="buttons-start">
        <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(data.change)}>
          {t('many.undo')}
        </Button>
      </div>
    </div>
  )
}

/** Gives tiers to many people at once, from a file or a list: told first, then taken as a whole, and undone as one. */
export function Many({ tiers }: Pick<CustomerTiers, 'tiers'>) {
  const { t } = useTranslation('tiers')
  const { brought, change, aside, setAside, check, take, undo } = useTierFile()
  const fields = { tiers, brought, change }
  const checked = check.data
  return (
    <section className="sheet stack" aria-labelledby="many">
      <h2 id="many">{t('many.title')}</h2>
      <p>{t('many.lead')}</p>
      <div>
        <Segmented
          label={t('many.way')}
          value={brought.way}
          options={(['file', 'list'] as const).map((value) => ({ value, label: t(`many.ways.${value}`) }))}
          onChange={(way) => change({ way })}
        />
      </div>
      {brought.way === 'file' ? <FileField {...fields} /> : <ListField {...fields} />}
      <Done {...{ take, undo }} />
      <ProblemNotice error={check.error ?? take.error ?? undo.error} />
      {checked ? (
        <Checked
          {...{ checked, aside }}
          pending={take.isPending}
          onAside={setAside}
          onTake={() => take.mutate(checked)}
        />
      ) : (
        <div className="buttons">
          <Button
            variant="light"
            loading={check.isPending}
            disabled={!isThere(brought)}
            onClick={() => check.mutate()}
          >
            {t('many.check')}
          </Button>
        </div>
      )}
    </section>
  )
}
