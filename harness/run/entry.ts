// The one test module of a run: vitest runs the files of a worker one after another, but the checks of one module side by side.
import { afterAll, inject } from 'vitest'
import { currentWorld } from '../check/index.ts'

afterAll(async () => {
  await currentWorld().close()
})

for (const suite of inject('session').suites) await import(/* @vite-ignore */ suite)
