// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './bootstrap.mjs';

const LINES_OF_A_FAILURE = 25;
const SLOWEST_FILES = 10;

/** Adds up what every part of the check found, and says it at the end. */
export class Totals {
  passed = 0;
  /** @type {{ name: string, said: string }[]} */
  failures = [];
  /** @type {{ name: string, reason: string }[]} */
  skips = [];
  /** How long each part took, in the order they ended; parts that ran at the same time overlap. @type {{ name: string, ms: number }[]} */
  parts = [];
  /** @type {{ name: string, ms: number }[]} */
  files = [];

  /**
   * Counts a step that is no Jest run as one test.
   * @param {string} name
   * @param {boolean} ok
   * @param {string} said
   */
  addStep(name, ok, said) {
    if (ok) this.passed += 1;
    else this.failures.push({ name, said: lastLines(said, 60) });
  }

  /**
   * @param {string} name
   * @param {string} reason
   */
  addSkip(name, reason) {
    this.skips.push({ name, reason });
  }

  /**
   * Counts a Jest run by the JSON it left. A file that could not run is one failure; so is a run that left
   * no JSON, or that failed though every test passed (a broken set-up, an open handle).
   * @param {string} name
   * @param {string} jsonFile
   * @param {{ code: number, output: string }} run
   */
  addJest(name, jsonFile, run) {
    if (!existsSync(jsonFile)) {
      this.failures.push({ name, said: lastLines(run.output, 60) });
      return;
    }
    const failuresBefore = this.failures.length;
    const result = JSON.parse(readFileSync(jsonFile, 'utf8'));
    this.passed += result.numPassedTests;
    for (const file of result.testResults) this.#addFile(file);
    if (run.code !== 0 && this.failures.length === failuresBefore)
      this.failures.push({ name, said: lastLines(run.output, 60) });
  }

  /** @param {{ name: string, status: string, message: string, startTime: number, endTime: number, assertionResults: any[] }} file */
  #addFile(file) {
    const path = relative(ROOT, file.name);
    this.files.push({ name: path, ms: file.endTime - file.startTime });
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed)
      this.failures.push({
        name: `${path} › ${test.fullName}`,
        said: firstLines(test.failureMessages.join('\n')),
      });
    if (file.status === 'failed' && failed.length === 0)
      this.failures.push({ name: `${path} could not run`, said: firstLines(file.message) });
    for (const test of file.assertionResults)
      if (['pending', 'todo', 'disabled', 'skipped'].includes(test.status))
        this.addSkip(`${path} › ${test.fullName}`, 'skipped by the test itself');
  }

  /** Prints what took how long: each part, and of the test files the slowest. */
  printTimes() {
    const slowest = [...this.files].sort((one, other) => other.ms - one.ms).slice(0, SLOWEST_FILES);
    for (const [title, rows] of /** @type {const} */ ([
      ['Parts', this.parts],
      ['Slowest files', slowest],
    ]))
      if (rows.length > 0) {
        console.log(`\n${title}, seconds:`);
        for (const { name, ms } of rows) console.log(`  ${(ms / 1000).toFixed(1).padStart(6)}  ${name}`);
      }
  }

  /**
   * Prints the failures, the skips and, as the very last line, the totals.
   * @returns {number} the exit code
   */
  print() {
    const { failures, skips, passed } = this;
    for (const { name, said } of failures) console.log(`\n✘ ${name}\n${indent(said)}`);
    if (skips.length > 0) console.log('\nSkipped:');
    for (const { name, reason } of skips) console.log(`  ${name}: ${reason}`);
    if (passed + failures.length === 0) console.log('\nNot a single test ran.');
    const skipped = skips.length > 0 ? `, ${skips.length} skipped` : '';
    console.log(`\n${passed} passed, ${failures.length} failed${skipped}`);
    return failures.length > 0 || passed === 0 ? 1 : 0;
  }
}

/** @param {string} text */
const plain = (text) => stripVTControlCharacters(text).trimEnd();

/** @param {string} text */
const firstLines = (text) =>
  plain(text)
    .split('\n')
    // Where in Jest a test was called from helps nobody.
    .filter((line) => !/^\s+at .*node_modules\//.test(line))
    .slice(0, LINES_OF_A_FAILURE)
    .join('\n');

/**
 * @param {string} text
 * @param {number} count
 */
const lastLines = (text, count) => plain(text).split('\n').slice(-count).join('\n');

/** @param {string} text */
const indent = (text) => text.replaceAll(/^/gm, '    ');
