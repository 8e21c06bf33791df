/** A start that is later killed with -9: it brings one service up, says so on its output, and waits for its end. */
import { startPostgres } from '../../local/postgres.ts';
import { findTemporalCli, startTemporal } from '../../local/temporal.ts';

const [service, directory = '', port, cacheDirectory = ''] = process.argv.slice(2);
const say = () => {};

const { pid } =
  service === 'postgres'
    ? await startPostgres({ directory, port: Number(port), durable: false, say })
    : await startTemporal({
        cli: await findTemporalCli({ cacheDirectory, say }),
        directory,
        port: Number(port),
        uiPort: undefined,
        namespace: 'xuncha',
        searchAttributes: {},
        say,
      });
process.stdout.write(`${pid}\n`);
setInterval(() => {}, 60_000);
