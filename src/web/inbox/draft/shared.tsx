import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KeptDraft } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { When } from '../../kit/when.tsx'
import { type Draft, isEmpty } from '../answer/draft.ts'
import classes from '../together/together.module.css'
import type { KeptAnswer } from './use-kept-draft.ts'

/** What colleagues share of theirs, each with a way to go on with it. */
function Other({ other, kept, draft }: { other: KeptDraft; kept: KeptAnswer; draft: Draft }) {
  const { t } = useTranslation('together')
  const own = !isEmpty(draft)
  return (
    <section className={classes.held} aria-label={t('draft.of', { name: other.by.name })}>
      <p className="small">
        <strong>{t('draft.of', { name: other.by.name })}</strong> · <When at={other.updated} />
      </p>
      <p className={classes.side} aria-live="polite">
        {other.draft.text}
      </p>
      <div className="buttons-start">
        <Button size="compact-sm" variant="default" onClick={() => kept.take(other, own).catch(sayProblem)}>
          {t(own ? 'draft.take_instead' : 'draft.take')}
        </Button>
      </div>
    </section>
  )
}

/** One draft that was written on two devices: nothing is written over before its writer has chosen. */
function Asked({ asked, kept, draft }: { asked: KeptDraft; kept: KeptAnswer; draft: Draft }) {
  const { t } = useTranslation('together')
  return (
    <section className={classes.held} role="alert">
      <p>{t('draft.two')}</p>
      <div className={classes.compare}>
        <div>
          <p className="small">
            <strong>{t('draft.there')}</strong> · <When at={asked.updated} />
          </p>
          <p className={classes.side}>{asked.draft.text}</p>
        </div>
        <div>
          <p className="small">
            <strong>{t('draft.here')}</strong>
          </p>
          <p className={classes.side}>{draft.text}</p>
        </div>
      </div>
      <div className="buttons-start">
        <Button size="compact-md" onClick={() => kept.choose('mine')}>
          {t('draft.keep_here')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => kept.choose('theirs')}>
          {t('draft.keep_there')}
        </Button>
      </div>
    </section>
  )
}

/** Whether colleagues see what one writes. */
export function ShareDraft({ kept, draft }: { kept: KeptAnswer; draft: Draft }) {
  const { t } = useTranslation('together')
  if (isEmpty(draft)) return null
  return (
    <button
      type="button"
      className={classes.share}
      aria-pressed={kept.shared}
      onClick={() => kept.share(!kept.shared).catch(sayProblem)}
    >
      {t(kept.shared ? 'draft.shared' : 'draft.share')}
    </button>
  )
}

export function SharedDrafts({ kept, draft }: { kept: KeptAnswer; draft: Draft }) {
  return (
    <>
      {kept.asked && <Asked asked={kept.asked} kept={kept} draft={draft} />}
      {kept.others.map((other) => (
        <Other key={other.by.id} other={other} kept={kept} draft={draft} />
      ))}
    </>
  )
}
