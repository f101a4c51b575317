import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions of customers to support, what was said in them, and by when the offer promises an answer (rule 33). */
export class TakeSupportRequests20261122080000 implements MigrationInterface {
  readonly name = 'TakeSupportRequests20261122080000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table support_request (
        account_id uuid not null,
        id uuid not null,
        -- 1…n of the seller: series 'support_request'.
        number integer not null check (number >= 1),
        user_id uuid not null,
        -- Empty: erased with the data of whoever wrote it.
        subject text not null,
        product_code text references product (code),
        asked_at timestamptz not null,
        -- Where the last word leaves it; the words themselves are in support_message.
        state text not null check (state in ('open', 'answered', 'closed')),
        waiting_since timestamptz,
        due_at timestamptz,
        -- The year of which no working days are known yet, so that nobody can say when it is due.
        calendar_missing integer,
        last_no integer not null check (last_no >= 1),
        last_at timestamptz not null,
        primary key (account_id, id),
        unique (account_id, number),
        foreign key (account_id, user_id) references account_user (account_id, id),
        check ((state = 'open') = (waiting_since is not null)),
        check (state = 'open' or (due_at is null and calendar_missing is null)),
        check (due_at is null or calendar_missing is null)
      );
      create index support_request_of_account on support_request (account_id, last_at desc, id desc);
      create index support_request_waiting on support_request (coalesce(due_at, waiting_since), id) where state = 'open';
      create index support_request_newest on support_request (state, last_at desc, id desc);

      create table support_message (
        account_id uuid not null,
        request_id uuid not null,
        no integer not null check (no >= 1),
        at timestamptz not null,
        side text not null check (side in ('customer', 'support')),
        -- user:<id> or staff:<id>
        author text not null,
        -- Of a customer empty: erased with their data.
        text text not null,
        closes boolean not null,
        -- Of a word of the customer: by when it had to be answered; null where the offer promises nothing.
        due_at timestamptz,
        primary key (account_id, request_id, no),
        foreign key (account_id, request_id) references support_request (account_id, id),
        check (side = 'support' or not closes),
        check (side = 'customer' or closes or text <> ''),
        check (side = 'customer' or due_at is null)
      );
      create index support_message_by_author on support_message (account_id, author);

      -- Nobody changes what was said; the words of a person go when their data are erased.
      create trigger support_request_stands before update on support_request for each row
        when ((new.account_id, new.id, new.number, new.user_id, new.product_code, new.asked_at)
                is distinct from (old.account_id, old.id, old.number, old.user_id, old.product_code, old.asked_at)
           or (new.subject <> old.subject and new.subject <> ''))
        execute function refuse_change();
      create trigger support_request_is_kept before delete on support_request for each row execute function refuse_change();
      create trigger support_request_is_not_emptied before truncate on support_request
        for each statement execute function refuse_change();
      create trigger support_message_stands before update on support_message for each row
        when ((new.account_id, new.request_id, new.no, new.at, new.side, new.author, new.closes, new.due_at)
                is distinct from (old.account_id, old.request_id, old.no, old.at, old.side, old.author, old.closes, old.due_at)
           or old.side <> 'customer' or new.text <> '')
        execute function refuse_change();
      create trigger support_message_is_kept before delete on support_message for each row execute function refuse_change();
      create trigger support_message_is_not_emptied before truncate on support_message
        for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TakeSupportRequests cannot be undone');
  }
}
