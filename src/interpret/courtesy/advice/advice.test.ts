import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { courtesyOf } from '../courtesy.ts'
import type { AdviceId, Situation } from '../draft.ts'

/** The pieces of advice of one kind: what of the text each is about, and what would stand there instead. */
const of = (id: AdviceId, text: string, situation: Situation = {}) =>
  courtesyOf({ text, ...situation })
    .advice.filter((one) => one.id === id)
    .map(({ start, end, mend }) => [text.slice(start, end), mend?.text])
const about = (id: AdviceId, text: string, situation: Situation = {}) =>
  of(id, text, situation).map(([words]) => words)
const mended = (id: AdviceId, text: string, situation: Situation = {}) => {
  const mend = courtesyOf({ text, ...situation }).advice.find((one) => one.id === id)?.mend
  return mend && text.slice(0, mend.start) + mend.text + text.slice(mend.end)
}

describe('what lacks', () => {
  it('is a greeting, by name and by the hour', () => {
    const text = 'Votre colis part demain matin de notre entrepôt.'
    assert.equal(mended('greeting_missing', text), `Bonjour,\n${text}`)
    assert.equal(mended('greeting_missing', text, { name: 'Léa Martin', hour: 19 }), `Bonsoir Léa,\n${text}`)
    assert.equal(mended('greeting_missing', text, { name: 'Léa Martin', hour: 3 }), `Bonsoir Léa,\n${text}`)
    assert.equal(mended('greeting_missing', text, { name: 'lili_75', hour: 10 }), `Bonjour,\n${text}`)
    assert.equal(
      mended('greeting_missing', 'Your parcel leaves our warehouse tomorrow.', { hour: 20 })?.slice(0, 14),
      'Good evening,\n',
    )
    assert.equal(mended('greeting_missing', text, { greeted: true }), undefined)
  })

  it('is thanks, after the greeting, as the draft speaks, and for praise where it is praise', () => {
    assert.equal(
      mended('thanks_missing', 'Bonjour Léa,\nvotre colis part demain.'),
      'Bonjour Léa,\nMerci pour votre message. votre colis part demain.',
    )
    assert.equal(
      mended('thanks_missing', 'Bonjour Léa, ton colis part demain.'),
      'Bonjour Léa, Merci pour ton message. ton colis part demain.',
    )
    assert.match(
      mended('thanks_missing', 'Bonjour, à bientôt chez nous.', { rating: 5 }) ?? '',
      /Merci pour vos mots !/u,
    )
    assert.match(
      mended('thanks_missing', 'Your parcel leaves our warehouse tomorrow.') ?? '',
      /^Thank you for your message\. Your/,
    )
  })

  it('is a farewell, warm or sober, by day and by evening', () => {
    const text = 'Bonjour, votre colis part demain.'
    assert.equal(mended('farewell_missing', text), `${text}\nBelle journée à vous !`)
    assert.equal(mended('farewell_missing', `${text}  \n`), `${text}\nBelle journée à vous !  \n`)
    assert.equal(mended('farewell_missing', text, { hour: 21 }), `${text}\nBelle soirée à vous !`)
    assert.equal(
      mended('farewell_missing', 'Salut, ton colis part demain.'),
      'Salut, ton colis part demain.\nBelle journée à toi !',
    )
    assert.equal(mended('farewell_missing', text, { manner: 'sober' }), `${text}\nCordialement,`)
  })

  it('is a smile where it is warm, and fellow feeling where it is grave', () => {
    const text = 'Bonjour, merci de votre message. Cordialement'
    assert.equal(mended('smile_missing', text), `${text} 😊`)
    assert.deepEqual(of('smile_missing', text, { manner: 'sober' }), [])
    const grave = { message: 'Ma mère est décédée lundi.' }
    assert.deepEqual(of('smile_missing', text, grave), [])
    assert.equal(
      mended('empathy_missing', text, grave),
      'Bonjour, Nous sommes désolés de ce que vous avez vécu. merci de votre message. Cordialement',
    )
    assert.deepEqual(of('empathy_missing', 'Bonjour, toutes nos condoléances.', grave), [])
  })

  it('takes signs away that hurt, each at its place', () => {
    const text = 'Bonjour 😂 nous sommes désolés :) 🕊'
    assert.deepEqual(of('emoji_unsuited', text, { message: 'Mon chien a pris feu' }), [
      ['😂', ''],
      [':)', ''],
    ])
    assert.deepEqual(of('emoji_unsuited', text), [])
  })
})

