/** The commands whose body takes `onBehalf`, as their schemas say: of rounds, and of a committee's own work. */
import { workCommandNames, workCommands } from '../../contracts/requests/committee.ts';
import { commandNames, commands } from '../../contracts/requests/index.ts';

const shapeOf = (schema: object): object =>
  'shape' in schema && typeof schema.shape === 'object' && schema.shape !== null ? schema.shape : {};
export const signable = commandNames.filter((name) => 'onBehalf' in shapeOf(commands[name].payload));
export const signableOfWork = workCommandNames.filter((name) => 'onBehalf' in shapeOf(workCommands[name].payload));
