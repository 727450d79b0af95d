import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Obstacle, obstacleOf, type Reading } from './obstacle.ts'

const URL = 'https://net.example/legal/terms'
const LONG = 'The clauses of a long contract, one after the other. '.repeat(80)

function found(more: Partial<Reading>): Obstacle | undefined {
  return obstacleOf({
    asked: URL,
    came: URL,
    html: `<p>${more.text ?? LONG}</p>`,
    title: 'Terms',
    text: LONG,
    before: undefined,
    ...more,
  })
}

describe('a page is the page', () => {
  const PAGES: [string, Partial<Reading>][] = [
    ['as it is', {}],
    ['short, where it has no programs', { text: 'Closed on Monday.' }],
    ['with a form to sign in beside a long text', { html: `<input type="password"><p>${LONG}</p>` }],
    ['whose words speak of robots', { text: `${LONG} Are you a robot? Robots are not allowed here.` }],
    ['with a captcha for its comments', { html: `<div class="g-recaptcha"></div><p>${LONG}</p>` }],
    [
      'that is a sign-in itself',
      {
        asked: 'https://net.example/login',
        came: 'https://net.example/login',
        text: 'Sign in',
        html: '<input type=password>',
      },
    ],
    ['at another address of the same site', { came: 'https://net.example/en/legal/terms-of-use' }],
    ['that is a home itself', { asked: 'https://net.example/', came: 'https://net.example/fr/' }],
    ['a third shorter than before', { text: LONG.slice(0, 2800), before: LONG }],
    ['grown from little', { before: 'Soon.' }],
    ['with many programs and as many words', { html: `<script>${'x'.repeat(90_000)}</script>${LONG}` }],
  ]
  for (const [name, reading] of PAGES) it(name, () => assert.equal(found(reading), undefined))
})

describe('something stands in the way', () => {
  const WAYS: [Obstacle, string, Partial<Reading>][] = [
    ['login', 'by its address', { came: 'https://net.example/accounts/login/?next=%2Flegal' }],
    ['login', 'by its address in French', { came: 'https://net.example/fr/connexion' }],
    ['login', 'elsewhere', { came: 'https://sso.example/authenticate' }],
    ['login', 'by its form', { text: 'Members only', html: "<input name=p type='password'>" }],
    ['login', 'at a checkpoint', { came: 'https://net.example/checkpoint/1' }],
    ['captcha', 'by its title', { title: 'Just a moment...', text: 'Checking your browser' }],
    ['captcha', 'by its words', { text: 'Please verify you are a human' }],
    ['captcha', 'by its words in French', { text: 'Vérification : êtes-vous un robot ?' }],
    ['captcha', 'that says access is denied', { title: 'Access Denied', text: 'Reference #18.2f' }],
    [
      'captcha',
      'by its program',
      { text: 'One second', html: '<script src="/cdn-cgi/challenge-platform/x"></script>' },
    ],
    [
      'captcha',
      'of another maker',
      { text: '', html: '<iframe src="https://geo.captcha-delivery.com/"></iframe>' },
    ],
    ['moved', 'to the home', { came: 'https://net.example/' }],
    ['moved', 'to the home of a language', { came: 'https://net.example/fr-FR/' }],
    ['moved', 'to the home of another site', { came: 'https://other.example' }],
    ['empty', 'wholly', { text: ' \n', html: '<body></body>' }],
    [
      'empty',
      'but for its programs',
      { text: 'Loading', html: `<div id=root>Loading</div><script>${'x'.repeat(4000)}</script>` },
    ],
    ['empty', 'beside what it was', { text: 'We are sorry.', before: LONG }],
  ]
  for (const [obstacle, name, reading] of WAYS)
    it(`${obstacle} ${name}`, () => assert.equal(found(reading), obstacle))
})
