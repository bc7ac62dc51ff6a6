import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { maskTemplate } from '../../lib/testing/serializer';

/** The template of a stack, without what the CDK adds to every one. */
export function templateOf(
  stack: Stack,
): Record<string, Record<string, { Type: string; Properties: Record<string, unknown> }>> {
  return maskTemplate(Template.fromStack(stack)) as never;
}

/** Number of resources of each type in a stack, without the service's prefix: `{ 'Lambda::Function': 1 }`. */
export function inventory(stack: Stack): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(templateOf(stack).Resources ?? {})) {
    const type = Type.replace(/^AWS::/, '');
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** The logical ids of a stack's resources, sorted. */
export function logicalIds(stack: Stack): string[] {
  return Object.keys(templateOf(stack).Resources ?? {}).sort();
}
