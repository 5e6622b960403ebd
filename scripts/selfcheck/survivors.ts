import type { ArguedMutant } from './argued-mutants.ts'

/** What is read of a report of StrykerJS. */
export interface MutationReport {
  files: Record<string, { source: string; mutants: Mutant[] }>
}

interface Mutant {
  status: string
  mutatorName: string
  replacement?: string
  location: { start: { line: number; column: number } }
}

/** A mutant that no test killed, by what its line says: that outlives edits elsewhere in the file. */
export type Survivor = Pick<ArguedMutant, 'file' | 'mutator' | 'code' | 'replacement'> & {
  line: number
  column: number
}

interface Figures {
  killed: number
  survivors: Survivor[]
  files: number
}

export function readReport({ files }: MutationReport): Figures {
  const mutants = Object.entries(files).flatMap(([file, { source, mutants: some }]) =>
    some.map((one) => ({ ...one, file, lines: source.split('\n') })),
  )
  const withStatus = (...statuses: string[]) => mutants.filter((one) => statuses.includes(one.status))
  const survivors = withStatus('Survived', 'NoCoverage').map(({ file, lines, location, ...one }) => ({
    file,
    ...location.start,
    mutator: one.mutatorName,
    code: lines[location.start.line - 1]?.trim() ?? '',
    replacement: (one.replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 100),
  }))
  return { killed: withStatus('Killed', 'Timeout').length, survivors, files: Object.keys(files).length }
}

/** Which survivors nobody has read yet, and which arguments have no survivor any more. An argument is for one mutant only. */
export function judgeSurvivors(
  survivors: readonly Survivor[],
  argued: readonly ArguedMutant[],
): { unread: Survivor[]; stale: ArguedMutant[] } {
  const stale = [...argued]
  const unread = survivors.filter((survivor) => {
    const index = stale.findIndex((one) => isSame(one, survivor))
    if (index >= 0) stale.splice(index, 1)
    return index < 0
  })
  return { unread, stale }
}

const isSame = (one: ArguedMutant, other: Survivor): boolean =>
  (['file', 'mutator', 'code', 'replacement'] as const).every((member) => one[member] === other[member])
