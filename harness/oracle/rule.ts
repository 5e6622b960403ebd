/** A sentence that an answer can break. */
export interface Rule {
  /** Id of a requirement of suites/<topic>/requirements.ts at MUST or SHOULD, and its sentence; a self-test compares both. */
  requirement: string
  sentence: string
  /** Ids of docs/evidence.md. */
  facts: readonly string[]
}

export function rule(requirement: string, sentence: string, ...facts: string[]): Rule {
  return { requirement, sentence, facts }
}

/** One of the ways that evidence leaves open. */
export interface Choice {
  /** The fact of docs/evidence.md that leaves it open, such as Q-02. */
  question: string
  /** What a target does that goes this way: "this target …". */
  sentence: string
}

export function choice(question: string, sentence: string): Choice {
  return { question, sentence }
}
