/** Names of the files in a stack's folder that more than one part of the product reads or writes. */
export const stackFiles = {
  /** Made by the synthesis; the contract between it and all that reads stacks. */
  configuration: 'cdk.tf.json',
  /** `import` and `moved` blocks for what exists already; gone again once they have been applied. */
  adoption: 'adopt.tf.json',
  plan: 'plan.bin',
} as const
