import { type Static, Type } from 'typebox';

/** One thing that is wrong with what was sent. */
const InputFault = Type.Object({
  in: Type.Enum(['body', 'query', 'path', 'header']),
  pointer: Type.Optional(Type.String({ description: 'Where in the body: a JSON pointer (RFC 6901)' })),
  name: Type.Optional(Type.String({ description: 'Which parameter or header' })),
  detail: Type.String({ description: 'The value, and what it must be' }),
});
export type InputFault = Static<typeof InputFault>;

/** What every refusal and fault of the coordinator looks like: RFC 9457, `application/problem+json`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'about:blank, or the address of a page about this problem' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'What happened, to which value, and what to do' }),
    code: Type.String({ description: 'Stable; for programs' }),
    requestId: Type.String(),
    errors: Type.Optional(Type.Array(InputFault, { description: 'All that is wrong with the input (422)' })),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
