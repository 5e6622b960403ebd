// The one test module of a run: vitest runs the files of a worker one after another, but the checks of one module side by side.
import module from 'node:module'
import { inject } from 'vitest'
import { announceLoading } from './hand-over.ts'

announceLoading(inject('handOver'))
// A thread does not take the cache over from the main one, and what is loaded before this call is not cached.
module.enableCompileCache()
const { judge } = await import('./judge.ts')
await judge(inject('handOver'), inject('suites'))
