import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { newPart } from './cut.ts'
import { cutText } from './text.ts'

const NEW = 'Bonjour,\n\nmerci, c’est arrivé.'
const OLD = 'Votre colis est parti.\nL’équipe'

/** What programs put under an answer, in French and in English. */
const PASTS: Record<string, string> = {
  'Gmail in French': `Le lun. 3 nov. 2026 à 10:12, Maison Exemple <aide@maison.example> a écrit :\n\n> ${OLD.replace('\n', '\n> ')}`,
  'Gmail in French, folded': `Le lun. 3 nov. 2026 à 10:12, Maison Exemple <\naide@maison.example> a écrit :\n\n> ${OLD.replace('\n', '\n> ')}`,
  'Gmail in English': `On Mon, Nov 3, 2026 at 10:12 AM Maison Exemple <aide@maison.example> wrote:\n\n> ${OLD.replace('\n', '\n> ')}`,
  'Apple Mail in French': `> Le 3 nov. 2026 à 10:12, Maison Exemple <aide@maison.example> a écrit :\n> \n> ${OLD.replace('\n', '\n> ')}`,
  'iPhone in French': `Envoyé de mon iPhone\n\n> Le 3 nov. 2026 à 10:12, Maison Exemple <aide@maison.example> a écrit :\n> \n> ${OLD.replace('\n', '\n> ')}`,
  'Outlook in French': `De : Maison Exemple <aide@maison.example>\nEnvoyé : lundi 3 novembre 2026 10:12\nÀ : Léa Martin <lea@client.example>\nObjet : RE: Ma commande\n\n${OLD}`,
  'Outlook in English': `From: Maison Exemple <aide@maison.example>\nSent: Monday, November 3, 2026 10:12 AM\nTo: Léa Martin\nSubject: RE: Ma commande\n\n${OLD}`,
  'Outlook on the web, ruled': `________________________________\nDe : Maison Exemple <aide@maison.example>\nEnvoyé : lundi 3 novembre 2026 10:12\nÀ : Léa\nObjet : RE: Ma commande\n\n${OLD}`,
  'Outlook Express': `-----Original Message-----\nFrom: Maison Exemple\nSent: Monday\nTo: Léa\nSubject: x\n\n${OLD}`,
  'Outlook Express in French': `-----Message d'origine-----\nDe : Maison Exemple\nEnvoyé : lundi\nÀ : Léa\nObjet : x\n\n${OLD}`,
  'Thunderbird in French': `Le 03/11/2026 à 10:12, Maison Exemple a écrit :\n> ${OLD.replace('\n', '\n> ')}`,
  'Outlook for iPhone': `Obtenez Outlook pour iOS<https://aka.ms/o0ukef>\n________________________________\nDe : Maison Exemple <aide@maison.example>\nEnvoyé : lundi\nÀ : Léa\nObjet : x\n\n${OLD}`,
  'Samsung in French': `Envoyé depuis mon appareil Galaxy\n\n-------- Message d'origine --------\nDe : Maison Exemple <aide@maison.example>\nDate : 03/11/2026 10:12 (GMT+01:00)\nÀ : Léa\nObjet : x\n\n${OLD}`,
  'Yahoo in French': `Le lundi 3 novembre 2026 à 10:12:04 UTC+1, Maison Exemple <aide@maison.example> a écrit :\n\n${OLD}`,
  'a signature': '-- \nLéa Martin\n06 00 00 00 00',
  'a phone': 'Envoyé de mon iPhone',
  'a phone in English': 'Sent from my iPhone',
  Orange: 'Envoyé de mon mobile Orange',
}

