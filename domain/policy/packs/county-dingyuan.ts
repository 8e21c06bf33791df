/** `county-dingyuan`: the figures that Dingyuan county (定远县, Anhui) has published in its table of requests and reports
 *  (请示报告制度): the organisation's two reports within three months of the feedback. They are a county's practice and not the
 *  opinion's rule, so they stand as targets. All other figures are those of `jilin-2017`; its figures for the notice before
 *  entry and for the hearing have no clock here. Three months are more than the opinion gives: the third version names the
 *  instrument that allows them, and only committees of Anhui take it. */
import type { Pack } from '../pack.ts';
import { jilin2017 } from './jilin-2017.ts';
import { practice, type Sources } from '../source.ts';

const { clocks } = jilin2017;
const threeMonths = { basis: 'T', span: { months: 3 } } as const;

export const countyDingyuanSecond: Pack = {
  ...jilin2017,
  id: 'county-dingyuan',
  version: 2,
  clocks: {
    ...clocks,
    'report-1': { ladder: clocks['report-1']?.ladder ?? [], ...threeMonths },
    'report-2': { ladder: clocks['report-2']?.ladder ?? [], ...threeMonths },
  },
};

/** The county has published the table without its number and its day. */
export const countyDingyuan: Pack = {
  ...countyDingyuanSecond,
  version: 3,
  legalBasis: { title: '定远县巡察工作请示报告制度', number: null, on: null, province: 'CN-34' },
};

const requestSystem = practice('安徽省定远县巡察工作请示报告制度：反馈后三个月内报送整改情况报告', 'J-V.4d');

/** Sources of what `county-dingyuan` has otherwise than `jilin-2017`. */
export const countyDingyuanSources: Sources = {
  'span report-1': requestSystem,
  'span report-2': requestSystem,
};
