import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { inkOn, openNow } from '../../../channels/site/index.ts'
import type { SiteDeps } from '../deps.ts'
import type { Site } from '../door/site.ts'

/** What the chat says; the keys of `site.json` that begin with `chat.`. */
const CHAT_WORDS = [
  'open',
  'close',
  'title',
  'intro',
  'intro_away',
  'message',
  'send',
  'attach',
  'remove',
  'you',
  'team',
  'writing',
  'sending',
  'unsent',
  'retry',
  'drop',
  'offline',
  'seen',
  'remember',
  'remember_yes',
  'remember_no',
  'forget',
  'forget_sure',
  'forgotten',
  'name',
  'email',
  'email_why',
  'save',
  'saved',
  'transcript',
  'transcript_done',
  'privacy',
  'retention',
  'gone',
  'unread',
  'call_back',
  'back',
  'choose_slot',
  'no_slot',
  'phone',
  'about',
  'book',
  'booked',
  'form_send',
  'form_sent',
  'choose',
  'required',
  'page',
  'options',
  'new',
  'file_wait',
  'day_prev',
  'day_next',
] as const

/** What a page that holds the chat is told of a site before anything is said; nothing of it is anybody's. */
export function lookOf(
  site: Site,
  { clock, publicUrl }: Pick<SiteDeps, 'clock' | 'publicUrl'>,
  asked: Locale,
) {
  const { name, config, publicId } = site
  const lang = config.language === 'page' ? asked : config.language
  const open = openNow(config, clock.now())
  const values = { name, days: config.retention, hours: config.answerHours, count: config.answerHours }
  const words = CHAT_WORDS.map((key) => [key, translate(lang, `site:chat.${key}`, values)])
  return {
    name,
    lang,
    open,
    colour: config.colour,
    ink: inkOn(config.colour),
    greeting: config.greeting[lang],
    privacyUrl: config.privacyUrl,
    files: config.files,
    chat: config.chat,
    callBack: config.callBack.enabled && config.callBack.windows.length > 0,
    page: `${publicUrl}/site/${publicId}`,
    words: Object.fromEntries(words) as Record<string, string>,
  }
}
