import { Token } from './engine';

/** Recognizes values that Terraform resolves: tokens of the engine, and strings with an expression in them. */
export function isKnownAtDeployment(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === 'string' && value.includes('$' + '{'));
}
