/** An error that GitHub names with a `type` beside its message. */
export class GraphqlRefusal extends Error {
  readonly code = 'GRAPHQL_REFUSAL';
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export function forbidden(): GraphqlRefusal {
  return new GraphqlRefusal('FORBIDDEN', 'Resource not accessible by integration');
}

export function noNode(id: string): GraphqlRefusal {
  return new GraphqlRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
}
