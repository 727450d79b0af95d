#!/usr/bin/env node
// Runs on Node 20: sets the project up as `npm start` does, then hands over to the test runner on Node 24.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = `${root}node_modules/node-${process.platform}-${process.arch}/bin/node`
const child = spawn(node, [`${root}scripts/test.ts`, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
