export { committeeWork } from './committee-work.ts';
export { inspectionRound } from './inspection-round.ts';
