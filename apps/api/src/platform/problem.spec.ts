import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { createProduct, issueInvoice } from '@rocket/contracts';
import { DomainError } from '@rocket/kernel';
import { ForbiddenException, NotFoundException } from '@nestjs/common';
import { DataSource, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { ApiError } from './api-error';
import { parseOr422 } from './door';
import { PROBLEMS, internalProblem, problemOf } from './problem';
import { refusalOf } from './problem.filter';
import { keepAccountsApart } from './walls/account-connections';
import { forAccount } from './walls/whose-rows';

const errorsOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, errors: error.errors };
  }
  throw new Error('It was not refused');
};

describe('a database that is away', () => {
  it.each([
    ['shuts down', { code: '57P01' }],
    ['starts', { driverError: { code: '57P03' } }],
    ['has no disk left', { driverError: { code: '53100' } }],
    ['has no connections left', { code: '53300' }],
    ['hung up', { driverError: { code: 'EPIPE' } }],
    ['hung up without a word', new Error('Connection terminated unexpectedly')],
    ['died under a transaction', new QueryRunnerProviderAlreadyReleasedError()],
  ])('%s: whoever asked may ask again, and nobody is told of a bug', (_story, error) => {
    expect(refusalOf(error)).toMatchObject({ code: 'database_unavailable', facts: { retryAfter: 1 } });
  });

  it.each(['127.0.0.1', 'nobody.invalid'])('at %s is not there: so it is too', async (host) => {
    const url = `postgres://rocket@${host}:1/rocket`;
    const db = new DataSource({ type: 'postgres', url });
    keepAccountsApart(db, { connectionString: url });
    const { obtainMasterConnection } = db.driver;
    const error: unknown = await forAccount(randomUUID(), () => obtainMasterConnection()).catch(
      (reason: unknown) => reason,
    );
    expect(refusalOf(error)).toMatchObject({ code: 'database_unavailable' });
  });

  it('is not what it means when a connection to somebody else was refused', async () => {
    // Nobody listens at the first port of this machine: a product that is switched off.
    const error: unknown = await new Promise((resolve) =>
      request({ host: '127.0.0.1', port: 1, method: 'POST' }).on('error', resolve).end(),
    );
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(refusalOf(error)).toBeNull();
  });

  it.each([
    ['a broken key', { code: '23505' }],
    ['a mistake of ours', new TypeError('x is not a function')],
    ['a query that is wrong', { driverError: { code: '42601' } }],
  ])('is not what %s means', (_story, error) => {
    expect(refusalOf(error)).toBeNull();
  });
});

describe('the problem table', () => {
  it.each(Object.entries(PROBLEMS))('%s has a refusal status and a title in Russian', (_code, row) => {
    expect(row.status).toBeGreaterThanOrEqual(400);
    expect(row.title).toMatch(/[а-яё]/i);
  });

  it('carries the facts a program acts on, and lets none of them stand in for the status', () => {
    const refusal = new ApiError('clock_backwards', 'Часы не идут назад', {
      now: 'T',
      status: 200,
      code: 'ok',
    });
    expect(problemOf(refusal)).toEqual({
      type: '/problems/clock_backwards',
      title: PROBLEMS.clock_backwards.title,
      status: 422,
      code: 'clock_backwards',
      detail: 'Часы не идут назад',
      now: 'T',
    });
  });

  it('knows no code that is not in it, nor the names every object has', () => {
    expect(problemOf(new DomainError('unheard_of', ''))).toBeNull();
    expect(problemOf(new DomainError('toString', ''))).toBeNull();
  });

  it('tells nothing of a bug but its number', () => {
    expect(JSON.stringify(internalProblem('n-1'))).toContain('n-1');
    expect(internalProblem('n-1')).toMatchObject({ status: 500, code: 'internal_error' });
  });
});

describe('what was thrown', () => {
  it.each([
    [new NotFoundException('Cannot GET /x'), 'not_found'],
    [new ForbiddenException(), 'forbidden'],
    [Object.assign(new Error('secret'), { statusCode: 413 }), 'payload_too_large'],
    [Object.assign(new Error('secret'), { statusCode: 415 }), 'unsupported_media_type'],
    [
      Object.assign(new Error('bad json'), { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' }),
      'malformed_body',
    ],
    [Object.assign(new Error('bad url'), { statusCode: 400, code: 'FST_ERR_BAD_URL' }), 'malformed_request'],
  ])('%s is the refusal %s', (thrown, code) => {
    const refusal = refusalOf(thrown);
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).not.toContain('secret');
  });

  it.each([[new Error('select * from account')], [null], ['text'], [{ statusCode: 500 }]])(
    'is a bug when nobody knows it',
    (thrown) => expect(refusalOf(thrown)).toBeNull(),
  );
});

describe('a body that does not fit', () => {
  it('is told field by field, with paths as the caller wrote them', () => {
    const { code, errors } = errorsOf(() =>
      parseOr422(issueInvoice, { amount: { amount: '5', currency: 'RUB' } }),
    );
    expect(code).toBe('validation_failed');
    expect(errors).toEqual([{ path: 'amount.amount', message: expect.stringMatching(/[а-яё]/i) as string }]);
  });

  it('may not have a field nobody asked for', () => {
    const { errors } = errorsOf(() =>
      parseOr422(issueInvoice, { amount: { amount: '5.00', currency: 'RUB' }, tip: 1 }),
    );
    expect(errors).toEqual([{ path: 'tip', message: 'Неизвестное поле' }]);
  });

  it('is told in Russian even where the schema says nothing of its own', () => {
    const { errors } = errorsOf(() => parseOr422(createProduct, {}));
    expect(errors.length).toBeGreaterThan(1);
    for (const { message } of errors) expect(message).toMatch(/[а-яё]/i);
  });
});
