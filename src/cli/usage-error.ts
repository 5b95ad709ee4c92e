/**
 * That the command was called in a way that it cannot do.
 */
export class UsageError extends Error {}
