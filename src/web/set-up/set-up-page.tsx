import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale, SetupRequest, SetupState } from '../../server/api.ts'
import { LinkButton } from '../kit/link-button.tsx'
import { Loaded } from '../kit/loaded.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import classes from '../sign-in/front.module.css'
import { Front } from '../sign-in/front.tsx'
import { OwnerFields } from './owner-fields.tsx'
import { BrandFields, EMPTY_READINESS, ObjectivesFields, PeopleFields } from './readiness-fields.tsx'

const STEPS = ['brand', 'people', 'objectives'] as const

function Steps({ step }: { step: number }) {
  const { t } = useTranslation('set-up')
  return (
    <ol className={classes.steps}>
      {STEPS.map((name, index) => (
        <li key={name} aria-current={index === step ? 'step' : undefined}>
          <span aria-hidden>{index + 1}</span>
          {t(`step.${name}`)}
        </li>
      ))}
    </ol>
  )
}

interface FieldsProps {
  step: number
  draft: SetupRequest
  set(change: Partial<SetupRequest>): void
}

function Fields({ step, draft, set }: FieldsProps) {
  const { readiness } = draft
  if (step === 0) {
    return (
      <>
        <OwnerFields draft={draft} set={set} />
        <BrandFields
          value={readiness.brand}
          onChange={(brand) => set({ readiness: { ...readiness, brand } })}
        />
      </>
    )
  }
  if (step === 1) {
    return (
      <PeopleFields
        value={readiness.people}
        onChange={(people) => set({ readiness: { ...readiness, people } })}
      />
    )
  }
  return (
    <ObjectivesFields
      value={readiness.objectives}
      onChange={(objectives) => set({ readiness: { ...readiness, objectives } })}
    />
  )
}

function useDraft() {
  const { i18n } = useTranslation()
  const locale: Locale = i18n.language === 'fr' ? 'fr' : 'en'
  const [draft, setDraft] = useState<SetupRequest>({
    token: location.hash.slice(1),
    owner: { name: '', email: '', password: '' },
    workspace: { name: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale },
    readiness: { ...EMPTY_READINESS, brand: { ...EMPTY_READINESS.brand, languages: [locale] } },
  })
  return { draft, set: (change: Partial<SetupRequest>) => setDraft({ ...draft, ...change }) }
}

function SetUpForm() {
  const { t } = useTranslation('set-up')
  const { draft, set } = useDraft()
  const [step, setStep] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  const finish = useMutation({
    mutationFn: () => api.post('/setup', draft),
    onSuccess: () => location.assign('/start'),
  })
  const begun = useRef(false)
  // The first step starts at its first field, each that follows at its title.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each step.
  useEffect(() => {
    if (begun.current) heading.current?.focus()
    else heading.current?.closest('form')?.querySelector('input')?.focus()
    begun.current = true
  }, [step])
  function next(event: FormEvent) {
    event.preventDefault()
    if (step < STEPS.length - 1) setStep(step + 1)
    else finish.mutate()
  }
  return (
    <>
      <Steps step={step} />
      <form onSubmit={next} className="stack">
        <h2 ref={heading} tabIndex={-1}>
          {t(`step.${STEPS[step]}`)}
        </h2>
        <p className="hush">{t(`step_lead.${STEPS[step]}`)}</p>
        <Fields step={step} draft={draft} set={set} />
        <ProblemNotice error={finish.error} />
        <div className="buttons">
          {step > 0 && (
            <Button variant="default" onClick={() => setStep(step - 1)}>
              {t('back')}
            </Button>
          )}
          <Button type="submit" loading={finish.isPending}>
            {t(step < STEPS.length - 1 ? 'next' : 'finish')}
          </Button>
        </div>
      </form>
    </>
  )
}

/** First run, in three steps: the questions worth answering before starting. */
export function SetUpPage() {
  const { t } = useTranslation('set-up')
  const query = useQuery({ queryKey: ['setup'], queryFn: () => api.get<SetupState>('/setup') })
  return (
    <Front title={t('title')} lead={t('lead')} wide>
      <Loaded query={query}>
        {({ needed }) =>
          needed ? (
            <SetUpForm />
          ) : (
            <div className="stack">
              <p>{t('already')}</p>
              <LinkButton to="/sign-in">{t('to_sign_in')}</LinkButton>
            </div>
          )
        }
      </Loaded>
    </Front>
  )
}
