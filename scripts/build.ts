// Builds dist/ anew: compiled code without tests, and the data files that it reads.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
rmSync(path.join(root, 'dist'), { recursive: true, force: true })
const { status } = spawnSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
cpSync(path.join(root, 'harness/report/page'), path.join(root, 'dist/harness/report/page'), { recursive: true })
process.exitCode = status ?? 1
