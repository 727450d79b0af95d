import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readRobots } from './robots.ts'

const allows = (text: string, path: string) => readRobots(text, 'veillee').allows(path)

describe('what a site asks', () => {
  const CASES: [string, string, string, boolean][] = [
    ['nothing allows all', '', '/a', true],
    ['a page that is no such file allows all', '<html><body>Not found</body></html>', '/a', true],
    ['all is closed', 'User-agent: *\nDisallow: /', '/a', false],
    ['an empty disallow closes nothing', 'User-agent: *\nDisallow:', '/a', true],
    ['a place is closed with all below', 'User-agent: *\nDisallow: /a', '/a/b?c', false],
    ['by its beginning, not as a word', 'User-agent: *\nDisallow: /a', '/ab', false],
    ['and not another', 'User-agent: *\nDisallow: /a', '/b', true],
    ['the longest rule decides', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['in whichever order', 'User-agent: *\nAllow: /a/b\nDisallow: /a', '/a/b/c', true],
    ['a tie allows', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a star stands for anything', 'User-agent: *\nDisallow: /*/print', '/x/y/print', false],
    ['stars in a row too', 'User-agent: *\nDisallow: /**a**b', '/xxayyb', false],
    ['a dollar ends', 'User-agent: *\nDisallow: /*.pdf$', '/x.pdf', false],
    ['and lets what goes on', 'User-agent: *\nDisallow: /*.pdf$', '/x.pdfs', true],
    ['a bare end is exact', 'User-agent: *\nDisallow: /a$', '/a', false],
    ['and nothing else', 'User-agent: *\nDisallow: /a$', '/ab', true],
    [
      'its own group wins over that of all',
      'User-agent: *\nDisallow: /\n\nUser-agent: Veillee\nDisallow: /x',
      '/y',
      true,
    ],
    ['whatever the case of the name', 'User-agent: VEILLEE\nDisallow: /x', '/x', false],
    ['that of another is not its own', 'User-agent: veilleebot\nDisallow: /', '/x', true],
    ['names may share a group', 'User-agent: a\nUser-agent: veillee\nDisallow: /x', '/x', false],
    ['groups of one name add up', 'User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b', '/b', false],
    ['a rule before any name is nobody’s', 'Disallow: /\nUser-agent: *\nAllow: /', '/a', true],
    ['comments and spaces are passed over', 'user-agent : * # all\n  disallow :  /a  # this', '/a', false],
    ['line ends of all kinds', 'User-agent: *\r\nDisallow: /a\rDisallow: /b', '/b', false],
    [
      'what else there is is passed over',
      'Sitemap: https://x/\nUser-agent: *\nHost: y\nDisallow: /a',
      '/a',
      false,
    ],
    ['robots.txt itself is open', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ]
  for (const [name, text, path, expected] of CASES) it(name, () => assert.equal(allows(text, path), expected))

  it('waits as it asks, an hour at most', () => {
    const delay = (value: string) => readRobots(`User-agent: *\nCrawl-delay: ${value}`, 'veillee').delay
    assert.deepEqual(['10', '2.5', '99999', '-4', 'soon'].map(delay), [10, 2.5, 3600, 0, 0])
  })

  it('costs little whatever is written', () => {
    const many = `User-agent: *\n${'Disallow: /*a*b*c*d*e$\n'.repeat(50_000)}`
    assert.equal(allows(many, `/${'abcd'.repeat(500)}`), true)
    const part = fc.constantFrom('a', 'b', '/', '*', '$')
    const word = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(word, word, (pattern, path) => {
        const text = `User-agent: *\nDisallow: /${pattern}`
        const wanted = new RegExp(
          `^/${pattern.replace(/\$$/, '').replace(/[$]/g, '\\$').replace(/\*+/g, '.*')}${pattern.endsWith('$') ? '$' : ''}`,
        )
        assert.equal(allows(text, `/${path}`), !wanted.test(`/${path}`))
      }),
      { numRuns: 500 },
    )
  })
})
