import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ProductKeyScope } from '@rocket/contracts';
import { DomainError } from '@rocket/kernel';
import { NoteActivity } from './activity/note-activity';
import { ApiError } from './api-error';
import { CallerPace } from './caller-pace';
import { NOBODY, mayEnter, requireAccount, type Admitted, type Caller } from './caller';
import { BEFORE_ENROLMENT, SCOPE, WHO, type DoorRequest } from './door';
import { RecogniseCaller } from './identity/recognise-caller';
import { EVERYBODY, decideWhoseRows, forEverybody } from './walls/whose-rows';

/**
 * Finds out who calls and lets in only whom the door names. A door that names nobody lets nobody in. Says to the database whose rows
 * the request is about: a user's own account; staff, products and what anybody may ask, all.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly recognise: RecogniseCaller,
    private readonly activity: NoteActivity,
    private readonly pace: CallerPace,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = [context.getHandler(), context.getClass()];
    const admitted = this.reflector.getAllAndOverride<Admitted[] | undefined>(WHO, marked);
    if (!admitted) throw new ApiError('forbidden', 'Этот адрес закрыт');
    const request = context.switchToHttp().getRequest<DoorRequest>();
    const isPublic = admitted.includes('public');
    // A public door stays open to a stale cookie or a wrong token: it just does not know the caller.
    // Who it is stands in rows of an account nobody knows yet.
    request.caller = await forEverybody(() => this.callerOf(request, isPublic));
    this.pace.take(request.caller, request.ip);
    decideWhoseRows(request.caller.kind === 'user' && !isPublic ? request.caller.accountId : EVERYBODY);
    const mustEnrol = request.caller.kind === 'staff' && request.caller.mustEnrol === true;
    if (
      mustEnrol &&
      !isPublic &&
      !this.reflector.getAllAndOverride<boolean | undefined>(BEFORE_ENROLMENT, marked)
    )
      throw new ApiError('second_factor_missing', 'Сначала подключите вход с кодом из приложения');
    if (mayEnter(request.caller, admitted)) {
      refuseForeignAccount(request, request.caller);
      refuseMissingScope(
        request.caller,
        this.reflector.getAllAndOverride<ProductKeyScope | undefined>(SCOPE, marked),
      );
      if (request.caller.kind === 'user') await this.activity.run([request.caller.accountId], 'visit');
      return true;
    }
    if (request.caller.kind === 'nobody') throw new ApiError('unauthenticated', 'Нужно войти');
    throw new ApiError('forbidden', 'Нет прав на это действие');
  }

  private async callerOf(request: DoorRequest, isPublic: boolean): Promise<Caller> {
    this.pace.refuseGuesser(request.ip);
    try {
      return await this.recognise.run(request);
    } catch (error) {
      // A database that is away says nothing about the caller.
      if (error instanceof DomainError) this.pace.wrong(request.ip);
      if (isPublic) return NOBODY;
      throw error;
    }
  }
}

function refuseMissingScope(caller: Caller, scope: ProductKeyScope | undefined): void {
  if (scope && caller.kind === 'product' && !caller.scopes.includes(scope))
    throw new ApiError('forbidden', `У этого ключа нет права «${scope}»`, { scope });
}

/** Before the query and the body are looked at: whatever a stranger asks of an account, it does not exist for them. */
function refuseForeignAccount({ routeOptions, params }: DoorRequest, caller: Caller): void {
  const { id } = params as { id?: string };
  if (id && routeOptions.url?.startsWith('/api/v1/accounts/:id')) requireAccount(caller, id);
}
