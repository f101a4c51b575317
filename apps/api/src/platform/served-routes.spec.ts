import type { DynamicModule, Type } from '@nestjs/common';
import { MODULE_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { routes, type Route, type RouteName } from '@rocket/contracts';
import { FEATURES } from '../features';
import { ANSWERS_IN_TRANSACTION, SCOPE, accountOf } from './door';
import { IdentityModule } from './identity/identity.module';
import { PROBLEMS } from './problem';
import { handlersOf, routesOf, routesOfHandler } from './served-routes';

/** Described in the contract and not yet served. It only ever gets shorter. */
const NOT_YET: readonly RouteName[] = [];

/** Doors of money and documents that do more than one transaction, and what the same request finds when it comes again after a crash. */
const REPEATED_BY_THEMSELVES: Partial<Record<RouteName, string>> = {
  beginAutopayment: 'the invoice of its key, and the payment that is open for it',
  decideFiscalReceipt: 'the decision of its key',
  handOver: 'the hand-over of its key',
  importStatement: 'its receipts, each by the reference of the bank',
  reconcile: 'the paper of its key',
  recordUsage: 'the use of its key',
  refundToCard: 'the refunds that are under way or done',
  sendDocument: 'the letter of its key',
  startRun: 'what of the date is done',
};

type Module = Type | DynamicModule;

const controllersOf = (module: Module): Type[] => {
  const metatype = 'module' in module ? module.module : module;
  const own = (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, metatype) ?? []) as Type[];
  const imports = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, metatype) ?? []) as Module[];
  const dynamic = 'module' in module ? (module.controllers ?? []) : [];
  return [...own, ...dynamic, ...imports.flatMap((inner) => controllersOf(inner))];
};

const pattern = (route: string): string => route.replace(/:\w+/g, ':');
const described = new Map(
  Object.entries<Route>(routes).map(([name, { method, path }]) => [
    pattern(`${method} ${path}`),
    name as RouteName,
  ]),
);
const served = new Set(
  [...new Set([IdentityModule, ...FEATURES].flatMap((module) => controllersOf(module as Module)))]
    .flatMap((controller) => routesOf(controller))
    .map(pattern),
);

describe('the doors of the API', () => {
  it('are all described in the contract', () => {
    // Outside /api/v1 stands what others' standards put there.
    const ours = [...served].filter((route) => !route.includes('/.well-known/'));
    expect(ours.filter((route) => !described.has(route))).toEqual([]);
  });

  it('are all served, but for those named as not built yet', () => {
    const missing = [...described].filter(([route]) => !served.has(route)).map(([, name]) => name);
    expect(missing.sort()).toEqual([...NOT_YET].sort());
  });

  it('have no two that answer to one address', () => {
    const all = [...new Set(FEATURES.flatMap((module) => controllersOf(module as Module)))]
      .flatMap(routesOf)
      .map(pattern);
    expect(all.filter((route, at) => all.indexOf(route) !== at)).toEqual([]);
  });

  it('that lead to an account all ask whether the caller may see it', () => {
    const all = [...new Set(FEATURES.flatMap((module) => controllersOf(module as Module)))];
    const ofAccounts = all.flatMap((controller) =>
      handlersOf(controller)
        .filter(({ handler }) =>
          routesOfHandler(controller, handler).some((path) => path.includes(' /accounts/:id')),
        )
        .map(({ name }) => ({ name, asks: factoriesOf(controller, name).includes(accountOf) })),
    );
    expect(ofAccounts.length).toBeGreaterThan(20);
    expect(ofAccounts.filter(({ asks }) => !asks)).toEqual([]);
  });

  it('of money and documents answer a repeated request as the first time, wherever the process died', () => {
    const all = [...new Set(FEATURES.flatMap((module) => controllersOf(module as Module)))];
    const kept = new Set(
      all.flatMap((controller) =>
        handlersOf(controller)
          .filter(({ handler }) => Reflect.hasMetadata(ANSWERS_IN_TRANSACTION, handler))
          .flatMap(({ handler }) => routesOfHandler(controller, handler))
          .map((path) => described.get(pattern(path))),
      ),
    );
    const marked = Object.entries<Route>(routes).flatMap(([name, { idempotent }]) =>
      idempotent ? [name as RouteName] : [],
    );
    expect(marked.length).toBeGreaterThan(30);
    expect(marked.filter((name) => !kept.has(name)).sort()).toEqual(
      Object.keys(REPEATED_BY_THEMSELVES).sort(),
    );
  });

  it('that products open ask of a key what the contract says', () => {
    const all = [...new Set(FEATURES.flatMap((module) => controllersOf(module as Module)))];
    const asked = all.flatMap((controller) =>
      handlersOf(controller).flatMap(({ handler }) => {
        const scope = (Reflect.getMetadata(SCOPE, handler) ?? Reflect.getMetadata(SCOPE, controller)) as
          | string
          | undefined;
        return scope
          ? routesOfHandler(controller, handler).map((path) => [described.get(pattern(path)), scope])
          : [];
      }),
    );
    const said = Object.entries<Route>(routes).flatMap(([name, { scope }]) => (scope ? [[name, scope]] : []));
    expect(said.length).toBeGreaterThan(5);
    expect(asked.sort()).toEqual(said.sort());
  });

  it('refuse by the codes and statuses the contract names', () => {
    const table: Readonly<Record<string, { status: number }>> = PROBLEMS;
    const said = Object.values<Route>(routes).flatMap(({ refusals = {} }) => Object.entries(refusals));
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(([code, status]) => table[code]?.status !== status)).toEqual([]);
  });
});

function factoriesOf(controller: Type, name: string): unknown[] {
  const params = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { factory?: unknown }
  >;
  return Object.values(params).map(({ factory }) => factory);
}
