import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner } from '@nestjs/core';

type Handler = (...args: never[]) => unknown;
type Class = abstract new (...args: never[]) => unknown;

/** The handlers of a controller: its methods with a route. */
export function handlersOf(
  controller: { readonly prototype: object; readonly name: string } | Class,
  scanner = new MetadataScanner(),
): { name: string; handler: Handler }[] {
  const prototype = controller.prototype as Record<string, Handler>;
  return scanner
    .getAllMethodNames(prototype)
    .map((name) => ({ name, handler: prototype[name] as Handler }))
    .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler));
}

/** The routes of a controller as `GET /accounts/:id`, without the global prefix. */
export function routesOf(controller: Class): string[] {
  return handlersOf(controller).flatMap(({ handler }) => routesOfHandler(controller, handler));
}

export function routesOfHandler(controller: Class, handler: Handler): string[] {
  const bases = listOf(Reflect.getMetadata(PATH_METADATA, controller));
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const paths = listOf(Reflect.getMetadata(PATH_METADATA, handler));
  return bases.flatMap((base) => paths.map((path) => `${method} ${joined(base, path)}`));
}

const listOf = (path: unknown): string[] => (Array.isArray(path) ? path : [path ?? '']) as string[];

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
