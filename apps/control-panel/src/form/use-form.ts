import type { z } from 'zod';
import { ApiProblem } from '@rocket/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { newKey } from '../api';
import { words } from '../text/words';
import { refusalText } from './refusal-text';

export type Values = Readonly<Record<string, string>>;

export interface FormPlan<V extends Values, Body, Answer> {
  readonly initial: V;
  /** The schema of the door itself: the form refuses what the door would refuse. */
  readonly schema: z.ZodType<Body>;
  /** What was typed, as a body for the schema. */
  readonly read: (values: V) => unknown;
  readonly send: (body: Body, key: string) => Promise<Answer>;
  readonly done: (answer: Answer) => void;
  /** Where the fields are not named by the first word of a path. */
  readonly fieldOf?: (path: string) => string;
  /** The refusal itself, where the screen says more about it than a sentence. */
  readonly refused?: (error: unknown) => void;
}

export interface Form<V extends Values> {
  readonly values: V;
  readonly errors: Readonly<Record<string, string>>;
  readonly alert: string | null;
  readonly busy: boolean;
  readonly set: (name: keyof V & string, value: string) => void;
  readonly submit: (event?: Event) => void;
  /** What a field of libs/ui needs. */
  readonly field: (name: keyof V & string) => {
    name: string;
    value: string;
    onChange: (value: string) => void;
    error?: string;
  };
}

/** `body.inn`, `amount.amount`, `emails.0`, `parts.0.amount` → the field that holds it. */
const fieldOf = (path: string): string =>
  path
    .replace(/^body\./, '')
    .replace(/^parts\.\d+\./, '')
    .split('.')[0] ?? '';

/** The wire's form of a sum («5000.00») means nothing to a person who types one. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_format' && issue.path.at(-1) === 'amount'
    ? words.peek().check.amount
    : issue.message;

/** Sorts refusals by field; what belongs to no field of this form comes back as a sentence. */
export function sortErrors(
  issues: readonly { path: string; message: string }[],
  names: readonly string[],
  nameOf: (path: string) => string = fieldOf,
): { errors: Record<string, string>; rest: string[] } {
  const errors: Record<string, string> = {};
  const rest: string[] = [];
  for (const { path, message } of issues) {
    const name = nameOf(path);
    if (names.includes(name)) errors[name] ??= message;
    else rest.push(message);
  }
  return { errors, rest };
}

/**
 * A form over a door: validates by the door's schema, sends once with one idempotency key, shows refusals at their
 * fields and keeps everything typed.
 */
export function useForm<V extends Values, Body, Answer>(plan: FormPlan<V, Body, Answer>): Form<V> {
  const [values, setValues] = useState<V>(plan.initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [alert, setAlert] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef('');
  key.current ||= newKey();
  const form = useRef<HTMLFormElement | null>(null);

  // The first wrong field gets the focus: with a keyboard or a screen reader it is the next thing to do.
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const refuse = (issues: readonly { path: string; message: string }[], sentence: string | null) => {
    const { errors: byField, rest } = sortErrors(issues, Object.keys(values), plan.fieldOf);
    setErrors(byField);
    setAlert(Object.keys(byField).length > 0 ? rest.join(' ') || null : (sentence ?? rest.join(' ')));
  };

  const run = async () => {
    const parsed = plan.schema.safeParse(plan.read(values));
    if (!parsed.success) {
      refuse(
        parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: messageOf(issue) })),
        null,
      );
      return;
    }
    setErrors({});
    setAlert(null);
    setBusy(true);
    try {
      const answer = await plan.send(parsed.data, key.current);
      key.current = newKey();
      plan.done(answer);
    } catch (error) {
      plan.refused?.(error);
      if (error instanceof ApiProblem) {
        // The first attempt was accepted although its answer never came: a change is a new intention.
        if (error.problem.code === 'idempotency_key_reused') key.current = newKey();
        refuse(error.problem.errors ?? [], refusalText(words.peek(), error));
      } else setAlert(refusalText(words.peek(), error));
    } finally {
      setBusy(false);
    }
  };

  const set = (name: keyof V & string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _, ...others }) => others);
  };
  return {
    values,
    errors,
    alert,
    busy,
    set,
    submit: (event) => {
      event?.preventDefault();
      if (event?.currentTarget instanceof HTMLFormElement) form.current = event.currentTarget;
      if (!busy) void run();
    },
    field: (name) => ({
      name,
      value: values[name] ?? '',
      onChange: (value) => set(name, value),
      ...(errors[name] ? { error: errors[name] } : {}),
    }),
  };
}
