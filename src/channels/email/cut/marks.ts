/** A line, or a few lines joined, by which programs introduce what they quote, in the languages of Europe and beyond. */
const WROTE =
  /(?:\bwrote|\ba [ée]crit|\bescribi[óo]|\bescreveu|\bha scritto|\bschrieb(?: am .{4,60} Uhr)?|\bhet volgende geschreven|\bschreef(?: op .{4,60})?|\bskrev|\bskrifaði|\bnapisał(?:\(a\)|a)?|\bnapsal(?:\(a\)|a)?|написала?|пише|писал(?:\(а\))?|kirjoitti|yazdı|写道|寫道|のメッセージ)\s*(?:[:：]\s*)?$/iu
/** Ending in "wrote" needs no colon there only where the line also begins as an attribution does. */
const BEGINS =
  /^(?:on\b|le\b|am\b|op\b|el\b|il\b|em\b|den\b|dne\b|dnia\b|w dniu\b|at\b|pada\b|vào\b|в |\d{1,4}[-/. ]|(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?)[.,]{0,2} |from:|在|于|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)/iu
/** `Some One <some@one.example> wrote:` */
const NAMED = /^[^<>\n]{0,100}<[^<>\s]{3,200}@[^<>\s]{3,200}>[^<>\n]{0,60}$/u
/** `2013/7/20 sam <info@example.org>`, as old Gmail introduced its quotes. */
const DATED = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.{1,150}<\s?[^<>\s]{3,200}@[^<>\s]{3,200}>:?$/u
/** `Am 21.04.2016 17:48 schrieb "Eins" <eins@zwei.example>:` has its verb in the middle. */
const AMID = /\d.*\s(?:schrieb|skrev|schreef|wrote|a [ée]crit|escribió|написал)\s.*/iu
/** An introduction folded by a program is not longer. */
const LONGEST = 400

/** Whether the line (or lines, joined) introduces a quote. */
export function introduces(line: string): boolean {
  const text = line.replace(/^[>\s]+/, '').trim()
  if (text.length < 8 || text.length > LONGEST) return false
  if (DATED.test(text)) return true
  if (!WROTE.test(text) && !/[:：]$/.test(text)) return false
  const wrote = WROTE.test(text)
  if (BEGINS.test(text) && AMID.test(text) && /[@"“].*[:：]$/u.test(text)) return true
  if (wrote && BEGINS.test(text)) return /\d|[@<"“«]/.test(text)
  if (wrote && /[:：]$/.test(text)) return /<[^<>]+@[^<>]+>|"[^"]+"|\d{4}/.test(text)
  if (wrote) return NAMED.test(text)
  return /^\d{4}-\d\d-\d\d \d\d?:\d\d .{1,150}<\s?[^<>\s]+@[^<>\s]+>:$/u.test(text)
}

/** Whether a line begins as introductions do. */
export function begins(line: string): boolean {
  return BEGINS.test(line.replace(/^[>\s]+/, ''))
}

/** Whether a line may be the first of several that introduce a quote. */
export function mayIntroduce(line: string): boolean {
  const text = line.replace(/^[>\s]+/, '').trim()
  return text.length > 3 && text.length < LONGEST && (BEGINS.test(text) || /<|@/.test(text))
}

/** `From:`, `De :`, `Envoyé :` …, possibly bold, at the head of a quoted mail. */
const HEADER =
  /^[\s>*_|]*(from|de|von|van|da|fra|från|od|от|sent|envoy[ée](?: le)?|gesendet|verzonden|enviado(?: el)?|inviato|sendt|skickat|wysłano|отправлено|date|datum|data|fecha|to|[àa]|an|aan|para|til|till|do|кому|cc|copie|kopie|subject|objet|sujet|betreff|onderwerp|asunto|assunto|oggetto|emne|ämne|temat|тема|reply-to|répondre à|importance)\s?[*_]*\s?[:：][\s*_]*(.*)$/iu

export function headerName(line: string): string | undefined {
  return line.length > 1_000 ? undefined : HEADER.exec(line)?.[1]?.toLowerCase()
}

const SEPARATOR =
  /^[\s>*]*-{2,}\s?(?:original(?: message| appointment)?|message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|ursprüngliche nachricht|oorspronkelijk bericht|oprindelig meddelelse|ursprungligt meddelande|wiadomość oryginalna|reply message|réponse au message|original message|исходное сообщение)\s?-{2,}[\s*]*$/iu
const FORWARDED =
  /^[\s>*]*(?:-{2,}\s?)?(?:forwarded(?: message| by .{1,80})?|begin forwarded message|message transf[ée]r[ée]|début du message (?:transféré|réexpédié)|courriel transféré|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|videresendt meddelelse)\s?(?:-{2,}|[:：])[\s*]*$/iu

export function isSeparator(line: string): boolean {
  return line.length < 200 && SEPARATOR.test(line)
}

export function isForwardMark(line: string): boolean {
  return line.length < 200 && FORWARDED.test(line)
}

/** What telephones and free mail programs add under a mail. */
const MOBILE =
  /^[\s*_>]*(?:\[?(?:envoyé|envoyée) (?:de mon|depuis|à partir d|avec|par|via|de )|sent (?:from|via|with|using) (?:my|the|a|mail|outlook|yahoo|samsung|gmail|windows|android|blackberry|proton|iphone|ipad|mobile|mailbird|spark|airmail|nylas|polymail|aol|hey|superhuman|boxer|copper|myMail|type)|get (?:outlook|bluemail) for|obtene[zr] outlook|télécharge[zr] outlook|gesendet (?:von|mit)|von meinem .{1,60} gesendet|diese nachricht wurde von .{1,80} gesendet|sendt fra|skickat från|enviado (?:desde|do|a partir|de) |inviato da|verzonden (?:vanaf|met|van)|wysłane z|отправлено с|lähetetty|provenance\s?: |ce message a été envoyé (?:depuis|de|par)|this email was sent from|cet e-?mail a été vérifié|l['’]absence de virus|garanti sans virus|virus-free\.|avast\b)/iu

export function isMobile(line: string): boolean {
  return line.length < 200 && MOBILE.test(line)
}

/** The line after which a signature stands; three hyphens or more are a writer's own. */
export function isSignatureMark(line: string): boolean {
  return /^(?:--|—|––|_{2,}|-- ?&nbsp;)\s*$/.test(line)
}

/** A rule drawn above a quoted mail. */
export function isRule(line: string): boolean {
  return /^\s*(?:[-_=*]\s?){5,}$/.test(line)
}

/** Quoted by a prefix, as `>`, `|`, or initials and `>`. */
export function isQuoted(line: string): boolean {
  return /^\s{0,3}(?:>|\|(?!\|)|[A-Z]{1,4}>)/.test(line)
}
