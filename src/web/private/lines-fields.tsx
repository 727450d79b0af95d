import { Textarea } from '@mantine/core'
import { Trans, useTranslation } from 'react-i18next'
import type { PrivateKind, PrivateLines } from '../../server/api.ts'
import { linkIn } from '../inbox/private/link-in.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './private.module.css'
import { joined, parted } from './variants.ts'

interface Props {
  lines: PrivateLines
  kinds: readonly PrivateKind[]
  readOnly?: boolean
  onChange(lines: PrivateLines): void
}

/** What is said, by language: the variants of each kind, one a paragraph. */
export function LinesFields({ lines, kinds, readOnly = false, onChange }: Props) {
  const { t } = useTranslation('private')
  const { locale } = useFormat()
  const names = new Intl.DisplayNames([locale], { type: 'language' })
  return Object.keys(lines)
    .sort((a, b) => Number(b === locale) - Number(a === locale) || (a < b ? -1 : 1))
    .map((lang) => (
      <fieldset key={lang} className={`stack ${classes.lang}`}>
        <legend>{names.of(lang)}</legend>
        {kinds.map((kind) => (
          <Textarea
            key={kind}
            autosize
            minRows={3}
            maxRows={14}
            lang={lang}
            readOnly={readOnly}
            label={t(`lines.${kind}`)}
            description={
              <Trans
                t={t}
                i18nKey={`lines.${kind}_help`}
                components={{
                  v: (
                    <code>
                      {linkIn((kind === 'mail' ? lines[lang]?.mail[0] : lines[lang]?.link[0]) ?? '')}
                    </code>
                  ),
                }}
              />
            }
            defaultValue={joined(lines[lang]?.[kind] ?? [])}
            onBlur={(event) => {
              const own = lines[lang]
              if (own) onChange({ ...lines, [lang]: { ...own, [kind]: parted(event.currentTarget.value) } })
            }}
          />
        ))}
      </fieldset>
    ))
}
