import { Button, Kbd, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ClipboardEvent, type DragEvent, type FormEvent, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../../server/api.ts'
import { useCan, useMe } from '../../app/session.ts'
import { isLogged } from '../../calls/logged/lazy.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { IconAlertTriangle, IconSend } from '../../kit/icons.ts'
import { Rows } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { typeInto } from '../../lib/field.ts'
import { useFormat } from '../../lib/use-format.ts'
import { CardPreview } from '../card/card.tsx'
import { ShareDraft } from '../draft/shared.tsx'
import { AttachButton, MediaList } from '../files/media.tsx'
import { Help } from '../help/help.tsx'
import { AnswerTo } from '../merge/answer-to.tsx'
import { toThread, toThreadEnd } from '../place.ts'
import { TeamBox } from '../together/team-box.tsx'
import { accountWords } from './account-words.ts'
import classes from './answer.module.css'
import { heardBy } from './audience.ts'
import { Extras, Options, OptionsButton, Quoted, useOptions } from './choices.tsx'
import { CourtesyLine } from './courtesy.tsx'
import { meaningOf } from './key.ts'
import { firstMend, type Mend, mendedText } from './mend.ts'
import { type Answer, useAnswer, type Voice } from './use-answer.ts'
import { weigh } from './weigh.ts'

/** Room left is said once it counts: nobody writes a mail of 100,000 characters. */
const NEAR = 1_000

/** Nothing leaves without its audience being said beside the button. */
function AudienceWords({ voice, answer }: { voice: Voice; answer: Answer }) {
  const { t } = useTranslation('outbox')
  const channel = useChannelName()(answer.place.channel)
  const account = accountWords(voice)
  const heard = heardBy(answer.place.visibility, answer.draft.audience, voice.limits.audiences)
  const name = answer.place.name ?? t('post.nobody')
  return (
    <span className={classes.audience}>
      {t(`said.${heard}`, { account, channel, name })}
      {voice.blocked && (
        <span className="with-icon">
          {' '}
          <IconAlertTriangle size={14} aria-hidden /> {t(`blocked.${voice.blocked}`)}
        </span>
      )}
      {voice.rehearsal && ` ${t('rehearsal')}`}
    </span>
  )
}

function Nobody({ talk }: { talk: ConversationDetail }) {
  // The key that begins an answer comes here, so that what prevents it is heard.
  return (
    <p id="answer" tabIndex={-1} className="hush small">
      {isLogged(talk) ? <CallBack /> : <Unanswered />}
    </p>
  )
}

function CallBack() {
  const { t } = useTranslation('outbox')
  return (
    <>
      {t('nobody_logged')} {useCan('inbox:write') && <Kbd>t</Kbd>}
    </>
  )
}

function Unanswered() {
  const { t } = useTranslation('outbox')
  const { workspace } = useMe()
  const canConnect = useCan('channels:manage')
  if (workspace.demo) return t('nobody_demo')
  return (
    <>
      {t('nobody')} {canConnect && <Link to="/settings/channels">{t('connect')}</Link>}
    </>
  )
}

function SendButtons({
  answer: { send, attach },
  ready,
  onSend,
}: {
  answer: Answer
  ready: boolean
  onSend(done: boolean): void
}) {
  const { t } = useTranslation('outbox')
  return (
    <div className={classes.send}>
      <Button
        size="compact-md"
        variant="default"
        disabled={!ready || send.isPending}
        onClick={() => onSend(true)}
      >
        {t('send_done')}
      </Button>
      <Button
        type="submit"
        size="compact-md"
        loading={send.isPending}
        disabled={!ready || attach.isPending}
        leftSection={<IconSend size={16} aria-hidden />}
      >
        {t('send')}
      </Button>
    </div>
  )
}

function Form({ answer, talk, voice }: { answer: Answer; talk: ConversationDetail; voice: Voice }) {
  const { t } = useTranslation('outbox')
  const { draft, change, send, attach } = answer
  const { locale } = useFormat()
  const { left, ready } = weigh(draft, voice.limits)
  const field = useRef<HTMLTextAreaElement>(null)
  const options = useOptions({ answer, talk, voice })
  const { text: judged, courtesy } = answer.judged
  function mend(one: Mend) {
    // What was written since stands elsewhere.
    if (judged !== draft.text) return
    if (!field.current || !typeInto(field.current, one, one.text))
      change({ text: mendedText(draft.text, one) })
  }
  function submit(done: boolean, event?: FormEvent) {
    event?.preventDefault()
    if (!ready || send.isPending || attach.isPending) return
    toThreadEnd()
    send.mutate(done)
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const meaning = meaningOf(event.nativeEvent)
    if (meaning === 'leave') toThread()
    else if (meaning === 'mend') {
      const first = courtesy && firstMend(courtesy.advice)
      event.preventDefault()
      if (first) mend(first)
    } else if (meaning) submit(meaning === 'send-done')
  }
  function take(event: ClipboardEvent | DragEvent, files: FileList | undefined) {
    if (!files?.length || voice.limits.media === 0) return
    event.preventDefault()
    attach.mutate([...files])
  }
  return (
    <form className={classes.form} onSubmit={(event) => submit(false, event)}>
      <AnswerTo
        choices={answer.answering.data?.choices ?? []}
        value={answer.answering.data?.to ?? null}
        onChange={(to) => change({ to, accountId: undefined, audience: undefined } as object)}
      />
      <TeamBox answer={answer} />
      <Extras answer={answer} talk={talk} voice={voice} />
      <Textarea
        id="answer"
        ref={field}
        aria-label={t('answer_label')}
        placeholder={t('answer_placeholder')}
        autosize
        minRows={2}
        maxRows={12}
        value={draft.text}
        onKeyDown={onKeyDown}
        onPaste={(event) => take(event, event.clipboardData.files)}
        onDrop={(event) => take(event, event.dataTransfer.files)}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Help
        talk={talk}
        field={field}
        text={draft.text}
        lang={draft.lang}
        locale={locale}
        onChange={(text) => change({ text })}
      >
        <AttachButton answer={answer} />
        <OptionsButton {...options} />
      </Help>
      {options.open && <Options answer={answer} talk={talk} voice={voice} />}
      <MediaList answer={answer} />
      <CardPreview answer={answer} />
      {courtesy && <CourtesyLine courtesy={courtesy} text={judged} onMend={mend} />}
      <Quoted answer={answer} voice={voice} />
      <div className={classes.foot}>
        <AudienceWords voice={voice} answer={answer} />
        {left !== null && left <= NEAR && (
          <span
            className={classes.count}
            data-over={left < 0 || undefined}
            role={left < 0 ? 'alert' : undefined}
          >
            {t(left < 0 ? 'over' : 'left', { count: Math.abs(left) })}
          </span>
        )}
        <ShareDraft kept={answer.team.kept} draft={draft} />
        <SendButtons answer={answer} ready={ready} onSend={submit} />
      </div>
    </form>
  )
}

/** An answer to those outside; where nobody can give one, it says why. */
export function AnswerForm({ talk }: { talk: ConversationDetail }) {
  const answer = useAnswer(talk)
  const { answering, voice } = answer
  if (answering.isPending) return <Rows count={1} height={64} />
  if (answering.error) return <ProblemNotice error={answering.error} onRetry={() => answering.refetch()} />
  return voice ? <Form answer={answer} talk={talk} voice={voice} /> : <Nobody talk={talk} />
}
