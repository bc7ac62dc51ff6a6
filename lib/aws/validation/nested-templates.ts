import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { type IPolicyValidationContext, Stack, Stage } from 'aws-cdk-lib';
import type { WrittenTemplate } from './template-report';

/** Templates of the nested stacks below the stacks of a context, each for the account and region of its parent. */
export function nestedTemplates({ appConstruct, stackTemplates }: IPolicyValidationContext): WrittenTemplate[] {
  const stacks = appConstruct.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
  return stacks.flatMap((stack) => {
    const parent = stack.nestedStackParent && topOf(stack);
    const written = parent && stackTemplates.find(({ templatePath }) => templatePath === templateOf(parent));
    if (written === undefined || !existsSync(templateOf(stack))) return [];
    return [{ ...written, stackConstructPath: stack.node.path, templatePath: templateOf(stack) }];
  });
}

function topOf(stack: Stack): Stack {
  return stack.nestedStackParent ? topOf(stack.nestedStackParent) : stack;
}

function templateOf(stack: Stack): string {
  return path.join(Stage.of(stack)?.outdir ?? '', stack.templateFile);
}
