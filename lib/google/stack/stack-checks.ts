import type { Construct } from 'constructs';
import { Problems } from '../../errors';
import { Annotations } from '../../terraform/engine';
import { isKnownAtDeployment } from '../../terraform/known-at-deployment';
import { REGIONS } from './regions';

/** @see https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin */
const PROJECT = /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const REGION = /^[a-z]+-[a-z]+\d+$/;

/** Props of a stack that define where it is deployed. */
export interface StackPlace {
  /** Id of the project. */
  readonly project: string;
  /** Name of the region. */
  readonly region: string;
}

/** Checks the props of a stack. Values that are known only at deployment are not checked. @throws ValidationError */
export function checkStack(scope: Construct, { project, region }: StackPlace): void {
  const problems = new Problems(scope.node.path);
  problems.require(isKnownAtDeployment(project) || matches(PROJECT, project), {
    code: 'STACK_PROJECT',
    prop: 'project',
    value: project,
    rule: 'is not the id of a project: 6 to 30 lowercase letters, digits and hyphens, with a letter first',
    fix: "give the project's id, not its name or number: gcloud projects list shows it",
  });
  problems.require(isKnownAtDeployment(region) || matches(REGION, region), {
    code: 'STACK_REGION',
    prop: 'region',
    value: region,
    rule: 'is not the name of a region',
    fix: "write the region without a zone, such as 'europe-north1'",
  });
  problems.throwIfAny();
  warnAboutRegion(scope, region);
}

function warnAboutRegion(scope: Construct, region: string): void {
  if (isKnownAtDeployment(region) || REGIONS.includes(region)) return;
  Annotations.of(scope).addWarning(
    `${scope.node.path}: region=${JSON.stringify(region)} is not a region of Cloud Run that tradewind knows. ` +
      'If Google lists it on https://cloud.google.com/run/docs/locations, ignore this warning.',
  );
}

const matches = (pattern: RegExp, value: unknown) => typeof value === 'string' && pattern.test(value);
