import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cleanText, clip, looksLikeHtml, oneLine, plainText } from './index.ts'

test('blocks become lines, inline markup goes, entities are read', () => {
  const html = `<h1>Soldes&nbsp;!</h1><p>Un <b>pull</b> à&#32;29&euro;,<br>livr&eacute;.</p>
    <ul><li>rouge</li><li>vert <i>pomme</i></li></ul><ol><li>un<li>deux</ol><div>fin</div>`
  assert.equal(
    plainText(html),
    'Soldes\u00a0!\n\nUn pull à 29€,\nlivré.\n\n- rouge\n- vert pomme\n\n1. un\n2. deux\n\nfin',
  )
})

test('what nobody sees is not read', () => {
  for (const hidden of [
    '<script>alert(1)</script>',
    '<style>p{}</style>',
    '<template>no</template>',
    '<p hidden>no</p>',
    '<span style="color:red; DISPLAY : none">no<b>no</b></span>',
    '<iframe src=x>no</iframe>',
    '<!-- no -->',
    '<svg><title>no</title><text>no</text></svg>',
  ]) {
    assert.equal(plainText(`avant ${hidden}<i>après</i>`), 'avant après', hidden)
  }
})

test('emoji drawn as pictures are read, other pictures are not', () => {
  assert.equal(
    plainText('Bravo <img class="wp-smiley" alt="🙂" src=x> <img alt="photo du pull" src=y>!'),
    'Bravo 🙂 !',
  )
})

test('preformatted text keeps its lines, tables their cells apart', () => {
  assert.equal(plainText('<pre>a\n  b</pre><table><tr><td>1<td>2<tr><td>3</table>'), 'a\n  b\n\n1 2\n3')
})

test('broken markup still gives its words', () => {
  assert.equal(plainText('<p>un <b>deux <i>trois</b> quatre <a href="x>y">cinq'), 'un deux trois quatre cinq')
  assert.equal(plainText('1 < 2 & 3 &unknown; <'), '1 < 2 & 3 &unknown; <')
})

test('hidden characters that hide words go, joiners of emoji stay', () => {
  assert.equal(plainText('ar\u200bna\u00adque \u202eabc\u202c 👩‍💻\u0000'), 'arnaque abc 👩‍💻')
})

test('no input makes it throw, hang or leave a script behind', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '<',
          '>',
          '/',
          '<p',
          '<script>',
          '</script>',
          '&',
          '&#0;',
          '"',
          "'",
          'x',
          ' ',
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
        ),
      ),
      (parts) => {
        assert.equal(typeof plainText(parts.join('')), 'string')
      },
    ),
  )
  for (const text of [
    ' '.repeat(3_000_000),
    '\u00a0'.repeat(3_000_000),
    `${'\n '.repeat(1_000_000)}x`,
    '<p'.repeat(1_000_000),
  ]) {
    assert.ok(cleanText(text).length <= 100_000)
    assert.ok(plainText(`<pre>${text}x`).length <= 100_000)
    looksLikeHtml(text)
  }
  for (const unit of ['<a>', '<p>', '<table>', '<ol><li>', '</b>', '<', '&', '<!--', '<a></b>']) {
    assert.ok(plainText(unit.repeat(400_000)).length <= 100_000, unit)
  }
})

test('text is cut at the cap, between characters', () => {
  assert.equal(plainText('<p>abcdef</p>', 4), 'abcd')
  assert.equal(clip('ab🙂cd', 3), 'ab')
  assert.equal(clip('ab🙂cd', 4), 'ab🙂')
  assert.equal(cleanText(' a\r\nb \n\n\n\nc\u0007 '), 'a\nb\n\nc')
  assert.equal(oneLine(' a\t\u0000\tb\r\nc ', 9), 'a b c')
  assert.equal(oneLine('abc def', 4), 'abc')
})

test('plain and marked-up text are told apart', () => {
  for (const html of ['a<br>b', '<p>x', 'x</b>', 'caf&eacute;', '&#233;t&#xe9;', '<a href="x">'])
    assert.ok(looksLikeHtml(html), html)
  for (const plain of ['a < b > c', 'AT&T & co;', '<3', 'if x<y and y>z', 'R&D;', 'use <div> here']) {
    assert.ok(!looksLikeHtml(plain), plain)
  }
})
