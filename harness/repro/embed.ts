import { readFileSync } from 'node:fs'
import * as module from 'node:module'
import path from 'node:path'

const extension = path.extname(import.meta.url)
const known = new Map<string, string>()

/** One of our own modules as plain JavaScript that stands in a repro: without imports of its neighbours, exports and its first comment. */
export function embedded(name: 'answers' | 'standalone' | 'calls'): string {
  const text = known.get(name) ?? read(name)
  known.set(name, text)
  return text
}

function read(name: string): string {
  const source = readFileSync(new URL(name + extension, import.meta.url), 'utf8')
  // Once built it is JavaScript already.
  const script = extension === '.ts' ? module.stripTypeScriptTypes(source) : source
  return script
    .replace(/^(\/\/.*\n)+/, '')
    .replaceAll(/^import [^;']*?from '\.[^']*';?\n/gm, '')
    .replaceAll(/^export (?=(async )?(function|const))/gm, '')
    .replaceAll(/^export \{\};?\n/gm, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/^\/\*\*[^]*?\*\/\n(?=\n)/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
