// Installs the built package as its users would, from its tarball, into .image/app: what the image of the command line is made of.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const app = path.join(root, '.image/app')
const npm = (args: string[], cwd: string): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

rmSync(path.join(root, '.image'), { recursive: true, force: true })
mkdirSync(app, { recursive: true })
const [packed] = JSON.parse(
  npm(['pack', '--ignore-scripts', '--json', '--pack-destination', path.dirname(app)], root),
) as {
  filename: string
}[]
writeFileSync(path.join(app, 'package.json'), '{ "private": true }')
npm(['install', '--no-audit', '--no-fund', '--ignore-scripts', `../${packed?.filename}`], app)
