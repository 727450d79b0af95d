#!/usr/bin/env node
// Runs on Node 20, without any dependency: puts them in place, then hands over to the program on Node 24.
//   veillee prepare      install and build only
//   --no-install, --no-build  refuse to install, do not build (before or after the command)
import { join } from 'node:path'
import { build } from './launch/build.mjs'
import { install } from './launch/install.mjs'
import { launch } from './launch/main.mjs'
import { findNode, handOver } from './launch/runtime.mjs'

const OWN = ['--no-install', '--no-build']
const given = process.argv.slice(2)
const args = given.filter((arg) => !OWN.includes(arg))
// As the program has it: without a command it serves, unless asked about itself.
const about = ['-h', '--help', '-V', '--version'].includes(args[0])
const command = args[0]?.startsWith('-') || !args[0] ? (about ? 'about' : 'serve') : args[0]

await launch(async (root) => {
  await install(root, { allowed: !given.includes('--no-install') })
  const node = findNode(root)
  const serves = command === 'serve' || command === 'prepare'
  if (serves && !given.includes('--no-build')) await build(root, node)
  if (command !== 'prepare') await handOver(root, node, join(root, 'src', 'server', 'main.ts'), args)
})
