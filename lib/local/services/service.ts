/** Answers the calls of the clients of one kind. `target` is the path of what the client is bound to. */
export type Service = (target: string, method: string, input: unknown) => Promise<unknown> | unknown;
