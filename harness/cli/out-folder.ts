import { accessSync, constants, mkdirSync } from 'node:fs'
import { UsageError } from './trouble.ts'

/** Made before the work: a folder that cannot be written must not cost a run. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`cannot write to ${folder} (${code ?? 'unknown cause'}); choose another folder with --out`)
  }
}
