/**
 * The only import of the Terraform engine. cdktn is the maintained successor of cdktf, archived in December 2025. Both
 * share the symbols by which they recognize stacks and resources, and one table of tokens, so that resources of the
 * `@cdktf` bindings, which use cdktf, also work in a stack of cdktn.
 */
export * from 'cdktn';
export { App } from './app';
