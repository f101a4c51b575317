import { actRouteNames, routes } from '@rocket/contracts';
import { enActNames } from './en-act-names';
import { ruActNames } from './ru-act-names';

describe.each([
  ['Russian', ruActNames],
  ['English', enActNames],
])('the names of acts in %s', (_, names) => {
  it('name every route that changes something, so that no act is shown by the name of its route', () => {
    expect(actRouteNames.length).toBeGreaterThan(40);
    expect(actRouteNames.filter((route) => !names[route])).toEqual([]);
  });

  it('name no route that is gone', () => {
    expect(Object.keys(names).filter((name) => !(name in routes))).toEqual([]);
  });
});