describe('blame', () => {
  it('is a reproach, in either language', () => {
    const reproaches = [
      'Vous auriez dû vérifier votre adresse.',
      'Vous n’avez pas lu les conditions de vente.',
      'Si vous aviez suivi la notice, la lampe marcherait.',
      'Il fallait nous prévenir avant.',
      'Comme nous vous l’avons déjà indiqué, le délai est de cinq jours.',
      'Nous vous avons déjà répondu la semaine dernière.',
      'C’est de votre faute si le colis est revenu.',
      'Vous prétendez ne rien avoir reçu.',
      'Ce n’est pas notre problème, voyez avec le transporteur.',
      'Calmez-vous s’il vous plaît.',
      'You should have checked your address first.',
      'You did not read the terms.',
      'As I already explained in my last email, it takes five days.',
      'It is your own mistake that the parcel came back.',
      'You claim that nothing was delivered.',
      'If you had followed the manual, it would work.',
    ]
    for (const text of reproaches) assert.ok(about('blame', text).length > 0, text)
  })

  it('is none in what takes the blame, asks or explains', () => {
    const fair = [
      'Nous aurions dû vous prévenir, c’est notre faute.',
      'Avez-vous vérifié votre adresse dans votre espace client ?',
      'Vous devez choisir un créneau avant vendredi.',
      'Vous avez bien fait de nous écrire.',
      'Comme convenu, votre colis part demain.',
      'Il vous suffit de cliquer sur le lien.',
      'We should have told you sooner, it is our fault.',
      'Have you had a chance to check your address?',
      'As agreed, your parcel leaves tomorrow.',
      'You can change it in your account at any time.',
    ]
    for (const text of fair) assert.deepEqual(about('blame', text), [], text)
  })
})

describe('refusals', () => {
  it('are dry where they begin and nothing is regretted in their sentence', () => {
    for (const text of [
      'Non, c’est impossible.',
      'Bonjour, impossible de l’échanger.',
      'No, we do not ship there.',
      'Hello, we cannot refund it.',
    ])
      assert.equal(about('dry_refusal', text).length, 1, text)
    for (const text of [
      'Malheureusement, impossible de l’échanger.',
      'Nous regrettons, mais ce n’est pas possible.',
      'Non seulement il est parti, mais il est arrivé.',
      'Unfortunately we cannot refund it.',
      'I am sorry, we cannot refund it.',
      'No worries, it is on its way.',
    ])
      assert.deepEqual(about('dry_refusal', text), [], text)
  })
})

describe('shouting', () => {
  it('is words side by side in capitals, or one that stresses; acronyms are none', () => {
    assert.deepEqual(of('capitals', 'Il faut IMPÉRATIVEMENT TOUT RENVOYER avant lundi'), [
      ['IMPÉRATIVEMENT TOUT RENVOYER', 'impérativement tout renvoyer'],
    ])
    assert.deepEqual(of('capitals', 'Nous ne l’avons JAMAIS reçu'), [['JAMAIS', 'jamais']])
    assert.deepEqual(of('capitals', 'MERCI BEAUCOUP'), [['MERCI BEAUCOUP', 'Merci beaucoup']])
    for (const text of ['Votre IBAN, la SNCF et la TVA', 'Modèle X200 en XL', 'I think A and B are fine'])
      assert.deepEqual(of('capitals', text), [], text)
  })

  it('is heaps of marks, of which one stays', () => {
    assert.deepEqual(of('exclamations', 'Merci !!! Vraiment ?? Si !?'), [
      ['!!!', '!'],
      ['??', '?'],
      ['!?', '?'],
    ])
    assert.deepEqual(of('exclamations', 'Merci ! Vraiment ? Oui…'), [])
  })
})

