/** For the fault tests alone: a process that dies right after its n-th commit, before anybody hears of it. */

/** `XUNCHA_CRASH_AFTER_COMMIT` is n. Never set in production. */
export function crashAfterCommits(environment: NodeJS.ProcessEnv): { readonly afterCommit?: () => void } {
  const setting = environment['XUNCHA_CRASH_AFTER_COMMIT'];
  if (setting === undefined) return {};
  const last = Number(setting);
  if (!Number.isInteger(last) || last < 1)
    throw new Error('XUNCHA_CRASH_AFTER_COMMIT must be a whole number from 1 on');
  let commits = 0;
  return {
    afterCommit() {
      commits += 1;
      if (commits === last) process.kill(process.pid, 'SIGKILL');
    },
  };
}
