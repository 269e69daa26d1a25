import { type Static, Type } from 'typebox';

const Rating = Type.Union([Type.Enum(['good', 'bad']), Type.Null()]);
export type Rating = Static<typeof Rating>;

/** `PUT /v1/runs/:run/rating`: what a person thinks of a run; null takes it back. */
export const RunRating = Type.Object({ rating: Rating }, { additionalProperties: false });

/** What people think of a run. */
export const RunRatings = Type.Object({
  good: Type.Integer({ minimum: 0 }),
  bad: Type.Integer({ minimum: 0 }),
  mine: Type.Union(Rating.anyOf, { description: 'Of whoever asks' }),
});
export type RunRatings = Static<typeof RunRatings>;
