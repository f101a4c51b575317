import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { factsFromJson, factsToJson } from '../platform/facts-json';
import type { AnswerKey, ReportFigures } from './report-answer.rows';

export interface KeptFigures {
  readonly figures: ReportFigures;
  /** The instant of the business the figures are of. */
  readonly asOf: Date;
}
export interface ReportAnswer {
  readonly kept: KeptFigures | null;
  /** Since when it is computed or waits to be, by the clock of machines; null: neither. */
  readonly since: Date | null;
}
/** The right to compute an answer: whoever has another holder has lost it. */
export interface AnswerLease {
  readonly key: AnswerKey;
  readonly holder: string;
}
/** Two clocks: `now` of the business, `wall` of machines (decision 0006). */
export interface Instants {
  readonly now: Date;
  readonly wall: Date;
}

const LEASE_MS = 60_000;
/** Written down once in so long that somebody still asks. */
const ASKED_EVERY_MS = 3600_000;
const until = (wall: Date): Date => new Date(wall.getTime() + LEASE_MS);
const valuesOf = ({ report, parameters }: AnswerKey): unknown[] => [report, JSON.stringify(parameters)];

interface AnswerRow {
  readonly body: unknown;
  readonly as_of: Date | null;
  readonly since: Date | null;
}

/** Answers of reports that take long, one for each question, and who computes it. Every statement stands alone. */
@Injectable()
export class ReportAnswerStore {
  constructor(private readonly db: DataSource) {}

  async find(key: AnswerKey, wall: Date): Promise<ReportAnswer | null> {
    const [row] = (await this.db.query(
      `select body, as_of, case when lease_until > $3 then began_at else wanted_at end as since
         from report_answer where report = $1 and parameters = $2`,
      [...valuesOf(key), wall],
    )) as AnswerRow[];
    if (!row) return null;
    const kept =
      row.as_of === null ? null : { figures: factsFromJson<ReportFigures>(row.body), asOf: row.as_of };
    return { kept, since: row.since };
  }

  async noteAsked(key: AnswerKey, now: Date): Promise<void> {
    await this.db.query(
      `update report_answer set asked_at = $3 where report = $1 and parameters = $2 and asked_at < $4`,
      [...valuesOf(key), now, new Date(now.getTime() - ASKED_EVERY_MS)],
    );
  }

  /** Asks for a newer answer. While one is computed, that one is it. */
  async want(key: AnswerKey, wall: Date): Promise<void> {
    await this.db.query(
      `update report_answer set wanted_at = $3
        where report = $1 and parameters = $2 and wanted_at is null and (lease_until is null or lease_until <= $3)`,
      [...valuesOf(key), wall],
    );
  }

  /** Takes what somebody has begun to compute. False while another process computes it. */
  async take({ key, holder }: AnswerLease, began: Date, { now, wall }: Instants): Promise<boolean> {
    const rows = (await this.db.query(
      `with taken as (
         insert into report_answer (report, parameters, asked_at, holder, began_at, lease_until) values ($1, $2, $3, $4, $5, $6)
         on conflict (report, parameters) do update
            set asked_at = excluded.asked_at, holder = excluded.holder, began_at = excluded.began_at,
                lease_until = excluded.lease_until
          where report_answer.lease_until is null or report_answer.lease_until <= $7
         returning holder)
       select holder from taken`,
      [...valuesOf(key), now, holder, began, until(wall), wall],
    )) as unknown[];
    return rows.length > 0;
  }

  /** Takes one that is due: wanted, never finished, or asked for lately and older than last night. */
  async takeDue(holder: string, lastNight: Date, wall: Date): Promise<AnswerKey | null> {
    const [row] = (await this.db.query(
      `with taken as (
         update report_answer set holder = $1, began_at = $2, lease_until = $3
          where (report, parameters) in (
            select report, parameters from report_answer
             where (lease_until is null or lease_until <= $2) and (wanted_at is not null or body is null or as_of < $4)
             order by wanted_at nulls last, as_of nulls first limit 1 for update skip locked)
         returning report, parameters)
       select report, parameters from taken`,
      [holder, wall, until(wall), lastNight],
    )) as AnswerKey[];
    return row ?? null;
  }

  async renew({ key, holder }: AnswerLease, wall: Date): Promise<void> {
    await this.db.query(
      `update report_answer set lease_until = $4 where report = $1 and parameters = $2 and holder = $3`,
      [...valuesOf(key), holder, until(wall)],
    );
  }

  /** Keeps what was computed; a later answer of somebody who took over is not overwritten. */
  async keep({ key, holder }: AnswerLease, { figures, asOf }: KeptFigures, tookMs: number): Promise<void> {
    await this.db.query(
      `update report_answer set holder = null, began_at = null, lease_until = null, wanted_at = null,
              as_of = $4, took_ms = $5::float8::int, body = $6
        where report = $1 and parameters = $2 and holder = $3`,
      [...valuesOf(key), holder, asOf, tookMs, factsToJson(figures)],
    );
  }

  /** It takes long no more, or cannot be computed by us: nothing is kept. */
  async forget({ key, holder }: AnswerLease): Promise<void> {
    await this.db.query(`delete from report_answer where report = $1 and parameters = $2 and holder = $3`, [
      ...valuesOf(key),
      holder,
    ]);
  }

  /** Leaves it to whoever comes next. */
  async release({ key, holder }: AnswerLease): Promise<void> {
    await this.db.query(
      `update report_answer set holder = null, began_at = null, lease_until = null
        where report = $1 and parameters = $2 and holder = $3`,
      [...valuesOf(key), holder],
    );
  }

  async forgetUnasked(before: Date, wall: Date): Promise<void> {
    await this.db.query(
      `delete from report_answer where asked_at < $1 and (lease_until is null or lease_until <= $2)`,
      [before, wall],
    );
  }
}
