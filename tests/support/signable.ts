/** The commands whose body takes `onBehalf`, as their schemas say. */
import { commandNames, commands } from '../../contracts/requests/index.ts';

const shapeOf = (schema: object): object =>
  'shape' in schema && typeof schema.shape === 'object' && schema.shape !== null ? schema.shape : {};
export const signable = commandNames.filter((name) => 'onBehalf' in shapeOf(commands[name].payload));
