import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The folder of the package's own code: the repository in development, `dist` once built. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url))
/** Of the package's modules: `.ts` in development, `.js` once built. */
export const extension = path.extname(import.meta.url)

/** File URLs of all suites. */
export function suiteFiles(): string[] {
  return suiteFolderFiles(`.suite${extension}`)
}

/** File URLs of the modules that hold the requirements, one a topic. */
export function requirementFiles(): string[] {
  return suiteFolderFiles(`requirements${extension}`)
}

function suiteFolderFiles(ending: string): string[] {
  const folder = path.join(packageRoot, 'suites')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .toSorted()
    .map((file) => pathToFileURL(path.join(folder, file)).href)
}
