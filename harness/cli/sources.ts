import type { Sources } from '../report/index.ts'
import { parseCatalogue } from './catalogue.ts'
import { readProjectFile, readRequirements } from './suite.ts'

/** Where each requirement of this suite comes from, for reports that cite. */
export async function readSources(): Promise<Sources> {
  const catalogue = parseCatalogue(readProjectFile('docs/evidence.md'))
  const rows = await readRequirements()
  return Object.fromEntries(
    rows.map(({ id, evidence }) => [
      id,
      evidence.flatMap((one) =>
        one.kind === 'document'
          ? [{ title: one.title, url: one.url }]
          : one.ids.flatMap((fact) => (catalogue.get(fact)?.urls ?? []).map((url) => ({ title: fact, url }))),
      ),
    ]),
  )
}