describe('promises', () => {
  it('have a date in their sentence, or are told to want one', () => {
    for (const text of [
      'Nous revenons vers vous rapidement.',
      'Nous vous rappellerons dans les plus brefs délais.',
      'Vous serez remboursé prochainement.',
      'Je reviens vers vous dès que possible. Le 12 mars est férié.',
      'We will get back to you soon.',
      'We will contact you. Monday is a holiday.',
    ])
      assert.equal(about('promise_undated', text).length, 1, text)
    for (const text of [
      'Nous revenons vers vous sous 48 heures.',
      'Nous vous rappellerons lundi matin.',
      'Vous serez remboursé d’ici vendredi.',
      'We will get back to you within two days.',
      'We will contact you by Friday noon.',
      'You can reach us by phone.',
    ])
      assert.deepEqual(about('promise_undated', text), [], text)
  })
})

describe('what must not leave', () => {
  it('counts at most five of a kind, in the order of the text', () => {
    const text = Array.from({ length: 8 }, (_, n) => `lea${n}@exemple.fr`).join(' et ')
    const found = about('private_data', `Bonjour, ${text}, merci`, { visibility: 'public' })
    assert.deepEqual(found, [
      'lea0@exemple.fr',
      'lea1@exemple.fr',
      'lea2@exemple.fr',
      'lea3@exemple.fr',
      'lea4@exemple.fr',
    ])
  })

  it('takes the longest of what overlaps for what it is', () => {
    const iban = 'DE89 3704 0044 0532 0130 00'
    assert.deepEqual(about('private_data', `Votre compte est bien le ${iban} ?`, { visibility: 'public' }), [
      iban,
    ])
    assert.deepEqual(of('private_data', 'Votre compte est à lea@exemple.fr ?', { visibility: 'public' }), [
      ['lea@exemple.fr', '(en message privé)'],
    ])
    assert.deepEqual(
      of('private_data', 'Is your account at lea@example.com please?', { visibility: 'public' }),
      [['lea@example.com', '(in private message)']],
    )
  })

  it('is the number of an order, not a price, a year or a quantity', () => {
    const order = 'Votre commande n° AB12345 est partie.'
    assert.equal(about('private_data', order, { visibility: 'public' }).length, 1)
    for (const text of [
      'Livré en 2026 pour 129,90 €',
      'Il reste 12 500 places',
      'Ouvert de 10 h à 19 h',
      'Code postal 75011',
    ])
      assert.deepEqual(about('private_data', text, { visibility: 'public' }), [], text)
  })
})

describe('the score', () => {
  const score = (text: string, situation: Situation = {}) => courtesyOf({ text, ...situation }).score
  const whole = 'Bonjour Léa, merci pour votre message, avec plaisir ! Belle journée'
  it('is the share of what is asked for that is there, less once for each kind of fault', () => {
    assert.equal(score(whole, { name: 'Léa Martin' }), 100)
    assert.equal(score('Bonjour, merci de votre message. Cordialement', { manner: 'sober' }), 100)
    assert.equal(score('Bonjour, le colis est parti.', { lang: 'fr' }), 25)
    assert.equal(score(`${whole} !!! Non ???`, { name: 'Léa Martin' }), 95)
    assert.equal(score(whole.replace('Léa', '{{prenom}}')), 70)
    assert.equal(score(whole, { name: 'Paul Roux' }), 80)
  })

  it('never falls under nought, whatever is heaped', () => {
    const text = 'VOUS AURIEZ DÛ LIRE LES CONDITIONS !!! {{x}} lea@exemple.fr tu votre'
    assert.equal(score(text, { visibility: 'public', lang: 'fr' }), 0)
  })
})
