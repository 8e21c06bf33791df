export { inspectionRound } from './inspection-round.ts';
