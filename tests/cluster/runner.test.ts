import { stackRunnerContract } from '../../src/ports/stack-runner.contract.js'
import { findProgram } from '../../src/app/setup/programs.js'
import { describeProvider } from '../support/cluster.js'
import { realBench } from './runner-bench.js'

describeProvider('the real tools', ({ cloud, tofu, mirror }) => {
  stackRunnerContract('OpenTofu', () => realBench({ plane: cloud, program: tofu, mirror }))
  const terraform = findProgram('terraform')
  if (terraform !== undefined) stackRunnerContract('Terraform', () => realBench({ plane: cloud, program: terraform, mirror }))
})
