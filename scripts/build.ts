// Builds dist/ anew: compiled code without tests, the data files that it reads, and the JSON Schema of results.json.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { resultsJsonSchema } from '../harness/report/json-schema.ts'

const root = path.join(import.meta.dirname, '..')
rmSync(path.join(root, 'dist'), { recursive: true, force: true })
const { status } = spawnSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
cpSync(path.join(root, 'harness/report/page'), path.join(root, 'dist/harness/report/page'), { recursive: true })
writeFileSync(path.join(root, 'dist/results.schema.json'), `${JSON.stringify(resultsJsonSchema(), null, 2)}\n`)
process.exitCode = status ?? 1
