import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@rocket/kernel';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CallerPace } from '../platform/caller-pace';
import type { DoorRequest } from '../platform/door';
import { sendProblem } from '../platform/problem.filter';
import { forEverybody } from '../platform/walls/whose-rows';
import { AnswerEntitlement, type ProductAnswer } from './answer-entitlement';

const QUESTION = /^\/api\/v1\/entitlements\?account=([1-9]\d{0,14})$/;
const KEY = /^Bearer (rmp_[\w-]{20,100})$/;

/**
 * A short way to one door, in front of all others: the plain question of a product that shows a key goes past headers for
 * browsers, guards and interceptors, straight to the use case of the ordinary door. Whatever it cannot answer with 200 goes the
 * ordinary way, where refusals are made. Why, with figures: decision 0016.
 */
export function openEntitlementLane(fastify: FastifyInstance, app: NestFastifyApplication): void {
  const answer = app.get(AnswerEntitlement, { strict: false });
  const pace = app.get(CallerPace, { strict: false });
  fastify.addHook('onRequest', (request: DoorRequest, reply, done) => {
    const account = request.method === 'GET' ? QUESTION.exec(request.url)?.[1] : undefined;
    const secret = account && KEY.exec(request.headers.authorization ?? '')?.[1];
    if (!account || !secret) return done();
    const paced = async (): Promise<ProductAnswer | null> => {
      pace.refuseGuesser(request.ip);
      const answered = await answer.byKey(secret, Number(account));
      if (answered) pace.take(answered.caller, request.ip);
      return answered;
    };
    // A key of a product may ask about every account by its number at amoCRM.
    forEverybody(paced).then(
      (answered) => {
        if (!answered) return done();
        request.caller = answered.caller;
        request.isCommon = true;
        send(reply, answered.text);
      },
      (error: unknown) => {
        if (error instanceof DomainError) sendProblem(reply, error);
        else done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

const send = (reply: FastifyReply, text: string): void => {
  void reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(text);
};
