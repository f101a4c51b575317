/** One wrong field of a request: `path` as the caller wrote it, `message` for a person. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * A request the business refuses: the caller can do something about it. Each library lists its codes and
 * the API maps every code to problem+json in one exhaustive table. Bugs are plain `Error`s; outcomes that
 * the caller must branch on are return values.
 */
export class DomainError<Code extends string = string> extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: Code,
    detail: string,
    /** Facts a client program may act on. No secrets, no personal data: they leave the building. */
    readonly facts: Readonly<Record<string, unknown>> = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail);
  }
}
