import type { Movement } from './movement.ts'
import type { Results } from './schema.ts'
import type { Trend } from './trend.ts'

/** What every report is rendered from; the first results are those that it is about. */
export interface Report {
  results: readonly [Results, ...Results[]]
  /** Against an older report. */
  movement?: Movement
  /** Over all older reports. */
  trend?: Trend
  /** Where each requirement comes from. */
  sources?: Sources
}

/** By requirement id: titles with public addresses. */
export type Sources = Record<string, readonly { title: string; url: string }[]>

interface Format {
  file: string
  /** Renders several results side by side. */
  compares?: boolean
  /** Shows what moved since older results. */
  showsMovement?: boolean
  render(report: Report): Promise<string>
}

/** Renderers are loaded when they are asked for: a run should start fast. */
const formats = {
  text: {
    file: 'report.txt',
    showsMovement: true,
    render: async ({ results: [one], movement, trend }) =>
      (await import('./text.ts')).renderText(one, { colour: false, causes: Infinity, movement, trend }),
  },
  html: {
    file: 'report.html',
    compares: true,
    showsMovement: true,
    render: async (report) => (await import('./html.ts')).renderHtml(report),
  },
  junit: { file: 'junit.xml', render: async ({ results: [one] }) => (await import('./junit.ts')).renderJunit(one) },
  markdown: {
    file: 'summary.md',
    showsMovement: true,
    render: async ({ results: [one], movement }) => (await import('./markdown.ts')).renderMarkdown(one, movement),
  },
  sarif: { file: 'results.sarif', render: async ({ results: [one] }) => (await import('./sarif.ts')).renderSarif(one) },
  ctrf: { file: 'ctrf.json', render: async ({ results: [one] }) => (await import('./ctrf.ts')).renderCtrf(one) },
  badge: { file: 'badge.json', render: async ({ results: [one] }) => (await import('./badge.ts')).renderBadge(one) },
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats

export const formatNames = Object.keys(formats) as FormatName[]

export function isFormat(name: string): name is FormatName {
  return Object.hasOwn(formats, name)
}

/** A format's usual file name, whether it shows several results side by side, and what moved since older ones. */
export function formatFacts(name: FormatName): { file: string; compares: boolean; showsMovement: boolean } {
  const { file, compares = false, showsMovement = false }: Format = formats[name]
  return { file, compares, showsMovement }
}

export function renderFormat(name: FormatName, report: Report): Promise<string> {
  return formats[name].render(report)
}
