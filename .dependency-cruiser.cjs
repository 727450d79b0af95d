// The listing is the law: a folder of src/ imports only folders that sort before it, and lib/.
const { readdirSync } = require('node:fs')
const { join } = require('node:path')

const layers = readdirSync(join(__dirname, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()

const TESTS = '\\.test\\.tsx?$'

// Tests may hold what a route answers against the published shapes, which stand at the far end.
const SHAPES = '^src/server/api\\.ts$'

const order = layers.slice(0, -1).flatMap((name, i) => {
  const later = `^src/(${layers.slice(i + 1).join('|')})/`
  const comment = `src/${name} may import only what sorts before it, and lib/.`
  const rule = { severity: 'error', comment }
  return [
    { ...rule, name: `order: ${name}`, from: { path: `^src/${name}/`, pathNot: TESTS }, to: { path: later } },
    {
      ...rule,
      name: `order: tests of ${name}`,
      from: { path: `^src/${name}/.*${TESTS}` },
      to: { path: later, pathNot: SHAPES },
    },
  ]
})

const DOORS = ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/(channels|relate)/[^/]+/index\\.ts$']
const frontDoor = {
  comment: 'Another module is reached through its index.ts only.',
  severity: 'error',
}

const strangers = ['channels', 'relate'].map((name) => ({
  name: `strangers: ${name}`,
  comment: `No part of src/${name} imports another: what two of them need belongs higher up.`,
  severity: 'error',
  from: { path: `^src/${name}/([^/]+)/` },
  to: { path: `^src/${name}/[^/]+/`, pathNot: `^src/${name}/$1/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...order,
    ...strangers,
    {
      ...frontDoor,
      name: 'front door',
      from: { path: '^src/([^/]+)/', pathNot: ['^src/web/', TESTS] },
      to: { path: '^src/', pathNot: DOORS },
    },
    {
      ...frontDoor,
      name: 'front door, for tests',
      from: { path: `^src/([^/]+)/.*${TESTS}`, pathNot: '^src/web/' },
      to: { path: '^src/', pathNot: [...DOORS, SHAPES] },
    },
    {
      name: 'lib knows nothing of the product',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(src|migrations|test|bench|scripts)/' },
    },
    {
      name: 'lib is tested without the product',
      severity: 'error',
      from: { path: '^lib/.*\\.test\\.ts$' },
      to: { path: '^(src|bench|scripts)/' },
    },
    {
      name: 'web borrows types from server',
      comment: 'The interface is a client of the public API: of the server it knows the shapes alone.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web borrows nothing else',
      severity: 'error',
      from: { path: '^src/web/' },
      to: {
        path: '^(src|lib|migrations|test|bench|scripts)/',
        pathNot: ['^src/web/', '^src/server/', '^lib/(i18n|measure|template)/'],
      },
    },
    {
      name: 'code does not lean on tests',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: ['^(test|bench|scripts|migrations)/', TESTS] },
    },
    {
      name: 'migrations stand alone',
      comment: 'What a migration did must not change when the product does.',
      severity: 'error',
      from: { path: '^migrations/', pathNot: TESTS },
      to: { path: '^(src|test|bench|scripts)/' },
    },
    {
      name: 'no cycles',
      comment: 'At run time; files of one module may share types both ways.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared dependencies',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'runtime needs no development dependency',
      severity: 'error',
      from: { path: '^(src|lib|migrations)/', pathNot: ['^src/web/', TESTS] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
