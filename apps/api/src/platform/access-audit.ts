import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { WHO } from './door';
import { handlersOf } from './served-routes';

/** Keeps the API from starting while a door does not say who may call it. */
@Injectable()
export class AccessAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const silent = this.discovery.getControllers().flatMap(({ metatype }) =>
      typeof metatype === 'function'
        ? handlersOf(metatype, this.scanner)
            .filter(({ handler }) => this.reflector.getAllAndOverride(WHO, [handler, metatype]) === undefined)
            .map(({ name }) => `${metatype.name}.${name}`)
        : [],
    );
    if (silent.length > 0)
      throw new Error(`These doors do not say who may call them (@Who): ${silent.join(', ')}`);
  }
}
