import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Requirement } from '../requirement/index.ts'
import type { Calibration } from './calibrate.ts'
import { packageRoot, requirementFiles } from '../conductor/index.ts'

const projectFolder = existsSync(path.join(packageRoot, 'package.json')) ? packageRoot : path.join(packageRoot, '..')
const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
  name: string
  version: string
}

export const suite = { name: manifest.name, version: manifest.version }

/** Every requirement of every topic, in the order of ids. */
export async function readRequirements(): Promise<Requirement[]> {
  const modules = await Promise.all(requirementFiles().map((file) => import(file) as Promise<Record<string, unknown>>))
  return modules
    .flatMap((module) => Object.values(module))
    .flatMap((rows) => Object.values(rows as Record<string, Requirement>))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The commit of a checkout; a published package has none. */
export function revision(): string | null {
  if (!existsSync(path.join(projectFolder, '.git'))) return null
  try {
    return execFileSync('git', ['-C', projectFolder, 'rev-parse', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return null
  }
}

/** What runs against AWS said of our requirements, newest first; nothing until there was one. */
export function readCalibrations(): Calibration[] {
  const folder = path.join(projectFolder, 'docs/calibration')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Calibration)
    .toSorted((a, b) => b.date.localeCompare(a.date))
}

/** A text file that comes with the package, for example `docs/evidence.md`. */
export function readProjectFile(name: string): string {
  return readFileSync(path.join(projectFolder, name), 'utf8')
}
