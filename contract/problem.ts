import { type Static, Type } from 'typebox';

/** What every refusal and fault of the coordinator looks like: RFC 9457, `application/problem+json`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'about:blank, or the address of a page about this problem' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'What happened, to which value, and what to do' }),
    code: Type.String({ description: 'Stable; for programs' }),
    requestId: Type.String(),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
