import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')

interface Import {
  from: string
  to: string
}

/** Every relative import of the project, as paths from its root; tests may import what they like. */
function relativeImports(folder: string): Import[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const from = path.join(folder, file)
      const text = readFileSync(path.join(root, from), 'utf8')
      return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target = '']) => ({
        from,
        to: path.join(path.dirname(from), target),
      }))
    })
}

const violations = (imports: Import[], isAllowed: (edge: Import) => boolean): string[] =>
  imports.filter((edge) => !isAllowed(edge)).map(({ from, to }) => `${from} → ${to}`)

const inside = (file: string, folder: string): boolean => file.startsWith(`${folder}/`)
const topFolder = (file: string): string => file.split('/')[0] ?? ''

test('fixtures import neither the harness nor suites', () => {
  const imports = relativeImports('fixtures')
  expect(imports.length).toBeGreaterThan(5)
  expect(violations(imports, ({ to }) => topFolder(to) === 'fixtures')).toEqual([])
})

test('no module of the harness imports a suite', () => {
  const imports = relativeImports('harness')
  expect(imports.length).toBeGreaterThan(30)
  expect(violations(imports, ({ to }) => topFolder(to) !== 'suites')).toEqual([])
})

test('a suite imports the check API, its own requirements and nothing else of the project', () => {
  const isAllowed = ({ from, to }: Import): boolean =>
    to === 'harness/check/index.ts' || path.dirname(to) === path.dirname(from)
  const imports = relativeImports('suites').filter(({ from }) => from.endsWith('.suite.ts'))
  expect(imports.length).toBeGreaterThan(0)
  expect(violations(imports, isAllowed)).toEqual([])
})

test('requirements are pure data: they import only the words to write them', () => {
  const imports = relativeImports('suites').filter(({ from }) => from.endsWith('requirements.ts'))
  expect(imports.length).toBeGreaterThan(0)
  expect(violations(imports, ({ to }) => to === 'harness/requirement/index.ts')).toEqual([])
})

test('the command line stands on top: no other module of the harness imports it', () => {
  const imports = relativeImports('harness').filter(({ from }) => !inside(from, 'harness/cli'))
  expect(violations(imports, ({ to }) => !inside(to, 'harness/cli'))).toEqual([])
})

test('the oracle and the reference share no rule', () => {
  expect(
    violations(
      relativeImports('harness'),
      ({ from, to }) => !inside(from, 'harness/oracle') || !inside(to, 'fixtures/reference'),
    ),
  ).toEqual([])
})

test('the oracle is pure: it imports nothing but itself', () => {
  const imports = relativeImports('harness/oracle')
  expect(imports.length).toBeGreaterThan(30)
  expect(violations(imports, ({ to }) => inside(to, 'harness/oracle'))).toEqual([])
  const packages = readdirSync(path.join(root, 'harness/oracle'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(path.join(root, 'harness/oracle', file), 'utf8').matchAll(/^import .* from '([^.].*)'/gm),
    ])
  expect(packages.map(([line]) => line)).toEqual([])
})

test('modules of the harness do not import each other in circles', () => {
  const moduleOf = (file: string): string => file.split('/').slice(0, 2).join('/')
  const edges = new Map<string, Set<string>>()
  for (const { from, to } of relativeImports('harness')) {
    const [source, target] = [moduleOf(from), moduleOf(to)]
    if (topFolder(to) !== 'harness' || source === target) continue
    edges.set(source, (edges.get(source) ?? new Set()).add(target))
  }
  const circle = [...edges.keys()].find((start) => reaches(edges, start, start))
  expect(circle).toBeUndefined()
})

function reaches(edges: Map<string, Set<string>>, from: string, to: string, seen = new Set<string>()): boolean {
  return [...(edges.get(from) ?? [])].some((next) => {
    if (next === to) return true
    if (seen.has(next)) return false
    seen.add(next)
    return reaches(edges, next, to, seen)
  })
}

test('a module of the harness is imported through its index', () => {
  const isAllowed = ({ from, to }: Import): boolean =>
    topFolder(to) !== 'harness' || to.endsWith('/index.ts') || path.dirname(from) === path.dirname(to)
  expect(violations(relativeImports('harness'), isAllowed)).toEqual([])
})
