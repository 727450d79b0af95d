/** Something that stands where the page was: seen by a program and by its readers, it is no new version of it. */
export type Obstacle = 'login' | 'captcha' | 'moved' | 'empty'

const SHORT = 2500
/** A page that says less than this and has programs is written by them. */
const LEAST_WORDS = 200
/** Beside what it said before, a page that says so much less has not changed: it did not come. */
const LEAST_SHARE = 0.15
const LEAST_LEFT = 800

const CHALLENGE =
  /cf-challenge|cf_chl|challenge-platform|g-recaptcha|h-captcha|hcaptcha\.com|recaptcha\/api|px-captcha|datadome|captcha-delivery|_Incapsula_|awswaf|cf-turnstile/i
const CHALLENGE_WORDS =
  /just a moment|attention required|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|unusual traffic|access denied|êtes-vous un robot|vérifi\S* que vous (?:êtes|n’êtes pas|n'êtes pas)|accès refusé|enable javascript and cookies/i
const LOGIN_PATH =
  /(^|\/)(log-?in|sign-?in|connexion|identification|auth(?:enticate|orize)?|checkpoint|sso|accounts\/login|captcha|challenge)(\/|\.|$)/i
const PASSWORD = /<input\b[^>]{0,300}\btype\s*=\s*["']?password/i

export interface Reading {
  /** What was asked for, and where the answer came from. */
  asked: string
  came: string
  html: string
  title: string
  text: string
  /** What the last version said; undefined for a first reading. */
  before: string | undefined
}

/** What stands in the way, if anything does. */
export function obstacleOf(reading: Reading): Obstacle | undefined {
  const { html, title, text, before } = reading
  const short = text.length < SHORT
  const said = `${title}\n${text.slice(0, 600)}`
  if (short && (CHALLENGE_WORDS.test(said) || (text.length < LEAST_LEFT && CHALLENGE.test(html))))
    return 'captcha'
  const asked = URL.parse(reading.asked)
  const came = URL.parse(reading.came)
  const elsewhere = came && asked && (came.pathname !== asked.pathname || came.host !== asked.host)
  if (elsewhere && LOGIN_PATH.test(came.pathname) && !LOGIN_PATH.test(asked.pathname)) return 'login'
  if (short && PASSWORD.test(html) && !LOGIN_PATH.test(asked?.pathname ?? '')) return 'login'
  if (asked && came && isHome(came) && !isHome(asked)) return 'moved'
  if (isEmpty(html, text, before)) return 'empty'
  return undefined
}

/** Where sites send whoever asks for what they took away. */
function isHome(url: URL): boolean {
  return /^\/([a-z]{2}([-_][a-z]{2})?\/?)?$/i.test(url.pathname) && url.search === ''
}

function isEmpty(html: string, text: string, before: string | undefined): boolean {
  if (text.trim() === '') return true
  const scripted = /<script\b/i.test(html)
  if (before === undefined) return scripted && text.length < LEAST_WORDS && html.length > 20 * text.length
  return text.length < LEAST_LEFT && text.length < before.length * LEAST_SHARE
}
