import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { progressBar } from './bar.ts'

function screen(isTTY: boolean, columns = 60) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns })
  return { bar: progressBar(stream), said: () => String(stream.read() ?? '') }
}

test('at a terminal a line is drawn over itself, never wider than the window, and goes away', () => {
  const { bar, said } = screen(true, 40)
  bar.show(0.5, '10 000 lignes')
  assert.equal(said(), `\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} 10 000 lignes`)
  bar.show(0.5, '10 000 lignes')
  assert.equal(said(), '', 'nothing new, nothing drawn')
  bar.show(3, 'x'.repeat(100))
  assert.equal(said().length, '\r\u001b[2K'.length + 39)
  bar.clear()
  assert.equal(said(), '\r\u001b[2K')
  bar.clear()
  assert.equal(said(), '')
})

test('elsewhere it says nothing', () => {
  const { bar, said } = screen(false)
  bar.show(0.5, 'x')
  bar.clear()
  assert.equal(said(), '')
})
