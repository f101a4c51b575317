import { actRouteNames, routes, type Route } from '@rocket/contracts';
import { z } from 'zod';
import { enFieldNames } from './en-field-names';
import { ruFieldNames } from './ru-field-names';

interface Shape {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}
const fieldsIn = (shape: Shape, defs = shape.$defs ?? {}): string[] => [
  ...Object.keys(shape.properties ?? {}),
  ...(shape.$ref ? fieldsIn(defs[shape.$ref.replace('#/$defs/', '')]!, defs) : []),
  ...[shape.anyOf, shape.oneOf, shape.allOf].flatMap((all) =>
    (all ?? []).flatMap((one) => fieldsIn(one, defs)),
  ),
];
const sent = new Set(
  actRouteNames.flatMap((name) => {
    const { body }: Route = routes[name];
    return body ? fieldsIn(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Shape) : [];
  }),
);

describe.each([
  ['Russian', ruFieldNames],
  ['English', enFieldNames],
])('the names of fields in %s', (_, names) => {
  it('name every field an act may send, so that none is shown by its code', () => {
    expect(sent.size).toBeGreaterThan(150);
    expect([...sent].filter((field) => !names[field])).toEqual([]);
  });

  it('name no field that is gone', () => {
    expect(Object.keys(names).filter((field) => !sent.has(field))).toEqual([]);
  });
});