describe('the new part of a plain mail', () => {
  for (const [program, past] of Object.entries(PASTS)) {
    it(`without what ${program} puts under it`, () => {
      assert.deepEqual(cutText(`${NEW}\n\n${past}\n`), { text: NEW, cut: true })
      assert.deepEqual(cutText(`${NEW}\r\n\r\n${past.replace(/\n/g, '\r\n')}\r\n`), { text: NEW, cut: true })
    })
  }

  it('is everything where nothing is quoted, also what looks a little like it', () => {
    for (const text of [
      NEW,
      'De : mon point de vue, c’est raté.\nEt voilà.',
      'Le facteur a écrit : « absent ».\nJe suis resté chez moi.',
      'On Monday I wrote:\nplease call me.\nNobody did.',
      'Il manque :\n- un pull\n- une lampe',
      'Total :\n1 > 2',
    ]) {
      assert.equal(cutText(text).text, text)
    }
  })

  it('keeps what is answered line by line', () => {
    const text = '> Quelle taille ?\nDu M.\n\n> Quelle couleur ?\nRouge.'
    assert.equal(cutText(text).text, 'Du M.\n\n> Quelle couleur ?\nRouge.')
  })

  it('is below, where the past is above', () => {
    assert.equal(cutText(`${PASTS['Gmail in French']}\n\n${NEW}`).text, NEW)
  })

  it('never is nothing', () => {
    assert.deepEqual(cutText('> rien que cela'), { text: '> rien que cela', cut: false })
    assert.deepEqual(cutText('Envoyé de mon iPhone'), { text: 'Envoyé de mon iPhone', cut: false })
  })

  it('takes time in proportion to its length, and does not fail, whatever it is made of', () => {
    const pieces = [
      '> ',
      'On ',
      'Le ',
      ' wrote:',
      ' a écrit :',
      'De : ',
      'Envoyé : ',
      'Objet : ',
      '<a@b.c>',
      '\n',
      '\n\n',
      '-- ',
      '----',
      '____',
      'x',
      ' ',
      '1',
      '"',
      '|',
      '*',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 200 }), (parts) => {
        const { text } = cutText(parts.join(''))
        assert.equal(typeof text, 'string')
      }),
      { numRuns: 500 },
    )
    for (const piece of pieces) {
      const start = process.cpuUsage().user
      cutText(piece.repeat(Math.ceil(100_000 / piece.length)))
      assert.ok(process.cpuUsage().user - start < 2_000_000, JSON.stringify(piece))
    }
  })
})

describe('the new part of an HTML mail', () => {
  const html = (past: string) =>
    newPart({ html: `<html><body><p>Bonjour,</p><p>merci, c’est arrivé.</p>${past}</body></html>` }, false)
  const marks: Record<string, string> = {
    Gmail: `<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">Le lun. a écrit :</div><blockquote class="gmail_quote">${OLD}</blockquote></div>`,
    'Outlook on the web': `<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> Maison</div><div>${OLD}</div>`,
    'Apple Mail': `<br><blockquote type="cite"><div>Le 3 nov. 2026 à 10:12, Maison a écrit :</div>${OLD}</blockquote>`,
    Thunderbird: `<div class="moz-cite-prefix">Le 03/11/2026 à 10:12, Maison a écrit :<br></div><blockquote type="cite" cite="mid:x">${OLD}</blockquote><div class="moz-signature">-- <br>Léa</div>`,
    Yahoo: `<div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted yahoo_quoted">${OLD}</div>`,
    Proton: `<div class="protonmail_quote">${OLD}</div>`,
    'a signature': '<div class="gmail_signature">Léa Martin<br>06 00 00 00 00</div>',
    'Word, which marks nothing': `<div style="border-top:solid #E1E1E1 1.0pt"><p><b>De :</b> Maison<br><b>Envoyé :</b> lundi<br><b>À :</b> Léa<br><b>Objet :</b> RE: x</p></div><p>${OLD}</p>`,
  }
  for (const [program, past] of Object.entries(marks)) {
    it(`without what ${program} marked`, () => {
      assert.deepEqual(html(past), { text: NEW, cut: true })
    })
  }

  it('keeps a mail that is handed on, for that is what it says', () => {
    const past =
      '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>De : Paul</div>Le colis est cassé.</div>'
    assert.match(newPart({ html: `<p>Voir dessous.</p>${past}` }, false).text, /cassé/)
    assert.match(
      newPart({ text: `FYI\n\n${PASTS['Outlook in French']}` }, true).text,
      /Votre colis est parti/,
    )
  })

  it('reads words out of markup that calls itself plain, and is not stopped by depth', () => {
    assert.equal(newPart({ text: '<p>Bonjour <b>vous</b></p>' }, false).text, 'Bonjour vous')
    newPart({ html: '<div>'.repeat(50_000) }, false)
    newPart({ html: '<blockquote type=cite>'.repeat(50_000) }, false)
  })
})

const REPLIES = new URL('../../../../../shared/data/emails/replies.jsonl', import.meta.url)

interface Reply {
  id: string
  type: string
  input: string
  expected: { reply?: string; reply_trimmed?: string; reply_text_without_whitespace?: string }
}

describe('replies collected by other projects', {
  skip: existsSync(REPLIES) ? false : 'not run: ../shared/data is not here',
}, () => {
  it('are cut where their authors say, nineteen times in twenty', () => {
    const replies = readFileSync(REPLIES, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Reply)
    const lines = (text: string) =>
      text
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n+/g, '\n')
        .trim()
    const wrong: string[] = []
    let counted = 0
    for (const { id, type, input, expected } of replies) {
      const wanted = expected.reply ?? expected.reply_trimmed
      if (type !== 'text' || wanted === undefined) continue
      counted++
      if (lines(cutText(input).text) !== lines(wanted)) wrong.push(id)
    }
    assert.ok(counted >= 40, `${counted}`)
    assert.ok(wrong.length / counted <= 0.05, wrong.join(' '))
  })
})
