/** Where the API listens: on loopback unless told, and in development nowhere else. */
import { describe, expect, test } from 'vitest';
import { listeningAddress, readSettings } from '../../settings.ts';

const addressWith = (environment: Record<string, string>) => listeningAddress(readSettings(environment));

describe('the API listens', () => {
  test('on loopback unless told', () => {
    expect(addressWith({})).toBe('127.0.0.1');
    expect(addressWith({ DEVELOPMENT: 'true' })).toBe('127.0.0.1');
  });
  test.each(['0.0.0.0', '10.1.2.3', '::', 'fd00::1'])('at %s if told', (API_HOST) => {
    expect(addressWith({ API_HOST })).toBe(API_HOST);
  });
  test.each(['0.0.0.0', '10.1.2.3', '::'])('not at %s in development', (API_HOST) => {
    expect(() => addressWith({ API_HOST, DEVELOPMENT: 'true' })).toThrow(
      `API_HOST is ${API_HOST}, but with DEVELOPMENT the API believes whoever calls`,
    );
  });
  test.each(['', 'everywhere', '1.2.3', '127.0.0.1:3000'])('not at "%s", which is no address', (API_HOST) => {
    expect(() => addressWith({ API_HOST })).toThrow('API_HOST');
  });
});
